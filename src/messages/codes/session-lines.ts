import type { Explanation } from './explanation.ts';

const EXPLAIN = 'media-session explain session.har';
const CHECK = 'media-session check events.ndjson';

/**
 * A rule of a session by the events that break it, and the same events put right. An event is `seconds type playhead`, with
 * values of its params or quality data behind; the media are 60 seconds long.
 */
export function session(
  what: string,
  why: string,
  before: readonly string[],
  after: readonly string[],
): Explanation {
  const example = { of: 'session', before: timeline(before), after: timeline(after) } as const;
  return { what, why, example, deeper: [EXPLAIN, CHECK] };
}

function timeline(events: readonly string[]): string {
  return events
    .map((event) => {
      const [seconds = '', type = '', playhead, ...values] = event.split(' ');
      if (type === 'every') return event;
      const time = `${seconds.startsWith('-') ? seconds : `+${seconds}`} s`;
      return [time.padEnd(9), type.padEnd(16), `playhead ${playhead}`, ...values].join('  ').trimEnd();
    })
    .join('\n');
}

/** A session in which so many player states are switched on. */
export function states(count: number): string[] {
  const starts = Array.from({ length: count }, (_, index) => index + 1);
  return [
    '0 sessionStart 0',
    '0.1 play 0',
    ...starts.map((at) => `${at} stateStart ${at} media.state.name=state-${at}`),
  ];
}

/** A session that is paused for so many minutes. */
export function still(minutes: number): string[] {
  return [
    '0 sessionStart 0',
    '0.1 play 0',
    '10 pauseStart 10',
    `ping every 300 s to +${minutes * 60} s, playhead 10`,
  ];
}
