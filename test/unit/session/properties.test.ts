import { describe, expect, test } from 'vitest';
import { PLAYBACK_KINDS, type SessionSummary } from '../../../src/model/session.ts';
import { type SessionEvent, SessionTracker } from '../../../src/session/index.ts';
import fc from '../../helpers/fc.ts';
import { events, type Given, pings, sessionsOf, start, T0 } from './support.ts';

const TYPES = [
  ...['play', 'ping', 'ping', 'pauseStart', 'bufferStart', 'adBreakStart', 'adStart', 'adComplete', 'adSkip'],
  ...['adBreakComplete', 'chapterStart', 'chapterComplete', 'error', 'sessionComplete'],
];

/** Any order of events at rising times; the playhead moves with the clock, stands, or jumps. */
const SESSION = fc
  .array(
    fc.record({
      type: fc.constantFrom(...TYPES),
      wait: fc.integer({ min: 1, max: 30_000 }),
      move: fc.constantFrom('clock', 'clock', 'stand', 'jump'),
    }),
    { maxLength: 60 },
  )
  .map((steps): SessionEvent[] => {
    let [ms, playhead] = [0, 0];
    const rest = steps.map(({ type, wait, move }): Given => {
      ms += wait;
      if (move === 'clock') playhead += wait / 1000;
      if (move === 'jump') playhead = (playhead + 97) % 500;
      return [ms / 1000, type, playhead];
    });
    return events(start(), ...rest, [(ms + 1000) / 1000, 'sessionEnd', playhead]);
  });

function only(given: readonly SessionEvent[]): SessionSummary {
  const [one] = sessionsOf(given);
  if (!one) throw new Error('no session');
  return one;
}

/** Without the one rule that looks at the order of arrival. */
function sorted({ numbers, spans, findings }: SessionSummary): unknown {
  return { numbers, spans, findings: findings.filter(({ rule }) => rule !== 'ts-order') };
}

describe('whatever a client sends', () => {
  test('the order of arrival does not matter', () => {
    const shuffled = SESSION.chain((given) =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );
    fc.assert(
      fc.property(shuffled, ([given, mixed]) => {
        expect(sorted(only(mixed))).toEqual(sorted(only(given)));
      }),
    );
  });

  test('shifting every ts shifts nothing but spans', () => {
    fc.assert(
      fc.property(SESSION, fc.integer({ min: -1e9, max: 1e9 }), (given, by) => {
        const shifted = only(given.map((event) => ({ ...event, ts: (event.ts ?? 0) + by })));
        const { numbers, findings, spans } = only(given);
        expect(shifted.numbers).toEqual(numbers);
        expect(shifted.findings).toEqual(findings);
        const back = shifted.spans.map((span) => ({ ...span, begin: span.begin - by, end: span.end - by }));
        expect(back).toEqual(spans);
      }),
    );
  });

  test('the playback lane covers the session without overlap', () => {
    fc.assert(
      fc.property(SESSION, (given) => {
        const { spans, numbers } = only(given);
        const kinds: readonly string[] = PLAYBACK_KINDS;
        const lane = spans.filter(({ kind }) => kinds.includes(kind));
        const counted = given.at(-1)?.ts ?? T0;
        expect([lane[0]?.begin, lane.at(-1)?.end]).toEqual([T0, counted]);
        for (const [index, span] of lane.entries()) expect(span.begin).toBe(lane[index - 1]?.end ?? T0);
        const pause = lane
          .filter(({ kind }) => kind === 'pause')
          .reduce((sum, one) => sum + one.end - one.begin, 0);
        const duration = numbers.totalPauseDuration;
        expect(typeof duration === 'number' ? duration : Object(duration).value).toBeCloseTo(pause / 1000, 6);
      }),
    );
  });

  test('a summary on the way is that of the events so far, and changes nothing', () => {
    fc.assert(
      fc.property(SESSION, (given) => {
        const tracker = new SessionTracker();
        for (const [index, event] of given.entries()) {
          tracker.add(event);
          if (index % 7 === 0) expect(tracker.summary()).toEqual(only(given.slice(0, index + 1)));
        }
        expect(tracker.finish()).toEqual(only(given));
      }),
      { numRuns: 30 },
    );
  });

  test('no rule speaks twice, and every finding stands on an event', () => {
    fc.assert(
      fc.property(SESSION, (given) => {
        const { findings } = only(given);
        expect(new Set(findings.map(({ rule }) => rule)).size).toBe(findings.length);
        for (const { events: refs } of findings)
          expect(refs.every((ref) => given.some((one) => one.ref === ref))).toBe(true);
        expect(findings.every(({ events: refs }) => refs.length > 0)).toBe(true);
      }),
    );
  });
});

test('a ping more while the content plays changes no number', () => {
  const playing = fc.array(fc.integer({ min: 1, max: 18_000 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(playing, fc.nat(), fc.integer({ min: 1, max: 99 }), (waits, which, percent) => {
      let ms = 100;
      const rest = waits.map((wait): Given => {
        ms += wait;
        return [ms / 1000, 'ping', (ms - 100) / 1000];
      });
      const given = [
        start(),
        [0.1, 'play', 0] as Given,
        ...rest,
        [(ms + 500) / 1000, 'sessionEnd', (ms + 400) / 1000] as Given,
      ];
      const at = 1 + (which % (given.length - 2));
      const [from, to] = [given[at]?.[0] ?? 0, given[at + 1]?.[0] ?? 0];
      const middle = Math.round((from + ((to - from) * percent) / 100) * 1000) / 1000;
      const more = [
        ...given.slice(0, at + 1),
        [middle, 'ping', middle - 0.1] as Given,
        ...given.slice(at + 1),
      ];
      expect(only(events(...more)).numbers).toEqual(only(events(...given)).numbers);
    }),
  );
});

describe('many events', () => {
  const count = 100_000;
  const many = events(
    start({ 'media.length': 3e6 }),
    [0.1, 'play', 0],
    ...Array.from({ length: count }, (_, index): Given => [index * 0.8 + 1, 'ping', index * 0.8 + 0.9]),
  );

  test('100,000 in order, in reverse, and by host are one session', () => {
    const inOrder = only(many);
    expect(inOrder.events).toBe(count + 2);
    expect(inOrder.numbers.contentTimeSpent).toBeCloseTo((count - 1) * 0.8 + 0.9, 3);
    // Far beyond the window the order of arrival counts, and the rule says so.
    const reversed = only([...many].reverse());
    expect(reversed.findings.find(({ rule }) => rule === 'ts-order')).toMatchObject({
      count,
      args: { unsorted: true },
    });
    const hosts = [0, 1, 2].flatMap((host) => many.filter(({ ref }) => ref % 3 === host));
    const sent = hosts.map((event) => ({ ...event, sentAt: event.ts ?? 0 }));
    expect(only(sent).numbers).toEqual(inOrder.numbers);
  }, 60_000);
});

describe('sessions are told apart', () => {
  const one: Given[] = [
    start({ 'media.id': 'a' }),
    [0.1, 'play', 0],
    [10, 'ping', 9.9],
    [12, 'sessionEnd', 11.9],
  ];
  const other: Given[] = [
    start({ 'media.id': 'b' }, 0, 1),
    [1.1, 'play', 0],
    [11, 'ping', 9.9],
    [13, 'sessionEnd', 11.9],
  ];
  const named = (id: string, given: Given[]): SessionEvent[] =>
    events(...given).map((event) => ({ ...event, sessionId: id }));

  test('by ID, mixed', () => {
    const mixed = [...named('session-1', one), ...named('session-2', other)].sort(
      (a, b) => (a.ts ?? 0) - (b.ts ?? 0),
    );
    expect(sessionsOf(mixed).map(({ id, events: count }) => [id, count])).toEqual([
      ['session-1', 4],
      ['session-2', 4],
    ]);
  });

  test('by order, where no ID is known', () => {
    expect(sessionsOf(events(...one, ...other)).map(({ events: count }) => count)).toEqual([4, 4]);
  });

  test('a start without a response takes the next ID that no start gave', () => {
    const [begin, ...rest] = named('session-1', one);
    const bare = { ...begin, sessionId: undefined } as unknown as SessionEvent;
    expect(sessionsOf([bare, ...rest]).map(({ id, events: count }) => [id, count])).toEqual([
      ['session-1', 4],
    ]);
  });

  test('a placeholder in the URL belongs to the start at hand, and the tail of an older session to none', () => {
    const tail: Given[] = [
      [-40, 'ping', 90],
      [-30, 'sessionEnd', 100],
    ];
    const [first, ...rest] = events(...one).map((event) => ({ ...event, sessionId: '{sid}' }));
    const given = [{ ...first, sessionId: 'session-1' } as SessionEvent, ...rest];
    expect(sessionsOf(given).map(({ id, events: count }) => [id, count])).toEqual([['session-1', 4]]);
    expect(sessionsOf(events(...tail, ...one)).map(({ events: count }) => count)).toEqual([2, 4]);
  });
});

describe('a session that is asked while it goes on', () => {
  function followed(given: readonly SessionEvent[]): SessionTracker {
    const tracker = new SessionTracker();
    for (const event of given) tracker.add(event);
    return tracker;
  }

  const MIXED = SESSION.chain((given) =>
    fc.record({
      given: fc.shuffledSubarray(given, { minLength: given.length }),
      // Some events have no ts, and some are asked about before the next one comes.
      untimed: fc.infiniteStream(fc.boolean()).map((stream) => given.map(() => stream.next().value)),
      asked: fc.infiniteStream(fc.boolean()).map((stream) => given.map(() => stream.next().value)),
      inOrder: fc.boolean(),
    }),
  ).map(({ given, untimed, asked, inOrder }) => {
    const ordered = inOrder ? [...given].sort((one, other) => (one.ts ?? 0) - (other.ts ?? 0)) : given;
    const events = ordered.map(({ ts, ...event }, index) =>
      ts === undefined || (untimed[index] && !inOrder) ? event : { ...event, ts },
    );
    return { events, asked };
  });

  test('says the same as one that is asked only at the end', () => {
    fc.assert(
      fc.property(MIXED, ({ events: given, asked }) => {
        const live = new SessionTracker();
        for (const [index, event] of given.entries()) {
          live.add(event);
          if (!asked[index]) continue;
          const late = followed(given.slice(0, index + 1));
          expect(live.broken()).toEqual(late.broken());
          expect(live.summary()).toEqual(late.finish());
        }
        expect(live.finish()).toEqual(followed(given).finish());
      }),
    );
  });

  test('takes each event once, however often it is asked', () => {
    const given = events(start(), [0.1, 'play', 0], ...pings(1, 1, 20_000, 1));
    const tracker = new SessionTracker();
    const begin = performance.now();
    for (const event of given) {
      tracker.add(event);
      tracker.broken();
    }
    const asked = performance.now() - begin;
    expect(tracker.finish().events).toBe(given.length);
    // Taken again from the start for each, it would be a minute.
    expect(asked).toBeLessThan(5_000);
  });
});
