import { type BuiltBody, buildBody } from '../body/build.ts';
import type { BodyOptions } from '../body/options.ts';
import { defineCommand, type Given, ownOptions, plainWords } from '../cli/definition.ts';
import { bodyOptions } from '../cli/options/body.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { reportOptions } from '../cli/options/reports.ts';
import { SEND, type SendOptions } from '../cli/options/send.ts';
import { settingsOptions } from '../cli/options/settings.ts';
import { usage } from '../cli/usage.ts';
import { isSessionId } from '../client/session-id.ts';
import type { SettingsChoice } from '../config/choice.ts';
import { apiUrl } from '../config/endpoint.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { EVERY_EXIT } from '../model/exit-codes.ts';
import { type Finding, hasError } from '../model/finding.ts';
import type { Hooks } from '../model/hooks.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import type { OptionAdvice } from '../model/mistakes.ts';
import type { Reports } from '../model/reports.ts';
import type { EventResult, Result } from '../model/result.ts';
import { strictly } from '../model/strict.ts';
import { SENDABLE_TYPES } from '../rules/bundled-schema.ts';
import { checkBody } from './shared/check-body.ts';
import { prepareConnection } from './shared/connection.ts';
import { endBody } from './shared/end-session.ts';
import { eventTypeFinding } from './shared/event-type.ts';
import { Interruption } from './shared/interruption.ts';
import { postBody } from './shared/post-body.ts';
import { requireEndpoint } from './shared/settings.ts';

/** What `event` or `end` was asked to do. */
interface EventOptions extends SendOptions {
  command: 'event' | 'end';
  sessionId: string;
  eventType: string;
  /** A sessionEnd follows, as Adobe's page on sessionComplete wants it. */
  thenEnd: boolean;
  connection: SettingsChoice;
  body: BodyOptions;
  report: Reports;
}

const SETTINGS = settingsOptions({ sends: true });
const REPORTS = reportOptions('har', 'junit');

/** `end`. */
export const END = defineCommand<EventOptions>({
  options: [
    ownOptions(
      {
        flags: '--complete',
        description: 'the content was played to its end: send sessionComplete, then sessionEnd',
      },
      { flags: '--no-end', description: 'with --complete: send sessionComplete alone' },
    ),
    SEND,
    SETTINGS,
    REPORTS,
    bodyOptions('sessionEnd'),
    OUTPUT,
  ],
  events: () => ['sessionEnd'],
  examples: ['media-session end "$id"', 'media-session end "$id" --complete --playhead 60'],
  exits: EVERY_EXIT,
  read: readEnd,
  refuse: ({ args: [id] }) => unfitWords(id),
  run: event,
});

/** `event`: any event of a session that is already there. */
export const EVENT = defineCommand<EventOptions>({
  options: [SEND, SETTINGS, REPORTS, bodyOptions('ping'), OUTPUT],
  events: ([, type]) => (type === undefined ? SENDABLE_TYPES : [type]),
  words: { type: () => plainWords(SENDABLE_TYPES) },
  examples: [
    'media-session event "$id" play',
    'media-session event "$id" bitrateChange --qoe bitrate=2000000',
    'media-session event "$id" chapterStart --param media.chapter.index=1 \\',
    '    --param media.chapter.offset=0 --param media.chapter.length=30',
  ],
  exits: EVERY_EXIT,
  more: () => 'Types: media-session help events lists them, with the params that each needs.',
  read: (given) => readEvent(given, 'event', String(given.args[1])),
  refuse: ({ args: [id, type] }) => unfitWords(id, type),
  run: event,
});

/** What `end` was asked to do. Throws InputError for `--no-end` alone. */
function readEnd(given: Given): EventOptions {
  const isComplete = given.flag('--complete');
  const noEnd = given.flag('--no-end');
  if (noEnd && !isComplete)
    throw usage({ code: 'usage-option-value', args: { option: '--no-end', needs: '--complete' } });
  const options = readEvent(given, 'end', isComplete ? 'sessionComplete' : 'sessionEnd');
  return { ...options, thenEnd: isComplete && !noEnd };
}

function readEvent(given: Given, command: EventOptions['command'], eventType: string): EventOptions {
  return {
    command,
    sessionId: String(given.args[0]),
    eventType,
    thenEnd: false,
    connection: SETTINGS.read(given),
    body: bodyOptions(eventType).read(given),
    report: REPORTS.read(given),
    ...SEND.read(given),
  };
}

/**
 * Sends one event of a session, `sessionEnd` and `sessionComplete` included. Throws InputError for a mistake found
 * before anything was sent; everything that happens afterwards is in the result.
 */
async function event(
  options: EventOptions,
  context: Context,
  hooks: Pick<Hooks, 'waiting' | 'waitsFor'>,
): Promise<Result> {
  const unfit = await unfitWords(options.sessionId, options.eventType);
  if (unfit.length > 0) throw new InputError('usage', unfit);
  const settings = await resolveSettings(options.connection, context);
  const built = await buildBody(options.eventType, options.body, settings, context);
  const found = checkBody(built, settings, context, options);
  const findings = [...settings.warnings, ...strictly(found, options.connection.strict)];
  if (options.validate && hasError(findings)) {
    throw new InputError('body-invalid', findings);
  }
  if (options.dryRun) return printed(options, settings, bodiesOf(options, built, context), findings);
  return send(options, settings, built, findings, context, hooks);
}

/** The session ID goes into a URL, and the type decides the schema: both must be what they claim. Words that are missing are none. */
async function unfitWords(
  id: Given['args'][number],
  type: Given['args'][number] = 'sessionEnd',
): Promise<Finding[]> {
  const found: Finding[] = [];
  const [sessionId, eventType] = [String(id), String(type)];
  if (id !== undefined && !isSessionId(sessionId))
    found.push({
      code: 'usage-option-value',
      severity: 'error',
      expected: { kind: 'form', form: 'session-id' },
      actual: { type: 'text', value: sessionId },
      args: { option: '<session-id>', advice: sessionIdAdvice(sessionId) },
    });
  if (!SENDABLE_TYPES.includes(eventType)) {
    const isSwapped = SENDABLE_TYPES.includes(sessionId) && isSessionId(eventType);
    found.push(
      await eventTypeFinding({
        given: eventType,
        allowed: SENDABLE_TYPES,
        before: isSwapped ? `event ${sessionId}` : 'event <session-id>',
        ...(isSwapped && { swapped: `media-session event ${eventType} ${sessionId}` }),
      }),
    );
  }
  return found;
}

/** The slips that are made with IDs: an empty variable, the whole URL, ID and type swapped. */
function sessionIdAdvice(text: string): OptionAdvice {
  const [, given] = /\/sessions\/([^/?#]+)/.exec(text) ?? [];
  if (text === '') return { advice: 'id-empty' };
  return given === undefined ? { advice: 'id-from-start' } : { advice: 'id-alone', given };
}

/** The bodies, a line each; sends nothing. */
function printed(
  { command, sessionId }: EventOptions,
  { endpoint }: Settings,
  bodies: readonly JsonObject[],
  findings: readonly Finding[],
): EventResult {
  const url = endpoint ? eventsUrl(endpoint.url, sessionId).href : '';
  const [first, ending] = bodies.map((body) => notSent(url, body));
  const text = bodies.map((body) => JSON.stringify(body)).join('\n');
  return {
    ...(first ?? notSent(url, {})),
    command,
    findings: [...findings],
    printed: { form: 'body', text },
    ...(ending && { ending }),
  };
}

function eventsUrl(endpoint: URL, sessionId: string): URL {
  return apiUrl(endpoint, `/api/v1/sessions/${sessionId}/events`);
}

/** What is to be sent, in its order: the event, and the sessionEnd that follows it a millisecond later. */
function bodiesOf({ thenEnd }: EventOptions, { body }: BuiltBody, context: Context): JsonObject[] {
  if (!thenEnd) return [body];
  const { ts } = isObject(body['playerTime']) ? body['playerTime'] : {};
  return [body, endBody(body, typeof ts === 'number' ? ts + 1 : context.now())];
}

async function send(
  options: EventOptions,
  settings: Settings,
  built: BuiltBody,
  findings: readonly Finding[],
  context: Context,
  hooks: Pick<Hooks, 'waiting' | 'waitsFor'>,
): Promise<Result> {
  const endpoint = requireEndpoint(settings);
  const url = eventsUrl(endpoint.url, options.sessionId);
  const interruption = new Interruption(context);
  const connection = await prepareConnection(settings, url, context, interruption.signal, hooks);
  const common = { asked: 'event', url, endpoint, settings, connection, options } as const;
  const post = async (
    eventType: string,
    about: BuiltBody,
    said: readonly Finding[],
  ): Promise<EventResult> => {
    const posting = { ...common, eventType, built: about, findings: said, announce: hooks.waiting };
    const { session: _none, ...result } = await postBody(posting, context);
    return { ...result, command: options.command };
  };
  const first = await post(options.eventType, built, findings);
  const [, end] = bodiesOf(options, built, context);
  if (!end) return interruption.apply(first);
  if (first.error) return interruption.apply({ ...first, ending: notSent(url.href, end) });
  const ending = await post('sessionEnd', { ...built, body: end, notes: [] }, []);
  return interruption.apply(withEnding(first, ending, options.sessionId));
}

/** A session that is closed takes no sessionComplete, so none is closed before it has accepted one. */
function notSent(url: string, body: JsonObject): EventResult {
  return { command: 'end', sent: 'no', findings: [], request: { method: 'POST', url, body } };
}

/** Both events as one result. A session that the server says is closed already (410) has ended. */
function withEnding(first: EventResult, ending: EventResult, id: string): EventResult {
  const { error } = ending;
  if (!error || error.code === 'session-closed') return { ...first, ending };
  const said = new Set(first.findings.map(({ code }) => code));
  const findings = [...first.findings, ...ending.findings.filter(({ code }) => !said.has(code))];
  return {
    ...first,
    findings,
    ending,
    error: { code: 'end-failed', args: { id, completed: true }, cause: error },
  };
}
