import type { Origin } from '../model/origin.ts';
import { embeddedBody } from './body.ts';
import { apiPath } from './endpoint-path.ts';
import { cmdWords, posixWords } from './shell-words.ts';
import type { Capture, CapturedRequest } from './types.ts';

/** Short options of curl that take a value, and long ones; all others stand alone. Source: curl's manual page. */
const SHORT_WITH_VALUE = 'ACDEFHKPQTUXYbcdehmortuwxyz';
const LONG_WITH_VALUE = new Set(
  (
    'abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to ' +
    'continue-at cookie cookie-jar crlfile curves data data-ascii data-binary data-raw data-urlencode delegation ' +
    'dns-servers doh-url dump-header engine form form-string header interface json keepalive-time key key-type ' +
    'limit-rate local-port max-filesize max-redirs max-time netrc-file noproxy output pass pinnedpubkey proto ' +
    'proto-default proxy proxy-cacert proxy-header proxy-user proxy1.0 range rate referer request request-target ' +
    'resolve retry retry-delay retry-max-time service-name socks4 socks4a socks5 socks5-hostname speed-limit ' +
    'speed-time stderr tls-max tls13-ciphers trace trace-ascii unix-socket upload-file url url-query user ' +
    'user-agent write-out'
  ).split(' '),
);
const SHORT_NAMES: Record<string, string> = { d: 'data', H: 'header', X: 'request', A: 'user-agent' };

/** Whether a text is a curl command, perhaps behind a prompt or fed by our own `printf`. */
export function isCurl(text: string): boolean {
  return /^\s*(?:[$>#]\s+)?(?:curl(?:\.exe)?\s|printf %s '[\s\S]*\|\s*curl\s)/.test(text);
}

/** The request of a curl command, in the forms for a POSIX shell or the Windows command prompt. */
export function readCurl(text: string, source: Origin): Capture {
  const origin: Origin = { ...source, line: 1, column: 1 };
  const { words } = isForCmd(text) ? cmdWords(text) : posixWords(text);
  const call = interpret(words);
  const url =
    call.url !== undefined && URL.canParse(withScheme(call.url)) ? new URL(withScheme(call.url)) : undefined;
  const path = url && apiPath(url);
  const request: CapturedRequest = {
    kind: path?.kind ?? 'body',
    label: url ? `curl: ${call.method} ${url.href}` : 'curl',
    origin,
    ...(url && path && { url }),
    ...(path?.kind === 'event' && { sessionId: path.sessionId }),
    ...bodyOf(call, origin),
  };
  if (url && !path) return { form: 'curl', requests: [], ignored: 1 };
  return { form: 'curl', requests: [request], ignored: 0 };
}

/** The Windows command prompt escapes with `^` from the start; elsewhere a `^` can only stand inside quotes. */
function isForCmd(text: string): boolean {
  const caret = text.search(/\^\r?\n|\^"/);
  const single = text.indexOf("'");
  return caret >= 0 && (single < 0 || caret < single);
}

interface Call {
  url?: string;
  method: string;
  data: string[];
  /** Files that the data would be read from. */
  files: string[];
}

function interpret(all: readonly string[]): Call {
  const start = Math.max(
    0,
    all.findIndex((word) => /^curl(\.exe)?$/.test(word)),
  );
  const end = all.findIndex((word, index) => index > start && /^[|;&\n]$/.test(word));
  const words = all.slice(start + 1, end < 0 ? undefined : end);
  const call: Call = { method: '', data: [], files: [] };
  for (let at = 0; at < words.length; at += 1) {
    const { name, value, used } = option(words[at] ?? '', words[at + 1]);
    at += used;
    if (name === undefined) call.url ??= value;
    else if (name === 'url') call.url ??= value;
    else if (name === 'request') call.method = value;
    else if (/^(data.*|json)$/.test(name)) addData(call, name, value, all, start);
  }
  call.method ||= call.data.length + call.files.length > 0 ? 'POST' : 'GET';
  return call;
}

/** Reads one word as an option: its long name, its value, and how many words more it took. */
function option(word: string, next: string | undefined): { name?: string; value: string; used: number } {
  if (word.startsWith('--')) {
    const [name = '', value] = word.slice(2).split(/=([\s\S]*)/, 2);
    if (value !== undefined) return { name, value, used: 0 };
    return LONG_WITH_VALUE.has(name) ? { name, value: next ?? '', used: 1 } : { name, value: '', used: 0 };
  }
  if (!/^-./.test(word)) return { value: word, used: 0 };
  // Short options may be run together, and the value of the last may follow at once: -sSXPOST.
  for (let at = 1; at < word.length; at += 1) {
    const letter = word[at] ?? '';
    if (!SHORT_WITH_VALUE.includes(letter)) continue;
    const name = SHORT_NAMES[letter] ?? letter;
    const rest = word.slice(at + 1);
    return rest ? { name, value: rest, used: 0 } : { name, value: next ?? '', used: 1 };
  }
  return { name: word, value: '', used: 0 };
}

function addData(call: Call, name: string, value: string, all: readonly string[], start: number): void {
  if (!value.startsWith('@') || name === 'data-raw') call.data.push(value);
  // Our own --curl pipes a long body in: printf %s '…' | curl --data-binary @-
  else if (value === '@-' && all[0] === 'printf' && start > 2) call.data.push(all[2] ?? '');
  else call.files.push(value.slice(1));
}

function bodyOf(call: Call, origin: Origin): Pick<CapturedRequest, 'body' | 'bodyProblem'> {
  const [file] = call.files;
  if (file !== undefined) {
    const args = { file };
    return { bodyProblem: [{ code: 'capture-body-missing', severity: 'error', origin, args }] };
  }
  return embeddedBody(call.data.join('&'), origin);
}

function withScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
}
