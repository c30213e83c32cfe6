import { InputError } from '../model/errors.ts';
import type { Finding, Unweighed } from '../model/finding.ts';
import type { Actual } from '../model/finding-values.ts';
import type { EndpointProblem } from '../model/mistakes.ts';
import type { Origin } from '../model/origin.ts';
import { withoutTrailing } from '../model/text.ts';
import { isLoopback, urlWithDefaultScheme } from '../model/url.ts';
import { closest } from '../rules/closest.ts';
import { isNothing, isPlaceholder } from '../rules/placeholder.ts';

/** Where the collection API lives. */
export interface Endpoint {
  /** Scheme, host, port and path prefix; build request URLs with {@link apiUrl}. */
  url: URL;
  /** What was changed on the way, as `info` findings. */
  notes: Finding[];
}

/** What the documentation shows after the host; pasted along with it, it would be sent twice. */
const API_PATH = /\/api\/v1(?:\/(?:sessions(?:\/[^/]+(?:\/events)?)?|schemas(?:\/[^/]+)?|downloaded))?\/*$/;

const API_NAMES = ['sessions', 'schemas', 'downloaded'];

/** Labels of letters, digits, - and _, as far as names are in use; URLs allow more, such as an empty label or a $. */
const HOST = /^(?:\[[^\]]*\]|[\w-]+(?:\.[\w-]+)*\.?)$/;

/**
 * Reads an endpoint: `host`, `host:port` or a URL, with or without a path prefix. Without a scheme it is
 * https, for `localhost:1234` and `127.0.0.1:1234` too: plain http must be asked for, even on loopback.
 * @throws InputError `config` with one of `placeholder`, `endpoint-credentials` (never with the text),
 *   `endpoint-insecure` (args.host), `endpoint-invalid` (args.reason)
 */
export function parseEndpoint(text: string, origin: Origin): Endpoint {
  const fail = (finding: Unweighed): InputError => problem(finding, origin);
  const invalid = (args: EndpointProblem): InputError =>
    fail({ code: 'endpoint-invalid', actual: shown(text), args });
  if (holdsCredentials(text)) throw fail({ code: 'endpoint-credentials' });
  if (isPlaceholder(text) || isNothing(text))
    throw fail({ code: 'placeholder', actual: shown(text), args: { key: 'endpoint' } });
  const shape = shapeProblem(text);
  if (shape !== undefined) throw invalid(shape);
  const url = urlWithDefaultScheme('https', text);
  if (url === undefined) throw invalid(hostProblem(text));
  if (!HOST.test(url.hostname)) throw invalid({ reason: 'host-form' });
  if (url.username !== '' || url.password !== '') throw fail({ code: 'endpoint-credentials' });
  if (url.port === '0') throw invalid({ reason: 'port-zero' });
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw fail({
      code: 'endpoint-insecure',
      actual: { type: 'name', value: text },
      args: { host: url.host },
    });
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw invalid({ reason: 'scheme', scheme: url.protocol });
  const removed = apiPathIn(url.pathname);
  const prefix = withoutTrailing(url.pathname.slice(0, url.pathname.length - (removed?.length ?? 0)), '/');
  if (url.pathname !== (prefix || '/')) url.pathname = prefix;
  return { url, notes: removed === undefined ? [] : [pathRemoved(removed, url, origin)] };
}

/** What of a path is the API's own, slips such as `/api/v1/session` included; any other path before it is a prefix. */
function apiPathIn(path: string): string | undefined {
  const [slip, name = ''] = /\/api\/v1\/([^/]+)\/*$/.exec(path) ?? [];
  return API_PATH.exec(path)?.[0] ?? (closest(name, API_NAMES) === undefined ? undefined : slip);
}

/** The URL of an API path such as `/api/v1/sessions` (encoded where that is needed) below an endpoint, its prefix kept. */
export function apiUrl(base: URL, path: string): URL {
  return new URL(`${base.origin}${withoutTrailing(base.pathname, '/')}${path}`);
}

/** An endpoint as it may be shown: what could be a password or a token is cut out. */
export function redactEndpoint(text: string): string {
  const shown = text.replace(/([?#]).*$/s, '$1...');
  const at = shown.lastIndexOf('@');
  return at < 0 ? shown : `...${shown.slice(at)}`;
}

/** Scheme, if there is one, what stands before the first slash after it, and the rest. */
function split(text: string): { scheme: string | undefined; authority: string } {
  const [, scheme, rest = ''] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(text) ?? [];
  return { scheme, authority: rest.split('/')[0] ?? '' };
}

/** An `@` before the path is userinfo; one further on counts too when the text cannot be parsed around it. */
function holdsCredentials(text: string): boolean {
  if (!text.includes('@')) return false;
  const authority = text.replace(/^[a-z][a-z0-9+.-]*:[/\\]*/i, '').split(/[/\\?#]/)[0] ?? '';
  return authority.includes('@') || urlWithDefaultScheme('https', text) === undefined;
}

function shapeProblem(text: string): EndpointProblem | undefined {
  if (text === '') return { reason: 'empty' };
  if (/["'`“”‘’]/.test(text)) return { reason: 'quotes' };
  if (/\s/.test(text)) return { reason: 'blanks' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  if (/[\u0000-\u001f\u007f]/.test(text)) return { reason: 'control-character' };
  if (text.includes('\\')) return { reason: 'backslash' };
  if (text.includes('?')) return { reason: 'query' };
  if (text.includes('#')) return { reason: 'fragment' };
  const { scheme, authority } = split(text);
  if (scheme === undefined && /^https?[:/]/i.test(text)) return { reason: 'scheme-slashes' };
  if (authority === '' || authority.startsWith(':')) return { reason: 'no-host' };
  return authority.endsWith(':') ? { reason: 'no-port' } : undefined;
}

function hostProblem(text: string): EndpointProblem {
  const port = /^(?:\[[^\]]*\]|[^:]*):(.*)$/.exec(split(text).authority)?.[1];
  if (port === undefined || /^(?!0)\d{1,4}$/.test(port)) return { reason: 'host-form' };
  return { reason: 'port-number', port };
}

function problem(finding: Unweighed, origin: Origin): InputError {
  return new InputError('config', [{ ...finding, severity: 'error', path: 'endpoint', origin }]);
}

function shown(text: string): Actual {
  return { type: 'name', value: redactEndpoint(text) };
}

function pathRemoved(removed: string, url: URL, origin: Origin): Finding {
  const args = { removed, endpoint: url.href.replace(/\/$/, '') };
  return { code: 'endpoint-path-removed', severity: 'warning', path: 'endpoint', origin, args };
}
