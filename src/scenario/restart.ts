import { asObject, asText, type JsonObject, type JsonValue } from '../model/json.ts';

/** What a restart needs to know of an event. */
export interface Reopenable {
  eventType: string;
  params?: JsonObject;
}

/** What closes what each event opens. */
const CLOSES: readonly { opens: string; closes: readonly string[] }[] = [
  { opens: 'chapterStart', closes: ['chapterComplete', 'chapterSkip', 'chapterStart'] },
  { opens: 'adBreakStart', closes: ['adBreakComplete'] },
  { opens: 'adStart', closes: ['adComplete', 'adSkip', 'adBreakComplete'] },
];

const PLAYBACK: readonly string[] = ['play', 'pauseStart', 'bufferStart'];

/**
 * The events of a lost session that have to be sent again in the one that takes its place: the chapter, the break and the ad
 * that are open, every player state that is on, and the playback as it is. Nothing of it survives its session
 * (AdobeDocs/media-analytics.en, player-state/overview.md; Adobe's SDKs do the same).
 */
export function reopened<E extends Reopenable>(events: readonly E[]): E[] {
  const open = CLOSES.flatMap(({ opens, closes }) => lastOpen(events, opens, closes) ?? []);
  const playback = events.findLast(({ eventType }) => PLAYBACK.includes(eventType));
  return [...open, ...statesOn(events), ...(playback ? [playback] : [])];
}

function lastOpen<E extends Reopenable>(
  events: readonly E[],
  opens: string,
  closes: readonly string[],
): E | undefined {
  const last = events.findLast(({ eventType }) => eventType === opens || closes.includes(eventType));
  return last?.eventType === opens ? last : undefined;
}

function statesOn<E extends Reopenable>(events: readonly E[]): E[] {
  const on = new Map<string, E>();
  for (const event of events) {
    const { eventType, params = {} } = event;
    const [ends, starts] = [namesIn(params['statesEnd']), namesIn(params['statesStart'])];
    if (eventType === 'stateEnd') ends.push(...namesIn([params]));
    if (eventType === 'stateStart') starts.push(...namesIn([params]));
    for (const name of ends) on.delete(name);
    for (const name of starts) on.set(name, event);
  }
  // One event may have turned several on.
  return [...new Set(on.values())];
}

function namesIn(states: JsonValue | undefined): string[] {
  return Array.isArray(states) ? states.map((one) => asText(asObject(one)['media.state.name'])) : [];
}
