import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT } from '../helpers/account.ts';
import { type Outcome, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { type Fault, type Relay, relayForTest, type Seen, typeOf } from '../helpers/relay.ts';
import { tempDirectory } from '../helpers/temp.ts';

/** A scenario of a second, with everything that a restart has to open again. */
const SCENARIO = `
content:
  media.id: short
  media.name: Short
  media.length: 600
  media.contentType: vod
  media.streamType: video
  media.playerName: player
  media.channel: channel
steps:
  - play
  - { event: chapterStart, params: { media.chapter.index: 1, media.chapter.offset: 0, media.chapter.length: 60 } }
  - { event: stateStart, params: { media.state.name: mute } }
  - { event: stateStart, params: { media.state.name: fullscreen } }
  - { event: stateEnd, params: { media.state.name: mute } }
  - { at: 0.3s, event: ping }
  - { at: 0.6s, event: pauseStart }
  - { at: 0.9s, event: ping }
  - { at: 1.2s, event: sessionEnd }
`;

const TYPES = [
  'sessionStart',
  'play',
  'chapterStart',
  'stateStart',
  'stateStart',
  'stateEnd',
  'ping',
  'pauseStart',
  'ping',
  'sessionEnd',
];

/** Plays it against a sandbox of which some requests go wrong. */
async function played(
  fault: (seen: Seen, index: number) => Fault,
  args: string[] = [],
  options: Parameters<typeof run>[1] = {},
): Promise<{ outcome: Outcome; relay: Relay }> {
  const relay = await relayForTest(fault);
  const command = ['play', '-', '--no-config', ...ACCOUNT, '--endpoint', relay.url, ...args];
  return { outcome: await run(command, { stdin: SCENARIO, ...options }), relay };
}

const typesOf = ({ seen }: Relay): string[] => seen.map(typeOf);

/** A fault at the n-th request, from 0. */
const at =
  (index: number, fault: Fault) =>
  (_seen: Seen, number: number): Fault =>
    number === index ? fault : undefined;

/** Which sessions a sandbox got a sessionEnd for that it took. */
const endedOf = ({ seen }: Relay): (string | undefined)[] =>
  seen.filter((one) => typeOf(one) === 'sessionEnd' && one.status === 204).map(({ sessionId }) => sessionId);

test('without a fault: exit 0, each event once, and the session has ended', async () => {
  const { outcome, relay } = await played(() => undefined);
  expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
  expect(typesOf(relay)).toEqual(TYPES);
  expect(outcome.stdout).toContain('10 accepted.');
});

test('a slow start: events wait for its 201, leave in their order, and their lateness is told', async () => {
  const { outcome, relay } = await played(at(0, 'slow'), ['--json']);
  const output = readJsonOutput(outcome);
  expect([output.error, outcome.code]).toEqual([null, 0]);
  expect(typesOf(relay)).toEqual(TYPES);
  const [first, second] = relay.seen;
  expect(second?.time).toBeGreaterThanOrEqual(first?.answered ?? Number.POSITIVE_INFINITY);
  const late = output.findings.find(({ code }) => code === 'send-late');
  expect(late).toMatchObject({ severity: 'warning' });
  expect(output.events?.[1]?.late).toBeGreaterThan(1000);
  // Their ts is that of the schedule all the same.
  expect((output.events?.[6]?.ts ?? 0) - (output.events?.[0]?.ts ?? 0)).toBe(300);
  const text = await played(at(0, 'slow'));
  expect(text.outcome.stdout).toMatch(/ play +playhead 0 +204 {2}\d{4,5} ms late\n/);
  expect(text.outcome.stdout).toContain('events left more than a second late');
});

describe.each([404, 410])('%i in the middle', (status) => {
  test('ends the play: the server takes no more, so nothing is open and nothing more is sent', async () => {
    const { outcome, relay } = await played(at(6, status));
    expect(outcome.code).toBe(8);
    expect(typesOf(relay)).toEqual(TYPES.slice(0, 7));
    const [{ sessionId = '' } = {}] = relay.seen;
    expect(outcome.stdout).toContain(`Session ${sessionId} was started, but step 6 (ping) failed:`);
    expect(outcome.stdout).toContain('Nothing is open');
    expect(outcome.stdout).not.toContain('still open');
    expect(outcome.stdout).toContain('3 not sent');
    const output = readJsonOutput((await played(at(6, status), ['--json'])).outcome);
    expect(output.error?.code).toBe('play-failed');
    expect(output.session?.ended).toBe(true);
    expect(output.started?.map(({ state }) => state)).toEqual(['gone']);
  });

  test('with --restart goes on in a new session, where everything that was open is open again', async () => {
    const { outcome, relay } = await played(at(6, status), ['--restart', '--json']);
    const output = readJsonOutput(outcome);
    expect([output.error, outcome.code]).toEqual([null, 0]);
    expect(typesOf(relay)).toEqual([
      ...TYPES.slice(0, 7),
      ...['sessionStart', 'chapterStart', 'stateStart', 'play'],
      ...TYPES.slice(6),
    ]);
    const [first, second] = relay.seen.filter((one) => typeOf(one) === 'sessionStart');
    expect(first?.body).not.toHaveProperty('params.media.resume');
    expect(second?.body).toMatchObject({ params: { 'media.resume': true } });
    const again = relay.seen.slice(7);
    expect(new Set(again.map(({ sessionId }) => sessionId))).toEqual(new Set([second?.sessionId]));
    const state = again.find((one) => typeOf(one) === 'stateStart')?.body;
    expect(state).toMatchObject({ params: { 'media.state.name': 'fullscreen' } });
    const times = again.map(({ body }) => (body as { playerTime: { ts: number } }).playerTime.ts);
    expect(times).toEqual([...new Set(times)].sort((one, other) => one - other));
    expect(endedOf(relay)).toEqual([second?.sessionId]);
    expect(output.started?.map(({ state: one }) => one)).toEqual(['gone', 'ended']);
  });
});

test('an event that was sent again in a new session is one event, and fails no case of the report', async () => {
  const cwd = tempDirectory({});
  const { outcome } = await played(at(6, 404), ['--restart', '--junit', 'play.xml'], { cwd });
  expect(outcome.code).toBe(0);
  expect(outcome.stdout).toContain('(10 events in 1.2 s)');
  expect(outcome.stdout).toContain(': 10 accepted.');
  expect(readFileSync(join(cwd, 'play.xml'), 'utf8')).toContain('failures="0"');
});

test.each([503, 'reset'] as const)(
  '%s in the middle of an instant play: it is ended after what was sent',
  async (fault) => {
    const { outcome, relay } = await played(at(6, fault), ['--instant']);
    expect(outcome.code).toBe(8);
    const times = relay.seen.map(
      ({ body }) => (body as { playerTime: { ts: number; playhead: number } }).playerTime,
    );
    expect(typesOf(relay).at(-1)).toBe('sessionEnd');
    expect(times.at(-1)?.ts).toBeGreaterThan(times.at(-2)?.ts ?? 0);
    expect(times.at(-1)?.playhead).toBeGreaterThanOrEqual(times.at(-2)?.playhead ?? 0);
    expect(outcome.stdout).toContain('6 accepted, 1 failed, 3 not sent.');
  },
);

test('a ping of a stretch of time that fails is named once', async () => {
  const relay = await relayForTest(at(2, 503));
  const stdin = SCENARIO.replace(/steps:[\s\S]*/, 'steps: [play, { for: 3s, pings: 1s }]\n');
  const args = ['play', '-', '--no-config', '--instant', ...ACCOUNT, '--endpoint', relay.url];
  const outcome = await run(args, { stdin });
  expect(outcome.stdout).toContain('step 2 (ping) failed:');
});

test('a restart whose 201 names no session: exit 8, and nothing more is sent', async () => {
  const { outcome, relay } = await played(
    (_seen, index) => (index === 6 ? 404 : index === 7 ? 201 : undefined),
    ['--restart', '--json'],
  );
  const output = readJsonOutput(outcome);
  expect([output.error?.code, outcome.code]).toEqual(['play-failed', 8]);
  expect(relay.seen).toHaveLength(8);
});

test('a session that is gone again at once is not started for ever', async () => {
  const { outcome, relay } = await played(
    (seen) => (typeOf(seen) === 'ping' ? 410 : undefined),
    ['--restart'],
  );
  expect(outcome.code).toBe(8);
  expect(typesOf(relay).filter((type) => type === 'sessionStart')).toHaveLength(2);
  expect(typesOf(relay).filter((type) => type === 'ping')).toHaveLength(2);
  expect(outcome.stdout).not.toContain('still open');
});

describe('503 in the middle', () => {
  test('ends the play, and the session is ended', async () => {
    const { outcome, relay } = await played(at(6, 503));
    expect(outcome.code).toBe(8);
    expect(typesOf(relay)).toEqual([...TYPES.slice(0, 7), 'sessionEnd']);
    expect(endedOf(relay)).toEqual([relay.seen[0]?.sessionId]);
    expect(outcome.stdout).toContain('The session has ended.');
    expect(outcome.stdout).not.toContain('still open');
  });

  test('is tried again as event does it', async () => {
    const { outcome, relay } = await played(at(6, 503), ['--retry', '1']);
    expect(outcome.code).toBe(0);
    expect(typesOf(relay)).toEqual([...TYPES.slice(0, 7), ...TYPES.slice(6)]);
    expect(outcome.stderr).toContain('Attempt 1 of 2');
  });

  test('that stays: the session is still open, and how to end it is said', async () => {
    const { outcome, relay } = await played((_seen, index) => (index >= 6 ? 503 : undefined));
    expect(outcome.code).toBe(8);
    expect(endedOf(relay)).toEqual([]);
    const [{ sessionId = '' } = {}] = relay.seen;
    expect(outcome.stdout).toContain('The session is still open.');
    expect(outcome.stdout).toContain(
      `End it with: media-session end ${sessionId} --endpoint ${relay.url} --no-config. It closes automatically`,
    );
    const again = readJsonOutput(
      (await played((_seen, index) => (index >= 6 ? 503 : undefined), ['--json'])).outcome,
    );
    expect(again.started?.map(({ state }) => state)).toEqual(['open']);
    expect(again.session?.ended).toBe(false);
  });
});

test('no answer in the middle: each exchange has the time limit for itself, and the session is ended', async () => {
  const { outcome, relay } = await played(at(6, 'hang'), ['--timeout', '1s']);
  expect(outcome.code).toBe(8);
  expect(outcome.stdout).toContain('(ping) failed:');
  expect(endedOf(relay)).toEqual([relay.seen[0]?.sessionId]);
});

test('a connection that is reset in the middle: the session is ended', async () => {
  const { outcome, relay } = await played(at(6, 'reset'));
  expect(outcome.code).toBe(8);
  expect(typesOf(relay)).toEqual([...TYPES.slice(0, 7), 'sessionEnd']);
  expect(outcome.stdout).toContain('The session has ended.');
});

test('a body that is refused is the trouble of one event: the play goes on', async () => {
  const { outcome, relay } = await played(at(6, 400));
  expect(outcome.code).toBe(8);
  expect(typesOf(relay)).toEqual(TYPES);
  expect(outcome.stdout).toContain('step 6 (ping) failed:');
  expect(outcome.stdout).toContain('The session has ended.');
});

describe('a start that fails ends as start does', () => {
  test.each([
    [400, 4, 'bad-request'],
    [500, 5, 'server-error'],
    [302, 3, 'redirect'],
    // Without a Location there is no session.
    [201, 3, 'no-location'],
  ] as const)('%i: exit %i', async (status, code, error) => {
    const { outcome, relay } = await played(at(0, status), ['--json']);
    const output = readJsonOutput(outcome);
    expect([outcome.code, output.error?.code]).toEqual([code, error]);
    expect(typesOf(relay)).toEqual(['sessionStart']);
    expect(output.session).toBeNull();
  });

  test('nobody listens: nothing was sent', async () => {
    const args = ['play', '-', '--no-config', ...ACCOUNT, '--endpoint', 'http://127.0.0.1:9', '--json'];
    const output = readJsonOutput(await run(args, { stdin: SCENARIO }));
    expect(output).toMatchObject({ exitCode: 6, sent: 'no', session: null });
  });
});

describe('SIGINT', () => {
  /** The same, so slow from the first ping on that a signal after it comes in time on a busy machine, too. */
  const SLOW = SCENARIO.replace(/at: (0\.6|0\.9|1\.2)s/g, (_all, seconds) => `at: ${30 + Number(seconds)}s`);

  /** Plays with a signal after the n-th request. */
  async function interrupted(
    index: number,
    { ending = () => undefined, args = [] }: { ending?: (kill: () => void) => Fault; args?: string[] } = {},
  ): Promise<{ outcome: Outcome; relay: Relay }> {
    let kill = (): void => {};
    const started = (child: { kill(signal: NodeJS.Signals): boolean }): void => {
      kill = () => void child.kill('SIGINT');
    };
    return played(
      (seen, number) => {
        if (number === index) setTimeout(kill, 1000);
        return typeOf(seen) === 'sessionEnd' ? ending(kill) : undefined;
      },
      args,
      { started, stdin: SLOW },
    );
  }

  test('ends the session that was started, once', async () => {
    const { outcome, relay } = await interrupted(6);
    expect(outcome.code).toBe(130);
    expect(typesOf(relay)).toEqual([...TYPES.slice(0, 7), 'sessionEnd']);
    const [{ sessionId = '' } = {}] = relay.seen;
    expect(outcome.stderr).toContain(
      `Stopped by SIGINT after 7 of 10 events; session ${sessionId} has ended.`,
    );
    expect(endedOf(relay)).toEqual([sessionId]);
    expect(outcome.stdout).toContain('not in the scenario');
  });

  test('whose session cannot be ended says so', async () => {
    const { outcome, relay } = await interrupted(6, { ending: () => 503 });
    expect(outcome.code).toBe(130);
    expect(outcome.stderr).toContain(`session ${relay.seen[0]?.sessionId} is still open.`);
    expect(outcome.stderr).toContain('End it with: media-session end');
  });

  test('a second one leaves at once and says what is open', async () => {
    const begin = performance.now();
    const { outcome, relay } = await interrupted(6, {
      ending: (kill) => {
        setTimeout(kill, 500);
        return 'hang';
      },
    });
    expect(outcome.code).toBe(130);
    expect(outcome.stderr).toContain(`session ${relay.seen[0]?.sessionId} is still open.`);
    // The time limit of the request that hangs is 15 s.
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
