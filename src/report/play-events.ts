import type { PlayProgress } from '../model/hooks.ts';
import { type PlayedEvent, sessionOf } from '../model/result.ts';
import type { TextOptions } from './blocks.ts';
import { sanitize } from './sanitize.ts';

/** An event that leaves later than this is marked, in milliseconds: timers and busy machines are off by less. */
const LATE_MS = 100;

/** Characters of the columns: a day has 86400 seconds, and no event type is longer. */
const WIDTHS = { time: 9, type: 15 };

/** Characters before the response: both columns, and a playhead with its milliseconds. */
const WIDTH = 44;

/** Characters of the bar that shows how far a play has come. */
const BAR = 24;

/** What came of an event, in one line; the ID of a session in another, where it is new. */
export function playedLines(event: PlayedEvent, { paint, verbose }: TextOptions): string[] {
  const { result, lateMs = 0, added, session: index } = event;
  if (!result) return [];
  const { exchange, error } = result;
  const response = exchange?.kind === 'answer' ? String(exchange.status) : 'no response';
  const notes = [
    error ? `[${error.code}]` : '',
    index > 0 ? `session ${index + 1}` : '',
    exchange && verbose ? `${exchange.timings.total} ms` : '',
    lateMs > LATE_MS ? `${lateMs} ms late` : '',
    added === 'restart' ? 'for a new session' : '',
    added === 'ending' ? 'not in the scenario' : '',
  ].filter(Boolean);
  const tail = notes.length > 0 ? `  ${notes.join(', ')}` : '';
  const what = result.command === 'downloaded' ? 'The batch of all events:' : scheduleLine(event);
  const line = sanitize(`${what.padEnd(WIDTH)}  ${response}${tail}`);
  const session = sessionOf(result);
  const id = session ? [paint.dim(`${' '.repeat(WIDTHS.time)}  session ${sanitize(session.id)}`)] : [];
  return [error ? paint.error(line) : line, ...id];
}

/** An event with its time and its playhead. */
export function scheduleLine({ at, eventType, playhead }: PlayedEvent): string {
  const time = `${(at / 1000).toFixed(3)} s`.padStart(WIDTHS.time);
  return `${time}  ${eventType.padEnd(WIDTHS.type)}  playhead ${playhead}`;
}

/** How far a play has come, and what is next, within a line. */
export function progressBar({ elapsed, length, next, inMs }: PlayProgress): string {
  const share = length > 0 ? Math.min(1, elapsed / length) : 1;
  const full = Math.round(share * BAR);
  const bar = '#'.repeat(full) + '-'.repeat(BAR - full);
  return `[${bar}] ${clock(elapsed)} of ${clock(length)}, ${next} in ${Math.ceil(inMs / 1000)} s`;
}

/** Minutes and seconds: `1:05`. */
function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
