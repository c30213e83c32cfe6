import type { SendOptions, SettingsOptions } from '../cli/options.ts';
import type { RetryNotice } from '../client/retry.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import type { Result, Session } from '../model/result.ts';
import type { Reports } from '../report/reports.ts';
import type { BodyOptions } from '../body/build.ts';
import { settingsInput } from './settings.ts';

/** What `start` was asked to do. */
export interface StartOptions extends SendOptions {
  connection: SettingsOptions;
  body: BodyOptions;
  report: Reports;
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
    // Loaded only now: settings that are wrong are told of sooner.
    const { startWith } = await import('./start-body.ts');
    return await startWith({ settings, options, offline, context, hooks });
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
