import type { IncomingMessage } from 'node:http';
import { Deadline } from '../../client/deadline.ts';
import { exchange } from '../../client/exchange.ts';
import { readSession } from '../../client/session-id.ts';
import type { SettingsChoice } from '../../config/choice.ts';
import { apiUrl } from '../../config/endpoint.ts';
import { resolveSettings } from '../../config/resolve.ts';
import { settingSpec } from '../../config/settings.ts';
import { clockSkew } from '../../diagnosis/explain.ts';
import { type Asked, judge } from '../../diagnosis/verdict.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import { isObject, type JsonValue } from '../../model/json.ts';
import { parseJsonText } from '../../model/json-text.ts';
import type { ForwardedCall, Forwarding } from '../../sandbox/forward.ts';
import { type Answer, message, type RealVerdict } from '../../sandbox/response.ts';
import { type Connection, prepareConnection } from '../shared/connection.ts';
import { liveEvidence } from '../shared/live-schema.ts';
import { requireEndpoint } from '../shared/settings.ts';

/** What passes requests on, and ends what is under way. */
export interface Forwarder {
  forward: Forwarding;
  /** The endpoint, for people. */
  endpoint: string;
  close(): void;
}

/** Headers of a player that concern the API; what is about the connection or this machine stays here. */
const PASSED_ON = /^(?:content-type|user-agent|accept|accept-language|x-(?!sandbox-|forwarded-).+)$/;

/** Headers of a response that are about the connection, or no longer true of the body that is passed on. */
const LEFT_OUT =
  /^(?:connection|keep-alive|proxy-.+|te|trailer|transfer-encoding|upgrade|content-length|content-encoding|location)$/;

/**
 * Prepares to pass requests on, by the client and its rules: TLS verified, proxies, no redirects, time limits. Throws InputError for
 * an endpoint or a certificate that cannot be used. `prefix`: the path at which the sandbox itself serves the API.
 */
export async function createForwarder(
  choice: SettingsChoice,
  prefix: string,
  context: Context,
): Promise<Forwarder> {
  const { settings, endpoint } = await settingsOf(choice, context);
  const controller = new AbortController();
  const timeoutMs = settings.timeoutMs.value;
  // Nobody waits: each request has a line of its own.
  const options = { waitsFor: () => {} };
  const connection = await prepareConnection(settings, endpoint, context, controller.signal, options);
  const { base } = connection;
  const forward: Forwarding = async (incoming, body, call) => {
    const url = apiUrl(endpoint, pathOf(call));
    const headers = { ...base.headers, ...passedOn(incoming) };
    const method = call.kind === 'schema' ? 'GET' : 'POST';
    const request = { ...base, headers, method, url, timeoutMs } as const;
    const real = await exchange({ ...request, ...(method === 'POST' && { body }) });
    const asked: Asked = call.kind === 'batch' ? 'downloaded' : call.kind;
    const { session, error, findings } = judge(real, url, asked);
    const would = call.run(body, session?.id);
    const begin = performance.now();
    const asking = { ...connection, deadline: new Deadline(timeoutMs, () => begin) };
    const live = method === 'POST' ? await liveOf(real, body, endpoint, asking) : undefined;
    // The advice is for those who started the sandbox.
    const told = error && { ...error, args: { ...error.args, forwarded: true } };
    const verdict: RealVerdict = { ...(told && { error: told }), ...(live && { live }) };
    const status = real.kind === 'answer' ? real.status : 0;
    const skew = real.kind === 'answer' ? clockSkew(real, context.now()) : [];
    return {
      answer: answerOf(real, call, url, prefix, session?.id),
      forwarded: { url: url.href, status, sandboxStatus: would.status },
      verdict,
      notes: [...findings, ...skew, ...differs(status, would)],
    };
  };
  return { forward, endpoint: endpoint.href, close: () => controller.abort() };
}

/** The settings, of which the endpoint was given under another name. */
async function settingsOf(choice: SettingsChoice, context: Context) {
  try {
    const settings = await resolveSettings(choice, context);
    return { settings, endpoint: requireEndpoint(settings).url };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const given = settingSpec('endpoint').flag;
    const renamed = error.findings.map((one): Finding => {
      const isGiven = one.origin?.kind === 'flag' && one.origin.name === given;
      return isGiven ? { ...one, origin: { kind: 'flag', name: '--forward' } } : one;
    });
    throw new InputError(error.code, renamed, error.args);
  }
}

function pathOf({ kind, name = '' }: ForwardedCall): string {
  const encoded = encodeURIComponent(name);
  if (kind === 'event') return `/api/v1/sessions/${encoded}/events`;
  if (kind === 'schema') return `/api/v1/schemas/${encoded}`;
  return kind === 'batch' ? '/api/v1/downloaded' : '/api/v1/sessions';
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  const passed = Object.entries(headers).filter(([name]) => PASSED_ON.test(name));
  return Object.fromEntries(passed.map(([name, value]) => [name, String(value)]));
}

/** The response as the player gets it: its session is reached through the sandbox. */
function answerOf(
  real: Exchange,
  { kind, name }: ForwardedCall,
  url: URL,
  prefix: string,
  id: string | undefined,
): Answer {
  const detail = kind === 'event' && name !== undefined ? { sessionId: name } : {};
  if (real.kind === 'failure')
    return { ...message(502, `The sandbox got no response from ${url.host}.`), detail };
  const kept = Object.entries(real.headers).filter(([key]) => !LEFT_OUT.test(key));
  const headers = Object.fromEntries(kept.map(([key, value]) => [key, [value].flat().join(', ')]));
  const reading = kind === 'session' && real.status === 201 ? readSession(real, url) : undefined;
  const location = reading?.ok
    ? `${prefix}/api/${reading.apiVersion}/sessions/${reading.id}`
    : real.headers['location'];
  const isBare = real.status === 204 || real.status === 304 || real.body.bytes.length === 0;
  return {
    status: real.status,
    headers: { ...headers, ...(location !== undefined && { location: String(location) }) },
    isComplete: true,
    body: isBare ? null : new Uint8Array(real.body.bytes),
    detail: { ...detail, ...(id !== undefined && { sessionId: id }) },
  };
}

/** After a 400, as `start` asks: what the endpoint's own schema says of the body. */
async function liveOf(
  real: Exchange,
  body: Uint8Array,
  endpoint: URL,
  connection: Connection,
): Promise<RealVerdict['live']> {
  const value: JsonValue | undefined = parseJsonText(new TextDecoder().decode(body));
  const eventType = isObject(value) ? value['eventType'] : undefined;
  if (!isObject(value) || typeof eventType !== 'string') return undefined;
  const built = { body: value, originOf: () => undefined };
  return liveEvidence({ connection, endpoint, exchange: real, built, eventType });
}

/** Where the two differ. Of a session that was not started through it, the sandbox knows nothing. */
function differs(status: number, would: Answer): Finding[] {
  const isStranger = would.status === 404 || would.status === 410;
  if (status === 0 || status === would.status || isStranger) return [];
  const args = { status, sandbox: would.status };
  return [{ code: 'sandbox-differs', severity: 'info', evidence: 'server', args }];
}
