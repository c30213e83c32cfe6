import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { LineIndex } from '../parse/lines.ts';
import { gap, keptElsewhere, type RawBody } from './body-text.ts';
import type { Capture } from './capture.ts';
import { Marks } from './marks.ts';
import { captureOf, type RawRequest } from './requests.ts';
import { posixCommands } from './shell-words.ts';
import { splitTranscript, withoutPrompts } from './transcript.ts';

const PROGRAMS = 'wget|https?';
const PROGRAM = new RegExp(`^(?:${PROGRAMS})$`);

/** The first line that is neither blank nor a comment, and what it holds where a command begins the text: no sentence does. */
const FIRST_LINE = /^(?![ \t]*(?:#|\r?$)).+/m;
const COMMAND = new RegExp(String.raw`^(?:${PROGRAMS})\s+(?:-|GET|POST|PUT|\S+[.:/])`);

/** Whether a text begins with a command of HTTPie or wget. */
export function isCommand(text: string): boolean {
  const [line = ''] = FIRST_LINE.exec(text) ?? [];
  return COMMAND.test(withoutPrompts(line, PROGRAMS).trimStart());
}

/**
 * The requests of HTTPie and wget commands whose bodies the general finder does not see: fields of HTTPie (`a=b`, `a:=1`, `a[b]=c`) and
 * bodies in files. Undefined where any of them has its body as text, or has none.
 */
export function readCommands(text: string, source: Origin): Capture | undefined {
  const { commands: own, responses } = splitTranscript(withoutPrompts(text, PROGRAMS));
  const { commands, unclosed } = posixCommands(own);
  const ours = commands.filter(({ words }) => PROGRAM.test(words[0] ?? ''));
  const lines = new LineIndex(own);
  const seen = new Marks(responses);
  const requests = ours.flatMap(({ words: [program = '', ...words], at }, index) => {
    const origin = { ...source, ...lines.at(at) };
    const call = program === 'wget' ? readWget(words, origin) : readHttpie(words, origin);
    if (!call) return [];
    const response = seen.last(at + 1, ours[index + 1]?.at ?? own.length)?.value;
    const name = program === 'wget' ? program : 'HTTPie';
    const fallback = program === 'https' ? {} : ({ fallback: 'http' } as const);
    return [{ ...call, name, origin, ...fallback, ...(response && { response }) }];
  });
  return !unclosed && requests.length === ours.length ? captureOf('text', requests) : undefined;
}

type Call = Pick<RawRequest, 'method' | 'address' | 'body'>;

/** Options of both that take a value in the next word. */
const WITH_VALUE =
  /^(?:-[aopstAOTU]|--(?:auth|auth-type|body-data|body-file|cert|header|method|output|output-document|password|post-data|post-file|pretty|print|proxy|raw|session|style|timeout|tries|user|user-agent|verify))$/;

/** The options of a command with their values, and its other words. */
function argumentsOf(words: readonly string[]): { options: Map<string, string>; rest: string[] } {
  const options = new Map<string, string>();
  const rest: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const [, name, value] = /^(--?[\w-]+)(?:=([\s\S]*))?$/.exec(words[at] ?? '') ?? [];
    if (name === undefined) rest.push(words[at] ?? '');
    else if (value === undefined && WITH_VALUE.test(name)) options.set(name, words[++at] ?? '');
    else options.set(name, value ?? '');
  }
  return { options, rest };
}

/** A wget command that reads its body from a file. */
function readWget(words: readonly string[], origin: Origin): Call | undefined {
  const { options, rest } = argumentsOf(words);
  const file = options.get('--post-file') ?? options.get('--body-file');
  const address = rest.find((word) => /[./]/.test(word));
  if (file === undefined || address === undefined) return undefined;
  return {
    method: options.get('--method') ?? 'POST',
    address,
    body: { problem: [keptElsewhere(origin, { file })] },
  };
}

const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD)$/;

/** `a=text`, `a:=JSON`, `a[b]=text`, `a=@file`; a header (`a:b`) and a part of the query (`a==b`) are none. */
const FIELD = /^([\w.-]+(?:\[[\w.-]+\]){0,8})(:?=)(?!=)(@?)([\s\S]*)$/;

/** An HTTPie command with fields, or whose body is a file. */
function readHttpie(words: readonly string[], origin: Origin): Call | undefined {
  const { options, rest } = argumentsOf(words);
  const [first = ''] = rest;
  const isNamed = METHOD.test(first);
  const method = isNamed ? first : 'POST';
  const [address, ...items] = isNamed ? rest.slice(1) : rest;
  if (address === undefined) return undefined;
  const fed = items.findIndex((item) => /^(?:<(?!<)|@)/.test(item));
  if (fed >= 0) {
    const file = (items[fed] === '<' ? items[fed + 1] : items[fed]?.slice(1)) ?? '';
    return { method, address, body: { problem: [keptElsewhere(origin, { file })] } };
  }
  const fields = items.map((item) => FIELD.exec(item)).filter((field) => field !== null);
  if (fields.length === 0) return undefined;
  const isForm = ['-f', '--form', '--multipart'].some((name) => options.has(name));
  const body = isForm ? { text: fields.map(([field]) => field).join('&'), origin } : bodyOf(fields, origin);
  return { method, address, body };
}

function bodyOf(fields: readonly RegExpExecArray[], origin: Origin): RawBody {
  const body = Object.create(null) as JsonObject;
  for (const [, path = '', operator, isFile, value = ''] of fields) {
    if (isFile) return { problem: [keptElsewhere(origin, { file: value })] };
    const parsed = operator === '=' ? value : parseJsonText(value);
    if (parsed === undefined) return { problem: [gap(origin, 'computed')] };
    put(body, path, parsed);
  }
  return { value: body, originOf: () => origin };
}

/** Puts a value where `a[b][c]` says. */
function put(body: JsonObject, path: string, value: JsonValue): void {
  const steps = path.replaceAll(']', '').split('[');
  const last = steps.pop() ?? '';
  let object = body;
  for (const step of steps) {
    const inner = object[step];
    const next = isObject(inner) ? inner : (Object.create(null) as JsonObject);
    object[step] = next;
    object = next;
  }
  object[last] = value;
}
