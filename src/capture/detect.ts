import { looksLikeBody } from '../model/body-keys.ts';
import type { CaptureForm } from '../model/capture-facts.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { isJsonObject } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { parseJson } from '../parse/parse-json.ts';
import { readBodyText, readMalformed } from './body-text.ts';
import type { Capture, CapturedRequest } from './capture.ts';
import { findRequests } from './finder.ts';
import { FORMS } from './forms.ts';
import { otherText } from './other-api.ts';
import { captureOf, type RawRequest } from './requests.ts';

/** Commands that send requests and are known by name, whose bodies only the general finder reads. */
const NAMED: readonly [form: string, sign: RegExp][] = [
  ['PowerShell', /\b(?:Invoke-(?:WebRequest|RestMethod)|iwr|irm)\s/i],
  ['fetch', /\bfetch\(/],
  ['wget', /^\s*(?:[$>#%]\s+)?wget\s/],
  ['HTTPie', /^\s*(?:[$>#%]\s+)?https?\s+(?:--?\w|POST|GET|\S+\.\w)/],
];

/**
 * Reads a capture of any known form, see {@link FORMS}. Throws InputError: `capture-unknown` (args.form: the form, when it is
 * one whose body could not be found), or what is wrong with its JSON.
 */
export function readCapture(text: string, source: Origin): Capture {
  for (const form of FORMS) {
    // The general finder would undo the wrapping of a body that stands alone, and not say so.
    const malformed = form.alone ? readAlone(text, source) : undefined;
    if (malformed) return malformed;
    const capture = form.is(text) ? form.read(text, source) : undefined;
    if (capture) return withFoundBodies(capture, text, source);
  }
  // It began like JSON: then the place where it breaks is what helps. A log of other JSON breaks nowhere.
  const [first = ''] = text.trimStart().split('\n', 1);
  if (/^[[{]/.test(first) && !isJsonObject(first)) parseJson(text, source);
  const api = otherText(text);
  if (api) return captureOf('text', [], { other: [{ api, label: 'text', origin: source }] });
  const [named] = NAMED.find(([, sign]) => sign.test(text)) ?? [];
  const args = named === undefined ? {} : { args: { form: named } };
  throw new InputError('file', [{ code: 'capture-unknown', severity: 'error', origin: source, ...args }]);
}

/** A text that is one body as a whole, but no JSON: with the cause. */
function readAlone(text: string, source: Origin): Capture | undefined {
  const origin = { ...source, line: 1, column: 1 };
  const read = /^\s*"/.test(text)
    ? readBodyText(text.trim(), origin)
    : readMalformed(text, origin, () => origin);
  // What only surrounds a body is none: a page, and the name before an object.
  const around = text.includes('{') ? /^(?:xml|form)$/ : /^xml$/;
  const isCause = (one: Finding): boolean => one.code === 'capture-not-json' && !around.test(one.args.cause);
  if (!read?.bodyProblem?.some(isCause)) return undefined;
  // What a program prints of an object may hold a body, too.
  if (read.body && !looksLikeBody(read.body.value)) return undefined;
  return captureOf('body', [], { requests: [{ kind: 'body', label: 'body', origin, ...read }] });
}

/**
 * What form of capture a text is, without reading it: for commands that take a body and are given a capture. A body, and JSON of an
 * unknown kind, are no captures: undefined.
 */
export function recogniseForm(text: string): CaptureForm | undefined {
  const name = FORMS.find((form) => form.is(text))?.name;
  return name === 'json' || name === 'ndjson' ? undefined : name;
}

/**
 * Whether the text around a request may hold what it lacks: a document that is fed in (`<<EOF`), a variable, code; around a message
 * of HTTP, as documents and mails quote it, a body in a block of its own.
 */
function isFillable(finding: Finding, form: CaptureForm): boolean {
  if (form === 'http' && finding.code === 'json-syntax') return true;
  if (finding.code === 'capture-incomplete') return form === 'http' || finding.args.reason === 'computed';
  return finding.code === 'capture-body-missing' && /^(?:stdin|variable)$/.test(finding.args.form ?? '');
}

/** Gives a request without its body the one that stands below or above it. */
function withFoundBodies(capture: Capture, text: string, source: Origin): Capture {
  const isOpen = ({ body, bodyProblem }: CapturedRequest): boolean =>
    body === undefined && (bodyProblem ?? []).some((finding) => isFillable(finding, capture.form));
  const open = capture.requests.filter(isOpen);
  if (open.length === 0) return capture;
  const taken = new Set(capture.requests.map(({ body }) => body && JSON.stringify(body.value)));
  const found = findRequests(text, source).filter(
    ({ body }) => body && 'value' in body && !taken.has(JSON.stringify(body.value)),
  );
  if (found.length !== open.length) return capture;
  const bodies = new Map(open.map((request, index) => [request, found[index]]));
  const requests = capture.requests.map((request) => filled(request, bodies.get(request)));
  return { ...capture, requests };
}

function filled(request: CapturedRequest, found: RawRequest | undefined): CapturedRequest {
  if (!found?.body || !('value' in found.body)) return request;
  const { bodyProblem: _gap, ...rest } = request;
  const { problem, ...body } = found.body;
  return { ...rest, body, ...(problem && { bodyProblem: problem }) };
}
