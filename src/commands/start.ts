import type { ReportOptions, SettingsOptions } from '../cli/options.ts';
import { exchangeWithRetries, type RetryNotice } from '../client/retry.ts';
import type { Exchange } from '../client/types.ts';
import { apiUrl } from '../config/endpoint.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import { clockSkew, explainRejection, type LiveEvidence } from '../diagnosis/explain.ts';
import { judge } from '../diagnosis/verdict.ts';
import type { Finding } from '../model/finding.ts';
import type { Result, Session } from '../model/result.ts';
import { type BodyOptions, type BuiltBody, buildBody } from '../request/build.ts';
import { curlCommand } from '../request/curl.ts';
import { bodyBytes } from '../request/serialize.ts';
import { checkBody, refusal } from './check-body.ts';
import { type Connection, prepareConnection, requestHeaders, settingsInput } from './connection.ts';
import { endSession } from './end-session.ts';
import { Interruption } from './interruption.ts';
import { liveEvidence } from './live-schema.ts';

/** What `start` was asked to do. */
export interface StartOptions {
  connection: SettingsOptions;
  body: BodyOptions;
  report: ReportOptions;
  /** false: send although the check here fails. */
  validate: boolean;
  allowUnknown: boolean;
  dryRun: boolean;
  curl: boolean;
  end: boolean;
  sandbox: boolean;
  retryUnsafe: boolean;
  /** After a 400, ask the endpoint for its own schema. */
  schemaFetch: boolean;
}

/** What `start` tells the reporter while it runs. */
export interface Hooks {
  /** A session exists; its ID must not be lost from here on. */
  sessionStarted(session: Session): Promise<void>;
  /** A wait begins. */
  waiting(notice: RetryNotice): Promise<void>;
}

/**
 * Starts a session: settings, body, check, POST, diagnosis. Throws InputError for a mistake found before
 * anything was sent; everything that happens afterwards is in the result.
 */
export async function start(options: StartOptions, context: Context, hooks: Hooks): Promise<Result> {
  const { connection } = options;
  const offline = options.dryRun || options.curl;
  const server = options.sandbox && !offline ? await openSandbox(context) : undefined;
  try {
    const resolved = await resolveSettings({
      ...settingsInput(connection, context),
      sandbox: options.sandbox,
    });
    const settings = server ? { ...resolved, endpoint: sandboxEndpoint(server.url) } : resolved;
    const built = await buildBody('sessionStart', options.body, settings, context);
    const local = checkBody(built, settings, context, { allowUnknown: options.allowUnknown });
    const refused = refusal(local, settings, {
      validate: options.validate,
      needsEndpoint: !options.dryRun,
    });
    if (refused) throw refused;
    const findings = [...settings.warnings, ...local];
    if (offline) return offlineResult(options, settings, built, findings, context);
    return await send({ options, settings, built, findings, context, hooks });
  } finally {
    await server?.close();
  }
}

function sandboxEndpoint(url: string): NonNullable<Settings['endpoint']> {
  return { url: new URL(url), origin: { kind: 'sandbox', name: 'sandbox' } };
}

async function openSandbox(context: Context): Promise<{ url: string; close(): Promise<void> }> {
  const { startSandbox } = await import('../sandbox/server.ts');
  return startSandbox({ now: context.now });
}

function offlineResult(
  options: StartOptions,
  settings: Settings,
  built: BuiltBody,
  findings: Finding[],
  context: Context,
): Result {
  const text = JSON.stringify(built.body);
  const url = settings.endpoint ? apiUrl(settings.endpoint.url, '/api/v1/sessions').href : '';
  const caCert = settings.values.caCert?.value;
  const headers = { 'content-type': requestHeaders(context)['content-type'] ?? '' };
  const output = options.dryRun
    ? text
    : `${curlCommand({ url, headers, body: text, ...(caCert !== undefined && { caCert }) })}\n`;
  const request = { method: 'POST', url, body: built.body };
  return { command: 'start', sent: 'no', findings, request, output };
}

interface Sending {
  options: StartOptions;
  settings: Settings;
  built: BuiltBody;
  findings: Finding[];
  context: Context;
  hooks: Hooks;
}

async function send(sending: Sending): Promise<Result> {
  const { options, settings, built, context, hooks } = sending;
  if (!settings.endpoint) throw new Error('an endpoint is required before sending');
  const url = apiUrl(settings.endpoint.url, '/api/v1/sessions');
  const interruption = new Interruption(context);
  try {
    const connection = await prepareConnection(settings, url, context, interruption.signal, {
      direct: options.sandbox,
    });
    const startedAt = context.now();
    const exchange = await exchangeWithRetries(
      { ...connection.base, method: 'POST', url, body: bodyBytes(built.body) },
      { retries: settings.retry.value, unsafe: options.retryUnsafe, announce: hooks.waiting },
    );
    const live = options.schemaFetch
      ? await liveEvidence({
          connection,
          endpoint: settings.endpoint.url,
          exchange,
          built,
          eventType: 'sessionStart',
        })
      : undefined;
    const result = { ...judged(sending, url, connection, exchange, live), startedAt };
    if (result.session) await hooks.sessionStarted(result.session);
    const ended =
      result.session && options.end ? await endSession(result, built.body, connection, context) : result;
    return interruption.apply(ended);
  } finally {
    interruption.stop();
  }
}

function judged(
  sending: Sending,
  url: URL,
  connection: Connection,
  exchange: Exchange,
  live: LiveEvidence | undefined,
): Result {
  const verdict = judge(exchange, url, 'session');
  const local =
    verdict.error?.code === 'bad-request' ? explainRejection(sending.findings, live) : sending.findings;
  const skew = exchange.kind === 'answer' ? clockSkew(exchange, sending.context.now()) : [];
  const proof: Finding[] =
    verdict.session && !sending.options.sandbox ? [{ code: 'not-proved', severity: 'info' }] : [];
  const bodyBytesCount = bodyBytes(sending.built.body).length;
  return {
    command: 'start',
    sent: exchange.sent,
    exchange,
    request: { method: 'POST', url: url.href, body: sending.built.body },
    requestHeaders: connection.base.headers,
    proxy: connection.proxyText,
    findings: [...verdict.findings, ...local, ...skew, ...proof],
    ...(verdict.session && { session: verdict.session }),
    ...(verdict.error && {
      error: {
        ...verdict.error,
        args: { ...verdict.error.args, ...connection.facts, bodyBytes: bodyBytesCount },
      },
    }),
  };
}
