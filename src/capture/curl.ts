import type { Finding } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import type { Origin } from '../model/origin.ts';
import {
  credentialsOf,
  credentialsOfHeader,
  credentialsOfUrl,
  urlWithDefaultScheme,
  withoutUserinfo,
} from '../model/url.ts';
import { LineIndex } from '../parse/lines.ts';
import type { Capture, CapturedRequest } from './capture.ts';
import { cmdCommands } from './cmd-words.ts';
import { curlArguments } from './curl-options.ts';
import { embeddedBody, incompleteBody } from './embedded-body.ts';
import { apiPath } from './endpoint-path.ts';
import { posixCommands, type ShellCommand } from './shell-words.ts';

/** A prompt before a command, and what makes a word the program. */
const PROMPT = /^\s*[$>#%](?=\s+curl(?:\.exe)?\s)/;
const PROGRAM = /^curl(?:\.exe)?$/;

/** Comments and blank lines may stand before the command; our own --curl feeds a long body in by `printf`. */
const START =
  /^(?:\s*#[^\n]*\n)*\s*(?:[$>%]\s+)?(?:curl(?:\.exe)?\s|(?:printf|echo|cat)\s[\s\S]*\|[\s\\]*curl\s)/;

/** Whether a text is a curl command, or several, perhaps behind a prompt or fed through a pipe. */
export function isCurl(text: string): boolean {
  return START.test(withoutPrompt(text));
}

/** The requests of one or more curl commands, in the forms for a POSIX shell or the Windows command prompt. */
export function readCurl(text: string, source: Origin): Capture {
  const plain = withoutPrompt(text);
  const { commands, unclosed } = isForCmd(plain) ? cmdCommands(plain) : posixCommands(plain);
  const lines = new LineIndex(text);
  const calls = commands.flatMap((command, index) => {
    const call = readCall(command, commands[index - 1]);
    const cut = unclosed && index === commands.length - 1;
    return call ? [{ call, cut, origin: { ...source, ...lines.at(command.at) } }] : [];
  });
  const requests = calls.flatMap(({ call, cut, origin }, index) => {
    const name = calls.length > 1 ? `curl ${index + 1}` : 'curl';
    return readRequest(call, name, origin, cut) ?? [];
  });
  return { form: 'curl', requests, ignored: calls.length - requests.length };
}

/** The text with blanks for a prompt, so that places stay true. */
function withoutPrompt(text: string): string {
  return text.replace(PROMPT, (prompt) => `${prompt.slice(0, -1)} `);
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

/** What a curl command says about its request. */
interface Call {
  address?: string;
  method: string;
  contentType?: string;
  /** The body as far as the command holds it; undefined when it sends none. */
  data?: string;
  /** What the command does not hold of the body, as args of `capture-body-missing`. */
  missing: FindingArgs['capture-body-missing'][];
  /** What must not be told of -u and of headers with credentials. */
  credentials: string[];
  isForm: boolean;
}

/** A command that runs curl; `before` is the one that may be piped into it. Undefined for any other command. */
function readCall({ words }: ShellCommand, before: ShellCommand | undefined): Call | undefined {
  const start = words.findIndex((word) => PROGRAM.test(word));
  if (start < 0) return undefined;
  const call: Call = { method: '', missing: [], credentials: [], isForm: false };
  for (const { name, value } of curlArguments(words.slice(start + 1))) {
    if (name === undefined || name === 'url') call.address ??= value;
    else if (name === 'request') call.method = value.toUpperCase();
    else if (name === 'user' || name === 'proxy-user') call.credentials.push(...ofUser(value));
    else if (name === 'oauth2-bearer') call.credentials.push(value);
    else if (name === 'get') call.method = 'GET';
    else if (name === 'header') addHeader(call, value);
    else if (name === 'form' || name === 'form-string') call.isForm = true;
    else if (name === 'upload-file') call.missing.push({ file: value });
    else if (/^(data|data-(raw|binary|ascii|urlencode)|json)$/.test(name)) addData(call, name, value, before);
  }
  const sends = call.data !== undefined || call.missing.length > 0 || call.isForm;
  call.method ||= sends ? 'POST' : 'GET';
  if (call.data !== undefined) call.contentType ??= 'application/x-www-form-urlencoded';
  return call;
}

/** The value of -u: a user name, and after a colon the password. */
function ofUser(value: string): string[] {
  const [user = '', ...password] = value.split(':');
  return credentialsOf(user, password.join(':'));
}

function addHeader(call: Call, header: string): void {
  const colon = header.indexOf(':');
  call.credentials.push(...credentialsOfHeader(header.slice(0, colon), header.slice(colon + 1)));
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
  return name === 'data-urlencode' ? /^[^=]*@/.test(value) : name !== 'data-raw' && value.startsWith('@');
}

/** The text of an option; undefined when a shell would have put something else in its place. */
function inlineData(call: Call, name: string, value: string): string | undefined {
  const [, file] = /^\$\(\s*(?:cat\s|<)([^)]*)\)$/.exec(value) ?? [];
  if (file !== undefined) call.missing.push({ file: file.trim() });
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

function readRequest(call: Call, name: string, origin: Origin, cut: boolean): CapturedRequest | undefined {
  const given = parseUrl(call.address);
  const url = given && withoutUserinfo(given);
  const path = url && apiPath(url);
  if (url && !path) return undefined;
  const credentials = [...call.credentials, ...(given ? credentialsOfUrl(given) : [])];
  return {
    kind: path?.kind ?? 'body',
    label: url ? `${name}: ${call.method} ${url.href}` : name,
    origin,
    method: call.method,
    ...(url && { url }),
    ...(credentials.length > 0 && { credentials }),
    ...(path?.kind === 'event' && { sessionId: path.sessionId }),
    ...(call.contentType !== undefined && { contentType: call.contentType }),
    ...readData(call, origin, cut),
  };
}

function readData(call: Call, origin: Origin, cut: boolean): Pick<CapturedRequest, 'body' | 'bodyProblem'> {
  if (call.missing.length > 0) {
    const say = (args: Call['missing'][number]): Finding => ({
      code: 'capture-body-missing',
      severity: 'error',
      origin,
      args,
    });
    return { bodyProblem: call.missing.map(say) };
  }
  if (cut) return incompleteBody(origin, 'curl-unclosed');
  if (call.isForm) return incompleteBody(origin, 'curl-form');
  if (call.data === undefined) return incompleteBody(origin, 'curl-no-body');
  return embeddedBody(call.data, origin);
}

/** As curl does, a URL without a scheme is taken for http. */
function parseUrl(address: string | undefined): URL | undefined {
  return address === undefined ? undefined : urlWithDefaultScheme('http', address);
}
