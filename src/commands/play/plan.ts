import { type BuiltBody, buildBody } from '../../body/build.ts';
import type { BodyOptions } from '../../body/options.ts';
import type { SettingsChoice } from '../../config/choice.ts';
import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import { silence } from '../../model/ignore.ts';
import { asObject, type JsonObject } from '../../model/json.ts';
import { secondOfDay } from '../../model/live.ts';
import { strictly } from '../../model/strict.ts';
import { checkBatch } from '../../rules/check-batch.ts';
import { documentedStatus } from '../../scenario/expect.ts';
import type { Scenario, ScenarioEvent } from '../../scenario/scenario.ts';
import { contentOf } from '../../session/index.ts';
import { checkBody, checkingContext, refusal } from '../shared/check-body.ts';

/** One event that is ready to be sent, but for its time. */
export interface PlannedEvent {
  event: ScenarioEvent;
  built: BuiltBody;
  wanted: readonly number[];
  /** The playhead is the second of the UTC day. */
  clock: boolean;
}

/** Everything that is to be sent, and what the check had to say about it. */
export interface Plan {
  scenario: Scenario;
  events: readonly PlannedEvent[];
  findings: Finding[];
  /** Why it may not be sent. */
  refused?: InputError;
}

/** What the command line says about bodies and their check. */
export interface PlanOptions {
  body: BodyOptions;
  allowUnknown: boolean;
  validate: boolean;
  dryRun: boolean;
  connection: Pick<SettingsChoice, 'strict'>;
}

/**
 * Builds and checks the body of every event, as `start` and `event` do. `base` is the time at which the scenario starts, in
 * milliseconds since the epoch. Throws InputError for flags that cannot be read.
 */
export async function planPlay(
  scenario: Scenario,
  base: number,
  options: PlanOptions,
  settings: Settings,
  context: Context,
): Promise<Plan> {
  const events: PlannedEvent[] = [];
  const clocks: boolean[] = [];
  for (const event of scenario.events) {
    const { eventType, session } = event;
    const built = await buildBody(eventType, given(event, options.body), settings, context);
    if (eventType === 'sessionStart') clocks[session] = contentOf(asObject(built.body['params'])).clock;
    const clock = clocks[session] === true && !event.playheadGiven;
    const wanted = event.statuses ?? [documentedStatus(eventType, scenario.downloaded)];
    events.push({ event, built, wanted, clock });
  }
  const found = [...scenario.warnings, ...checkAll(scenario, events, base, options, settings, context)];
  const local = strictly(found, options.connection.strict);
  const refused = refusal(local, settings, { validate: options.validate, needsEndpoint: !options.dryRun });
  return {
    scenario,
    events,
    findings: [...settings.warnings, ...local],
    ...(refused && { refused: withoutSmoke(refused) }),
  };
}

/** A scenario has its metadata itself: there is no --smoke. */
function withoutSmoke({ code, findings }: InputError): InputError {
  return new InputError(code, findings);
}

/** The body of an event that is sent when the scenario started at `base`. */
export function bodyAt({ event, built, clock }: PlannedEvent, base: number): JsonObject {
  const ts = base + event.at;
  return { ...built.body, playerTime: { playhead: clock ? secondOfDay(ts) : event.playhead, ts } };
}

/** The event as if somebody had given it as a body; the flags are for the start of the session. */
function given(event: ScenarioEvent, flags: BodyOptions): BodyOptions {
  const { eventType, playhead, params, customMetadata, qoeData, origin, originOf } = event;
  const value: JsonObject = {
    playerTime: { playhead, ts: 0 },
    eventType,
    ...(params && { params }),
    ...(customMetadata && { customMetadata }),
    ...(qoeData && { qoeData }),
  };
  const own = eventType === 'sessionStart' ? flags : { ...flags, param: [], custom: [] };
  const locate: BuiltBody['originOf'] = (path, part) => originOf(path, part) ?? origin;
  return {
    ...own,
    given: { document: { locate: (path, part) => locate(path, part) ?? origin }, value, whole: true },
  };
}

/** What the check of each body says; of a batch, of all of them together. */
function checkAll(
  { downloaded }: Scenario,
  events: readonly PlannedEvent[],
  base: number,
  options: PlanOptions,
  settings: Settings,
  context: Context,
): Finding[] {
  if (downloaded) {
    const originOf: BuiltBody['originOf'] = ([index, ...path], part) =>
      events[Number(index)]?.built.originOf(path, part);
    const rules = checkingContext(settings, context, originOf, { allowUnknown: options.allowUnknown });
    const bodies = events.map((planned) => bodyAt(planned, base));
    return silence(checkBatch(bodies, { ...rules, batch: 'downloaded' }), settings.ignore);
  }
  return events.flatMap((planned) => {
    const { event, built } = planned;
    // What is sent at its time is not in the future then.
    const then = { ...context, now: () => base + event.at };
    const { allowUnknown } = options;
    const body = bodyAt(planned, base);
    return checkBody({ ...built, body }, settings, then, { allowUnknown, eventType: event.eventType });
  });
}
