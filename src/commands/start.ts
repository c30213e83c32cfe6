import type { SendOptions, SettingsOptions } from '../cli/options.ts';
import type { ReportOptions } from '../cli/report-options.ts';
import type { Connections } from '../client/connections.ts';
import type { RetryNotice } from '../client/retry.ts';
import { apiUrl } from '../config/endpoint.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import type { Finding } from '../model/finding.ts';
import type { Result, Session } from '../model/result.ts';
import { type BodyOptions, type BuiltBody, buildBody } from '../request/build.ts';
import { curlCommand, quote } from '../request/curl.ts';
import { bodyBytes } from '../request/serialize.ts';
import { checkBody, refusal } from './check-body.ts';
import { prepareConnection, requestHeaders, requireEndpoint, settingsInput } from './connection.ts';
import { endSession } from './end-session.ts';
import { Interruption } from './interruption.ts';
import { postBody } from './post-body.ts';

/** What `start` was asked to do. */
export interface StartOptions extends SendOptions {
  connection: SettingsOptions;
  body: BodyOptions;
  report: ReportOptions;
  curl: boolean;
  end: boolean;
  sandbox: boolean;
  /** To send over, where several sessions are started at once. */
  connections?: Connections;
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
  const endpoint = requireEndpoint(settings);
  const url = apiUrl(endpoint.url, '/api/v1/sessions');
  const interruption = new Interruption(context);
  try {
    const connection = await prepareConnection(settings, url, context, interruption.signal, {
      direct: options.sandbox,
      connections: options.connections,
    });
    const posted = await postBody(
      {
        command: 'start',
        asked: 'session',
        eventType: 'sessionStart',
        url,
        endpoint,
        settings,
        connection,
        built,
        findings: sending.findings,
        options,
        announce: hooks.waiting,
      },
      context,
    );
    const result = withStartFacts(posted, built, options);
    if (result.session) await hooks.sessionStarted(result.session);
    const ended =
      result.session && options.end ? await endSession(result, built.body, connection, context) : result;
    return interruption.apply(ended);
  } finally {
    interruption.stop();
  }
}

/** What only a start has to add: what a 201 does not prove, and how large the body was. */
function withStartFacts(result: Result, built: BuiltBody, options: StartOptions): Result {
  const { error, session, findings } = result;
  const proof: Finding[] = session && !options.sandbox ? [{ code: 'not-proved', severity: 'info' }] : [];
  const size = bodyBytes(built.body).length;
  return {
    ...result,
    findings: [...findings, ...proof],
    ...(session && !options.sandbox && { endWith: endCommand(session, options.connection) }),
    ...(error && { error: { ...error, args: { ...error.args, bodyBytes: size } } }),
  };
}

/** The command that ends a session, with what it needs of the options to reach the same endpoint. */
function endCommand(session: Session, { settings, config, noConfig, profiles }: SettingsOptions): string {
  const given = [
    ['--config', config],
    ['--profile', profiles[0]],
    ['--endpoint', settings['endpoint']],
    ['--cacert', settings['caCert']],
  ].flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${quote(value)}`]));
  return ['media-session end', session.id, ...given, ...(noConfig ? ['--no-config'] : [])].join(' ');
}
