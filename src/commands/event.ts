import type { SendOptions, SettingsOptions } from '../cli/options.ts';
import { isSessionId } from '../client/session-id.ts';
import { apiUrl } from '../config/endpoint.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Result } from '../model/result.ts';
import type { Reports } from '../report/reports.ts';
import { type BodyOptions, type BuiltBody, buildBody } from '../request/build.ts';
import { closest } from '../rules/closest.ts';
import { SENDABLE_TYPES } from '../rules/schema.ts';
import { checkBody } from './check-body.ts';
import { prepareConnection } from './connection.ts';
import { unknownEventType } from './event-type.ts';
import { Interruption } from './interruption.ts';
import { postBody } from './post-body.ts';
import { requireEndpoint, settingsInput } from './settings.ts';
import type { Hooks } from './start.ts';

/** What `event` or `end` was asked to do. */
export interface EventOptions extends SendOptions {
  command: 'event' | 'end';
  sessionId: string;
  eventType: string;
  connection: SettingsOptions;
  body: BodyOptions;
  report: Reports;
}

/**
 * Sends one event of a session, `sessionEnd` and `sessionComplete` included. Throws InputError for a mistake found
 * before anything was sent; everything that happens afterwards is in the result.
 */
export async function event(
  options: EventOptions,
  context: Context,
  hooks: Pick<Hooks, 'waiting'>,
): Promise<Result> {
  refuseUnfit(options);
  const settings = await resolveSettings(settingsInput(options.connection, context));
  const built = await buildBody(options.eventType, options.body, settings, context);
  const findings = [...settings.warnings, ...(await checkBody(built, settings, context, options))];
  if (options.validate && findings.some((finding) => finding.severity === 'error')) {
    throw new InputError('body-invalid', findings);
  }
  if (options.dryRun)
    return { command: options.command, sent: 'no', findings, output: JSON.stringify(built.body) };
  return send(options, settings, built, findings, context, hooks);
}

/** The session ID goes into a URL, and the type decides the schema: both must be what they claim. */
function refuseUnfit({ sessionId, eventType }: EventOptions): void {
  if (!isSessionId(sessionId)) {
    const args = { option: 'The session ID', fix: sessionIdFix(sessionId) };
    const expected = 'letters, digits and . _ ~ - as in the Location header';
    throw new InputError('usage', [
      { code: 'usage-option-value', severity: 'error', expected, actual: JSON.stringify(sessionId), args },
    ]);
  }
  if (!SENDABLE_TYPES.includes(eventType)) {
    throw unknownEventType(eventType, SENDABLE_TYPES, closest(eventType, SENDABLE_TYPES));
  }
}

/** The slips that are made with IDs: an empty variable, the whole URL, ID and type swapped. */
function sessionIdFix(given: string): string {
  const [, id] = /\/sessions\/([^/?#]+)/.exec(given) ?? [];
  if (given === '') return 'It is empty: did the start fail that should have set it?';
  if (id !== undefined) return `Write ${id} alone.`;
  return 'Write the ID that start printed.';
}

async function send(
  options: EventOptions,
  settings: Settings,
  built: BuiltBody,
  findings: readonly Finding[],
  context: Context,
  hooks: Pick<Hooks, 'waiting'>,
): Promise<Result> {
  const endpoint = requireEndpoint(settings);
  const url = apiUrl(endpoint.url, `/api/v1/sessions/${options.sessionId}/events`);
  const interruption = new Interruption(context);
  const connection = await prepareConnection(settings, url, context, interruption.signal);
  const result = await postBody(
    {
      command: options.command,
      asked: 'event',
      eventType: options.eventType,
      url,
      endpoint,
      settings,
      connection,
      built,
      findings,
      options,
      announce: hooks.waiting,
    },
    context,
  );
  return interruption.apply(result);
}
