import type { Finding } from '../../model/finding.ts';
import type { Origin } from '../../model/origin.ts';
import { bareHost, collectionHostFor, hostKind, meantHost } from '../hosts.ts';
import type { BodyView } from './body-reader.ts';

const SERVER = 'analytics.trackingServer';
const SUITE = 'analytics.reportSuite';
const ORG = 'visitor.marketingCloudOrgId';
const ECID = 'visitor.marketingCloudUserId';

const ASCII_NAME = /^[\w-]+(?:\.[\w-]+)+$/;
const QUOTES_AND_SPACE = /["'\s]/g;

/** Letters and digits of any script; text, since a literal would be compiled, which takes a while, whenever this is loaded. */
const ANY_NAME = String.raw`^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)+$`;

const isHostName = (text: string): boolean => ASCII_NAME.test(text) || new RegExp(ANY_NAME, 'u').test(text);

/** The tracking server is a bare host name: all samples show one, and a scheme or path loses the data. */
export function trackingServerForm(body: BodyView): Finding | undefined {
  const value = body.text(SERVER);
  if (value === undefined || isHostName(value) || value === 'localhost') return undefined;
  const bare = bareHost(value.replace(QUOTES_AND_SPACE, ''));
  const args = isHostName(bare) ? { suggestion: bare } : {};
  return body.param('tracking-server-form', SERVER, { expected: { kind: 'form', form: 'host-name' }, args });
}

/** The tracking server is Analytics' own, not the host that the body is sent to. */
export function trackingServerHost(body: BodyView): Finding | undefined {
  const value = body.text(SERVER);
  if (value === undefined) return undefined;
  const kind = hostKind(value);
  const endpoint = body.context.endpoint;
  const isSame =
    endpoint !== undefined && bareHost(endpoint.host).toLowerCase() === bareHost(value).toLowerCase();
  if (!isSame && kind === 'unknown') return misspeltServer(body, value);
  if (!isSame && kind === 'analytics') return undefined;
  // The finding about the endpoint says it of both; where the two are one Analytics host, that is right here and wrong there.
  if (isSwapped(body) || kind === 'analytics') return undefined;
  const args = {
    kind,
    ...(isSame && { same: true }),
    // The JavaScript SDK has the collection host under this very name.
    ...(kind === 'collection' && endpoint === undefined && !body.context.recorded && { endpoint: true }),
  };
  return body.param('tracking-server-host', SERVER, {
    expected: { kind: 'form', form: 'analytics-server' },
    args,
  });
}

function misspeltServer(body: BodyView, value: string): Finding | undefined {
  const suggestion = meantHost(value, 'analytics');
  if (suggestion === undefined) return undefined;
  return body.param('tracking-server-host', SERVER, {
    expected: { kind: 'form', form: 'analytics-server' },
    args: { kind: 'unknown', misspelt: true, suggestion },
  });
}

/**
 * The body goes to the collection API, not to one of the services with similar names. Both hosts swapped is an error: the session
 * cannot start, and nothing would be counted.
 */
export function endpointHost(body: BodyView): Finding | undefined {
  const { endpoint } = body.context;
  if (endpoint === undefined) return undefined;
  const { host, origin } = endpoint;
  const kind = hostKind(host);
  const meant = meantHost(host, 'collection');
  if (kind === 'collection' || (kind === 'unknown' && meant === undefined)) return undefined;
  const suggestion = kind === 'heartbeat' ? collectionHostFor(host) : meant;
  const better = suggestion === undefined ? {} : { suggestion };
  const server = body.text(SERVER);
  const swapped =
    server !== undefined && isSwapped(body)
      ? { server, suggestion: bareHost(server), ...(!isTogether(body, origin) && { apart: true }) }
      : {};
  return {
    code: 'endpoint-host',
    severity: 'server' in swapped ? 'error' : 'warning',
    path: 'endpoint',
    expected: { kind: 'form', form: 'collection-host' },
    actual: { type: 'name', value: host },
    origin,
    evidence: 'plausibility',
    args: {
      key: 'endpoint',
      flag: '--endpoint',
      kind,
      ...better,
      ...swapped,
      ...(meant !== undefined && { misspelt: true }),
    },
  };
}

/** Whether the tracking server stands in the same file as the endpoint. */
function isTogether({ context }: BodyView, { kind, name }: Origin): boolean {
  const server = context.originOf(['params', SERVER], 'value');
  return kind === 'file' && server?.kind === 'file' && server.name === name;
}

function isSwapped({ context, params }: BodyView): boolean {
  const server = params[SERVER];
  if (context.endpoint === undefined || typeof server !== 'string') return false;
  return (
    hostKind(context.endpoint.host) === 'analytics' && ['collection', 'heartbeat'].includes(hostKind(server))
  );
}

/** One report suite ID: letters, digits and . _ -; a comma means that several were pasted. */
export function reportSuiteForm(body: BodyView): Finding | undefined {
  const isId = (text: string) => /^[\w.-]+$/.test(text);
  const value = body.text(SUITE);
  if (value === undefined || isId(value)) return undefined;
  const cleaned = value.replace(QUOTES_AND_SPACE, '');
  const args = {
    ...(value.includes(',') && { several: true }),
    ...(/@AdobeOrg$/i.test(value) && { org: true }),
    ...(isId(cleaned) && { suggestion: cleaned }),
  };
  return body.param('report-suite-form', SUITE, { expected: { kind: 'form', form: 'report-suite' }, args });
}

/** Organisation IDs are 24 upper-case hexadecimal digits and @AdobeOrg; made-up ones in the documents are not all. */
export function orgIdForm(body: BodyView): Finding | undefined {
  const value = body.text(ORG);
  if (value === undefined || /^[0-9A-F]{24}@AdobeOrg$/.test(value)) return undefined;
  const left = value.replace(QUOTES_AND_SPACE, '').replace(/@.*$/, '');
  const args = /^[0-9a-f]{10,}$/i.test(left) ? suggestion(value, `${left.toUpperCase()}@AdobeOrg`) : {};
  return body.param('org-id-form', ORG, {
    expected: { kind: 'form', form: 'org-id' },
    args,
  });
}

/** Experience Cloud IDs are 38 digits; a client without one should leave the key out. */
export function ecidForm(body: BodyView): Finding | undefined {
  const isEcid = (text: string) => /^\d{38}$/.test(text);
  const value = body.text(ECID);
  if (value === undefined || isEcid(value)) return undefined;
  const cleaned = value.replace(QUOTES_AND_SPACE, '');
  return body.param('ecid-form', ECID, {
    expected: { kind: 'form', form: 'ecid' },
    args: isEcid(cleaned) ? { suggestion: cleaned } : {},
  });
}

/** A value to use instead, unless it is what is there already. */
function suggestion(value: string, better: string): { suggestion?: string } {
  return better === value ? {} : { suggestion: better };
}
