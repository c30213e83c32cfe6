import { readCapture } from '../../capture/detect.ts';
import { readCaptureText } from '../../capture/input.ts';
import { SETTINGS } from '../../config/settings.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import { asObject, isObject, type JsonObject } from '../../model/json.ts';
import { withoutRedacted } from '../../model/redacted.ts';
import { isDownloaded } from '../../rules/check-batch.ts';
import type { Scenario, ScenarioEvent } from '../../scenario/scenario.ts';
import { contentOf, followAll } from '../../session/index.ts';
import {
  type CapturedEvent,
  capturedBody,
  capturedOrigin,
  eventsIn,
  momentOf,
} from '../shared/captured-events.ts';

/** The params that belong to an account: those of the settings take their place. */
const ACCOUNT: readonly string[] = SETTINGS.flatMap((setting) => ('param' in setting ? [setting.param] : []));

/** The keys of a body that are sent again. */
const KEPT = ['params', 'customMetadata', 'qoeData'] as const;

/**
 * Makes a scenario of the sessions that a capture holds, with the times and playheads that they had. Throws InputError
 * (`scenario-capture`) when there is none from its start on, and as `readCaptureText` does.
 */
export async function scenarioOf(name: string, context: Context): Promise<Scenario> {
  const { text, origin, notes } = await readCaptureText(name, context);
  const capture = readCapture(text, origin);
  const { single, batches } = eventsIn(capture);
  const [batch, ...others] = batches;
  const sessions = sessionsOf(single.length > 0 ? single : (batch?.events ?? []));
  const whole = sessions.filter(([first]) => first?.event.eventType === 'sessionStart');
  if (whole.length === 0) {
    const kind = sessions.length === 0 ? 'none' : 'no-start';
    throw new InputError('file', [
      { code: 'scenario-capture', severity: 'error', origin, args: { kind, count: sessions.length } },
      ...notes,
      ...capture.notes,
    ]);
  }
  // Bodies whose address is not known tell by their start.
  const ofBatch = single.length === 0 && batch?.downloaded === true;
  const downloaded = ofBatch || isDownloaded(whole[0]?.map(capturedBody) ?? []);
  const played = downloaded ? whole.slice(0, 1) : whole;
  const begin = Math.min(...played.map((events) => timeOf(events, 0)));
  const events = played.flatMap((one, index) => eventsFor(one, index, begin));
  const hidden = capture.requests.reduce(
    (sum, { body }) => sum + (body ? withoutRedacted(body.value).hidden : 0),
    0,
  );
  const warnings: Finding[] = [...notes, ...capture.notes];
  if (hidden > 0)
    warnings.push({ code: 'capture-redacted', severity: 'warning', origin, args: { count: hidden } });
  const left = single.length === 0 ? others.length : whole.length - played.length;
  if (left > 0)
    warnings.push({
      code: 'scenario-capture',
      severity: 'warning',
      origin,
      args: { kind: 'batches', count: left + 1 },
    });
  return {
    name,
    notes: [],
    downloaded,
    events: events.sort((one, other) => one.at - other.at),
    expectations: played.map(() => ({ numbers: [] })),
    length: Math.max(0, ...events.map(({ at }) => at)),
    warnings,
  };
}

/** The events of each session in the order of their times; its start is first, whatever the times say. */
function sessionsOf(events: readonly CapturedEvent[]): CapturedEvent[][] {
  return followAll(events.map(({ event }) => event)).map((followed) => {
    const own = followed.events.flatMap(({ ref }) => events[ref] ?? []);
    const start = own.find(({ event }) => event.eventType === 'sessionStart');
    return start ? [start, ...own.filter((one) => one !== start)] : own;
  });
}

/** When an event was, in milliseconds; one without a ts came with the one before it. */
function timeOf(events: readonly CapturedEvent[], index: number): number {
  for (let at = index; at >= 0; at -= 1) {
    const { ts, sentAt } = events[at]?.event ?? {};
    if (ts !== undefined || sentAt !== undefined) return ts ?? sentAt ?? 0;
  }
  return 0;
}

function eventsFor(events: readonly CapturedEvent[], session: number, begin: number): ScenarioEvent[] {
  const [first] = events;
  const start = asObject(first && capturedBody(first)['params']);
  const isClock = contentOf(start).clock;
  let last = Number.NEGATIVE_INFINITY;
  return events.map((captured, index): ScenarioEvent => {
    const { event } = captured;
    const { label, origin } = momentOf(captured);
    // No two of a session at one time: their order would be lost.
    last = Math.max(timeOf(events, index) - begin, last + 1);
    return {
      session,
      at: last,
      eventType: event.eventType,
      playhead: event.playhead ?? 0,
      playheadGiven: !isClock,
      ...keptOf(capturedBody(captured)),
      ...{ label, origin },
      originOf: (path) => capturedOrigin(captured, path),
    };
  });
}

function keptOf(body: JsonObject): Pick<ScenarioEvent, (typeof KEPT)[number]> {
  const kept = KEPT.flatMap((key) => (isObject(body[key]) ? [[key, withoutAccount(body[key])]] : []));
  return Object.fromEntries(kept);
}

function withoutAccount(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([key]) => !ACCOUNT.includes(key)));
}
