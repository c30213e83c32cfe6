import type { Finding } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import type { Origin } from '../model/origin.ts';
import { credentialsOf } from '../model/url.ts';
import { LineIndex } from '../parse/lines.ts';
import { straightened } from './bent.ts';
import { gap, keptElsewhere, notJson, type RawBody } from './body-text.ts';
import type { Capture, CapturedResponse, Headers } from './capture.ts';
import { cmdCommands } from './cmd-words.ts';
import { type CurlArgument, curlArguments } from './curl-options.ts';
import { addHeader } from './headers.ts';
import { Marks } from './marks.ts';
import { captureOf, type RawRequest } from './requests.ts';
import { posixCommands, type ShellCommand, type ShellText } from './shell-words.ts';
import { rewritten, splitTranscript, type Transcript, withoutPrompts } from './transcript.ts';

const CURL = String.raw`curl(?:\.exe)?`;
const PROGRAM = new RegExp(`^${CURL}$`);

/** Comments and blank lines may stand before the command; our own --curl feeds a long body in by `printf`. */
const START =
  /^(?:\s*#[^\n]*\n)*\s*(?:[$>%]\s+)?(?:curl(?:\.exe)?\s|(?:printf|echo|cat)\s[\s\S]*\|[\s\\]*curl\s)/;

/** Whether a text is a curl command, or several, perhaps behind a prompt or fed through a pipe. */
export function isCurl(text: string): boolean {
  return START.test(withoutPrompts(text, CURL));
}

/**
 * The requests of one or more curl commands, in the forms for a POSIX shell, the Windows command prompt and PowerShell, with the
 * responses that stand below them in a transcript. What a word processor bent is straightened, and reported.
 */
export function readCurl(text: string, source: Origin): Capture {
  const { text: straight, bends } = straightened(withoutPrompts(text, CURL));
  const { commands, unclosed, read, responses } = commandsOf(splitTranscript(straight));
  const lines = new LineIndex(read);
  const nested = NESTED_QUOTES.test(read);
  const problem = (origin: Origin): Finding[] =>
    bends.map((bend) => ({ code: 'capture-bent', severity: 'warning', origin, args: { bend } }));
  const ours = commands.flatMap((command, index) => (runsCurl(command) ? [{ command, index }] : []));
  const calls = ours.flatMap(({ command, index }, number) => {
    const origin = { ...source, ...lines.at(command.at) };
    const until = ours[number + 1]?.command.at ?? read.length;
    const response = responses.last(command.at + 1, until)?.value;
    const more = {
      origin,
      ...(response && { response }),
      ...(bends.length > 0 && { problems: problem(origin) }),
    };
    const cut = unclosed && index === commands.length - 1;
    return readCalls(command, commands[index - 1]).map((call) => ({ call, cut, more }));
  });
  const requests = calls.map(
    ({ call, cut, more }, index): RawRequest => ({
      ...more,
      name: calls.length > 1 ? `curl ${index + 1}` : 'curl',
      fallback: 'http',
      // What a command that is cut off would have sent is not known.
      ...(!(cut && call.method === 'GET') && { method: call.method }),
      // A quotation mark too many takes the rest of the command into the URL.
      ...(call.address !== undefined && { address: cut ? call.address.replace(/\s.*/s, '') : call.address }),
      headers: call.headers,
      credentials: call.credentials,
      ...(call.contentType !== undefined && { contentType: call.contentType }),
      body: readData(call, more.origin, { cut, nested }),
    }),
  );
  return captureOf('curl', requests);
}

function runsCurl({ words }: ShellCommand): boolean {
  return words.some((word) => PROGRAM.test(word));
}

/** The commands of a transcript; their places, and those of the responses, are offsets into the text that was `read`. */
interface Commands extends ShellText {
  read: string;
  responses: Marks<CapturedResponse>;
}

function commandsOf(given: Transcript): Commands {
  const { commands: text } = given;
  const [words, rewrite] = readingOf(text);
  const { commands: read, responses } = rewrite ? rewritten(given, rewrite) : given;
  return { ...words(read), read, responses: new Marks(responses) };
}

/** How the commands of a text are read, and what is undone before. */
function readingOf(text: string): [words: (text: string) => ShellText, rewrite?: (text: string) => string] {
  if (OLD_CMD.test(text)) return [cmdCommands, withoutCarets];
  if (isForCmd(text)) return [cmdCommands];
  return POWERSHELL.test(text) ? [posixCommands, asPosix] : [posixCommands];
}

/** Chrome's older copy for the command prompt has carets within quotation marks, where they mean nothing to anybody. */
const OLD_CMD = /\s"\^\{\^\\\^"/;

function withoutCarets(text: string): string {
  return text.replace(/\^(?!\r?\n)(.)/g, '$1');
}

const POWERSHELL = /`\r?\n/;

/** PowerShell's line continuations and escapes in the way of a POSIX shell. Its program gets `\"` as a quotation mark. */
function asPosix(text: string): string {
  return text
    .replace(/`(?=\r?\n)/g, '\\')
    .replaceAll('`"', '\\"')
    .replace(/'\{\\"[^']*'/g, (word) => word.replaceAll('\\"', '"'));
}

/**
 * The Windows command prompt escapes with `^` from the start; elsewhere a `^` can only stand inside quotes. A text
 * without single quotes that doubles double ones inside others is for it, too.
 */
function isForCmd(text: string): boolean {
  const caret = text.search(/\^\r?\n|\^"/);
  const single = text.indexOf("'");
  return caret >= 0 ? single < 0 || caret < single : single < 0 && /"\{""/.test(text);
}

/** What a curl command says about one request. */
interface Call {
  address?: string;
  method: string;
  headers: Headers;
  contentType?: string;
  /** The body as far as the command holds it; undefined when it sends none. */
  data?: string;
  /** What the command does not hold of the body, as args of `capture-body-missing`. */
  missing: FindingArgs['capture-body-missing'][];
  /** The secrets in -u and the like. */
  credentials: string[];
  isForm: boolean;
}

/** The calls of a command that runs curl; `before` is the one that may be piped into it. `--next` begins another call. */
function readCalls({ words }: ShellCommand, before: ShellCommand | undefined): Call[] {
  const start = words.findIndex((word) => PROGRAM.test(word));
  if (start < 0) return [];
  const calls: CurlArgument[][] = [[]];
  for (const argument of curlArguments(words.slice(start + 1))) {
    if (argument.name === 'next' || argument.name === ':') calls.push([]);
    else calls.at(-1)?.push(argument);
  }
  return calls.map((call) => readCall(call, before));
}

function readCall(given: readonly CurlArgument[], before: ShellCommand | undefined): Call {
  const call: Call = {
    method: '',
    headers: Object.create(null) as Headers,
    missing: [],
    credentials: [],
    isForm: false,
  };
  for (const { name, value } of given) {
    if (name === undefined || name === 'url') call.address ??= value;
    else if (name === 'request') call.method = value.toUpperCase();
    else if (name === 'user' || name === 'proxy-user') call.credentials.push(...credentialsOf(value));
    else if (name === 'oauth2-bearer') call.credentials.push(value);
    else if (name === 'get') call.method = 'GET';
    else if (name === 'header') takeHeader(call, value);
    else if (name === 'form' || name === 'form-string') call.isForm = true;
    else if (name === 'upload-file') call.missing.push({ file: value });
    else if (/^(data|data-(raw|binary|ascii|urlencode)|json)$/.test(name)) addData(call, name, value, before);
  }
  const sends = call.data !== undefined || call.missing.length > 0 || call.isForm;
  call.method ||= sends ? 'POST' : 'GET';
  if (call.data !== undefined) call.contentType ??= 'application/x-www-form-urlencoded';
  return call;
}

function takeHeader(call: Call, header: string): void {
  const colon = header.indexOf(':');
  if (colon > 0) addHeader(call.headers, header.slice(0, colon), header.slice(colon + 1));
  if (/^content-type:/i.test(header)) call.contentType = header.slice('content-type:'.length).trim();
}

function addData(call: Call, name: string, value: string, before: ShellCommand | undefined): void {
  if (name === 'json') call.contentType ??= 'application/json';
  const data = isFile(name, value)
    ? fileData(call, value.slice(value.indexOf('@') + 1), before)
    : inlineData(call, name, value);
  if (data === undefined) return;
  // Like curl: pieces of --data are a form's fields, those of --json are put together as they are.
  const between = call.data && name !== 'json' ? '&' : '';
  call.data = `${call.data ?? ''}${between}${data}`;
}

function isFile(name: string, value: string): boolean {
  return name === 'data-urlencode' ? /^[^={[]*@/.test(value) : name !== 'data-raw' && value.startsWith('@');
}

/** The text of an option; undefined when a shell would have put something else in its place. */
function inlineData(call: Call, name: string, value: string): string | undefined {
  const [, file] = /^\$\(\s*(?:cat\s|<)([^)]*)\)$/.exec(value) ?? [];
  if (/^\$\(\s*cat\s*<</.test(value)) call.missing.push({ form: 'stdin' });
  else if (file !== undefined) call.missing.push({ file: file.trim() });
  else if (/^\$(?:\w+|\{\w+\})$/.test(value)) call.missing.push({ file: value, form: 'variable' });
  else return name === 'data-urlencode' ? urlEncoded(value.replace(/^=/, '')) : value;
  return undefined;
}

function urlEncoded(text: string): string {
  return encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd'));
}

/** What `@file` stands for: `-` is the output of the command before, when that is only a text or a file. */
function fileData(call: Call, file: string, before: ShellCommand | undefined): string | undefined {
  if (file !== '-') call.missing.push({ file });
  else {
    const [program, ...words] = before?.piped ? before.words : [];
    const given = program === 'printf' && /^%s(\\n)?$/.test(words[0] ?? '') ? words[1] : words.at(-1);
    if (given !== undefined && (program === 'printf' || program === 'echo')) return given;
    if (given !== undefined && program === 'cat') call.missing.push({ file: given });
    else call.missing.push({ form: 'stdin' });
  }
  return undefined;
}

function readData(call: Call, origin: Origin, { cut, nested }: { cut: boolean; nested: boolean }): RawBody {
  if (call.missing.length > 0) return { problem: call.missing.map((args) => keptElsewhere(origin, args)) };
  if (cut) return { problem: [gap(origin, 'curl-unclosed')] };
  if (call.isForm) return { problem: [gap(origin, 'curl-form')] };
  if (call.data === undefined) return { problem: [gap(origin, 'curl-no-body')] };
  const isStripped = nested && WITHOUT_QUOTES.test(call.data);
  return isStripped ? { problem: [notJson(origin, 'shell-quotes', false)] } : { text: call.data, origin };
}

/** A body in double quotes whose own are double ones, too, and what a shell makes of it. */
const NESTED_QUOTES = /[\s=]"\s*\{\s*"[\w.]+"\s*:/;
const WITHOUT_QUOTES = /^\s*\{\s*[\w.]+\s*:[^"]*$/;
