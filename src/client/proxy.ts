import net from 'node:net';
import { InputError } from '../model/errors.ts';
import type { SettingProblem } from '../model/mistakes.ts';
import { urlWithDefaultScheme } from '../model/url.ts';

/** A proxy to go through, and the variable that named it. */
export interface ProxyChoice {
  url: URL;
  /** Name of the environment variable. */
  source: string;
}

/** Whether a request goes through a proxy, and why. */
export type ProxyDecision =
  | { use: true; proxy: ProxyChoice }
  | { use: false; why: 'none-set' }
  | { use: false; why: 'other-scheme'; source: string }
  | { use: false; why: 'no-proxy'; source: string; entry: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Decides as curl does: HTTPS_PROXY for https, HTTP_PROXY for http, ALL_PROXY for either, the lower-case name
 * first, an empty variable as if unset; NO_PROXY makes exceptions. undici's own reading differs on several of
 * these (an https request through HTTP_PROXY, no CIDR, no `[::1]`), so it is not asked.
 * Throws InputError for a proxy that cannot be used; credentials are never repeated.
 */
export function decideProxy(target: URL, env: Environment): ProxyDecision {
  const scheme = target.protocol === 'https:' ? 'https' : 'http';
  const found = lookup(env, `${scheme}_proxy`) ?? lookup(env, 'all_proxy');
  if (!found) {
    const other = scheme === 'https' ? lookup(env, 'http_proxy') : lookup(env, 'https_proxy');
    return other ? { use: false, why: 'other-scheme', source: other.name } : { use: false, why: 'none-set' };
  }
  const exceptions = lookup(env, 'no_proxy');
  const entry = exceptions && matchNoProxy(target, exceptions.value);
  if (exceptions && entry) return { use: false, why: 'no-proxy', source: exceptions.name, entry };
  return { use: true, proxy: { url: parseProxy(found.value, found.name), source: found.name } };
}

function lookup(env: Environment, lower: string): { name: string; value: string } | undefined {
  for (const name of [lower, lower.toUpperCase()]) {
    const value = env[name]?.trim();
    if (value) return { name, value };
  }
  return undefined;
}

function parseProxy(text: string, name: string): URL {
  const url = urlWithDefaultScheme('http', text);
  if (url && /^https?:$/.test(url.protocol)) return url;
  const problem: SettingProblem = url
    ? { reason: 'proxy-scheme', scheme: url.protocol.replace(':', '') }
    : { reason: 'not-a-url' };
  const origin = { kind: 'env', name } as const;
  throw new InputError('config', [
    {
      code: 'setting-invalid',
      severity: 'error',
      path: name,
      expected: { kind: 'form', form: 'proxy-url' },
      origin,
      args: { key: name, ...problem },
    },
  ]);
}

/** The proxy without its user name and password, fit to be shown. */
export function displayProxy(proxy: ProxyChoice): string {
  return `${proxy.url.protocol}//${proxy.url.host}`;
}

/**
 * The entry of a NO_PROXY list that takes the target out, if any. Entries are split by commas or spaces:
 * `*` (everything), a host (it and its subdomains, with or without a leading `.` or `*.`), an IP address, a CIDR
 * block, each with an optional `:port`; IPv6 with or without brackets.
 */
export function matchNoProxy(target: URL, list: string): string | undefined {
  const host = target.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return list.split(/[\s,]+/).find((entry) => entry !== '' && matchEntry(host, port, entry.toLowerCase()));
}

function matchEntry(host: string, port: string, entry: string): boolean {
  if (entry === '*') return true;
  const parts =
    /^\[([^\]]+)\](?::(\d+))?$/.exec(entry) ??
    (net.isIPv6(entry) ? null : /^([^:]+)(?::(\d+))?$/.exec(entry));
  if (parts?.[2] && parts[2] !== port) return false;
  const pattern = parts?.[1] ?? entry;
  if (pattern.includes('/')) return matchBlock(host, pattern);
  if (net.isIP(host) || net.isIP(pattern)) return sameAddress(host, pattern);
  const suffix = pattern.replace(/^\*?\./, '');
  return host === suffix || host.endsWith(`.${suffix}`);
}

function sameAddress(host: string, pattern: string): boolean {
  if (net.isIP(host) === 0 || net.isIP(host) !== net.isIP(pattern)) return false;
  return matchBlock(host, `${pattern}/${net.isIPv6(host) ? 128 : 32}`);
}

function matchBlock(host: string, block: string): boolean {
  const [network = '', bits = ''] = block.split('/');
  const family = net.isIP(network);
  if (family === 0 || net.isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 6 ? 128 : 32)) return false;
  const list = new net.BlockList();
  const type = family === 6 ? 'ipv6' : 'ipv4';
  list.addSubnet(network, Number(bits), type);
  return list.check(host, type);
}
