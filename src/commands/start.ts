import type { SendOptions, SettingsOptions } from '../cli/options.ts';
import type { ReportOptions } from '../cli/report-options.ts';
import type { RetryNotice } from '../client/retry.ts';
import { apiUrl } from '../config/endpoint.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import type { Finding } from '../model/finding.ts';
import type { Result, Session } from '../model/result.ts';
import { type BodyOptions, type BuiltBody, buildBody } from '../request/build.ts';
import { curlCommand } from '../request/curl.ts';
import { checkBody, refusal } from './check-body.ts';
import { requestHeaders, settingsInput } from './settings.ts';

/** What `start` was asked to do. */
export interface StartOptions extends SendOptions {
  connection: SettingsOptions;
  body: BodyOptions;
  report: ReportOptions;
  curl: boolean;
  end: boolean;
  sandbox: boolean;
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
    const { sendStart } = await import('./send-start.ts');
    return await sendStart({ options, settings, built, findings, context, hooks });
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
