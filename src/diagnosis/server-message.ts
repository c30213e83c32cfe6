import type { AnswerBody } from '../model/exchange.ts';
import { isObject, type JsonValue } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';

/** The most of a server's own text that is repeated, in characters. */
const SHOWN = 2000;

/** What the body of an answer turned out to be. */
export interface ServerMessage {
  form: 'message' | 'json' | 'problem' | 'text' | 'html' | 'empty' | 'binary';
  /** The server's words, shortened; for HTML its title. */
  text: string;
  shortened: boolean;
  json?: JsonValue;
}

/**
 * Reads the server's words from a body of any form. Documented is `{"message": string}` for 400, 404, 410 and 500
 * (AdobeDocs/analytics-collection-apis static/media-collection.json, ApiError), but no real body is public,
 * so JSON of other shapes, text, HTML and nothing at all are read too. What it returns is not yet safe to print.
 */
export function readServerMessage(body: AnswerBody): ServerMessage {
  if (body.bytes.length === 0) return { form: 'empty', text: '', shortened: false };
  const text = new TextDecoder('utf-8').decode(body.bytes);
  const cut = body.incomplete !== undefined;
  const json = parseJsonText(text);
  if (json !== undefined) return fromJson(json, cut);
  if (/^\s*(<!doctype html|<html|<head|<body)/i.test(text)) return shorten('html', titleOf(text), cut);
  if (isBinary(text)) return { form: 'binary', text: '', shortened: cut };
  return shorten('text', text.trim(), cut);
}

function fromJson(json: JsonValue, cut: boolean): ServerMessage {
  if (isObject(json)) {
    if (typeof json['message'] === 'string') return { ...shorten('message', json['message'], cut), json };
    if (isProblem(json)) return { ...shorten('problem', problemText(json), cut), json };
  }
  return { ...shorten('json', JSON.stringify(json), cut), json };
}

/** RFC 7807 as the Media Edge API answers; this API does not. */
function isProblem(json: Record<string, JsonValue>): boolean {
  return typeof json['title'] === 'string' && ('type' in json || 'status' in json);
}

function problemText(json: Record<string, JsonValue>): string {
  return [json['title'], json['detail']].filter((part) => typeof part === 'string').join(': ');
}

/** The most of a title that is read, in characters. */
const TITLE_LENGTH = 300;

function titleOf(html: string): string {
  const title = textOf(html, /<title/i) ?? textOf(html, /<h1/i) ?? '';
  return title.replace(/\s+/g, ' ').trim();
}

/**
 * The text after the first tag that begins as `start` says. The tag's end is looked for once: a pattern for the whole tag
 * looks for it from each of thousands of beginnings.
 */
function textOf(html: string, start: RegExp): string | undefined {
  const at = html.search(start);
  const end = at < 0 ? -1 : html.indexOf('>', at);
  return end < 0 ? undefined : html.slice(end + 1, end + 1 + TITLE_LENGTH).split('<', 1)[0];
}

/** More than a tenth of unreadable characters is not text. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, 4000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted
  const odd = sample.match(/[\u0000-\u0008\u000e-\u001f\ufffd]/g)?.length ?? 0;
  return odd > sample.length / 10;
}

function shorten(form: ServerMessage['form'], text: string, cut: boolean): ServerMessage {
  return { form, text: text.slice(0, SHOWN), shortened: cut || text.length > SHOWN };
}
