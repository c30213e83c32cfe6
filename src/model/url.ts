import { REDACTED } from './redacted.ts';

/**
 * A URL from text, or undefined if it is none. `URL.canParse` must not be asked first: Node 20 refuses good URLs that hold
 * letters such as ü, once V8 has optimised the call (seen with 20.20.2, after some 6,000 calls).
 */
export function urlOf(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

/** The same of text that may lack its scheme, as people write a host or a proxy. */
export function urlWithDefaultScheme(scheme: 'http' | 'https', text: string): URL | undefined {
  return urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`);
}

/** Up to the last `@` before the path, also where slashes are escaped as in JSON, or all of it as in the query of a URL. */
const USERINFO = /(:(?:\\?\/){2})[^\s/?#"'<>\\]*@|(%3a%2f%2f)(?:(?!%2f)[^\s/?#"'<>\\])*(?:%40|@)/gi;

/** A text in which the user names and passwords of URLs are hidden. */
export function hideUserinfo(text: string): string {
  return text.includes('@') || text.includes('%40')
    ? text.replace(USERINFO, (_, plain = '', encoded = '') => `${plain}${encoded}${REDACTED}@`)
    : text;
}

/**
 * The secrets in `user:password`, whose parts may have to be decoded: the password, both together, and their Base64 as Basic authentication sends it. A
 * user name alone is a token; beside a password it may be a word such as admin, found everywhere.
 */
export function credentialsOf(userinfo: string, decode = (part: string): string => part): string[] {
  const [user = '', password = ''] = parted(userinfo).map(decode);
  if (user === '' && password === '') return [];
  const both = `${user}:${password}`;
  return [password || user, both, Buffer.from(both).toString('base64')];
}

/** A text before its first colon and behind it. */
function parted(text: string): string[] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** Whether a host name, as `URL.hostname` gives it, is this machine: `localhost`, 127.0.0.0/8 (in IPv6, too) or `[::1]`. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost\.?|127\.\d+\.\d+\.\d+|\[::(?:1|ffff:7f[\da-f]{2}:[\da-f]{1,4})\])$/.test(hostname);
}

/** Percent escapes undone, where they are whole. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The headers of a request that prove who it is from. */
export const CREDENTIAL_HEADERS = ['authorization', 'proxy-authorization', 'cookie'] as const;

/** The same of such a header: the value, and what stands in it after a word such as Bearer. */
export function credentialsOfHeader(value: string): string[] {
  const text = value.trim();
  const [scheme = '', ...words] = text.split(/\s+/);
  const plain = Buffer.from(words[0] ?? '', 'base64').toString('utf8');
  const basic = scheme.toLowerCase() === 'basic' ? credentialsOf(plain) : [];
  return [text, words.join(' '), ...basic];
}
