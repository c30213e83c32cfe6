import leven from 'leven';
import type { HostKind } from '../model/finding-args.ts';

/**
 * Which of Adobe's services a host belongs to, by its name; `unknown` for any other, as first-party names are common
 * for Analytics. A URL or `host:port` is taken too. The Media Collection API is at `<company>.hb-api.omtrdc.net`
 * (Swagger file in AdobeDocs/analytics-collection-apis); its names are easily mixed up with the older heartbeat
 * service of the SDKs (`hb.omtrdc.net`), with Analytics tracking servers (`sc.omtrdc.net`, `2o7.net`,
 * `data.adobedc.net`) and with Edge Network (other hosts under `adobedc.net`, paths under `/ee/`).
 */
export function hostKind(host: string): HostKind {
  const known = kinds.get(host);
  if (known !== undefined) return known;
  const kind = findKind(host);
  if (kinds.size >= MAX_KINDS) kinds.clear();
  kinds.set(host, kind);
  return kind;
}

/** The bodies of a file mostly name the same few hosts. */
const kinds = new Map<string, HostKind>();
const MAX_KINDS = 100;

function findKind(host: string): HostKind {
  const name = bareHost(host).toLowerCase();
  if (/(?:^|\/)ee\//.test(pathOf(host))) return 'edge';
  return HOSTS.find(([domain]) => isWithin(name, domain))?.[1] ?? 'unknown';
}

/** The host name in a URL, `host:port` or `host/path`: no scheme, user, port, path, white space or last dot. */
export function bareHost(text: string): string {
  const [authority = ''] = withoutScheme(text).split(/[/?#\\]/, 1);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return host.replace(/:\d*$/, '').replace(/\.$/, '');
}

/** Same company, right service: what a heartbeat host should probably be. */
export function collectionHostFor(heartbeatHost: string): string {
  return bareHost(heartbeatHost).replace(/hb\.omtrdc\.net$/i, 'hb-api.omtrdc.net');
}

/** The services whose hosts are given here, and the name that all of their hosts end in. */
const SERVICES = { collection: 'hb-api', analytics: 'sc' } as const;
const DOMAIN = 'omtrdc.net';

/** So many slips in a name still tell what is meant; `.com` for `.net` is three. */
const DOMAIN_SLIPS = 3;
const LABEL_SLIPS = 2;

/**
 * The host of a service that a misspelt one must mean: `acme.hb-api.omtrdc.net` for `acme.hb-api.omtdrc.ent`. Undefined for a host
 * that is known, or that does not resemble one: a first-party name may be anything.
 */
export function meantHost(host: string, service: keyof typeof SERVICES): string | undefined {
  if (hostKind(host) !== 'unknown') return undefined;
  const labels = bareHost(host).toLowerCase().split('.');
  const [label = '', ...domain] = labels.slice(-3);
  if (domain.length < 2) return undefined;
  const name = SERVICES[service];
  // Of two letters, any two would be near.
  const isNear = label === name || (name.length > LABEL_SLIPS + 2 && leven(label, name) <= LABEL_SLIPS);
  if (!isNear || leven(domain.join('.'), DOMAIN) > DOMAIN_SLIPS) return undefined;
  return [...labels.slice(0, -3), name, DOMAIN].join('.');
}

// The first that fits counts.
const HOSTS: readonly (readonly [domain: string, kind: HostKind])[] = [
  ['hb-api.omtrdc.net', 'collection'],
  ['hb.omtrdc.net', 'heartbeat'],
  ['sc.omtrdc.net', 'analytics'],
  ['2o7.net', 'analytics'],
  ['data.adobedc.net', 'analytics'],
  ['adobedc.net', 'edge'],
  ['adobedc.demdex.net', 'edge'],
];

function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}

function withoutScheme(text: string): string {
  return text.trim().replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\//i, '');
}

function pathOf(text: string): string {
  const rest = withoutScheme(text);
  const slash = rest.indexOf('/');
  return slash < 0 ? '' : rest.slice(slash);
}
