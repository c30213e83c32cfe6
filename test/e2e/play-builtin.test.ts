import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { eventOf, followAll } from '../../src/session/index.ts';
import { ACCOUNT } from '../helpers/account.ts';
import { run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { type Relay, relayForTest, typeOf } from '../helpers/relay.ts';

interface Documented {
  name: string;
  live?: boolean;
  endpoint?: string;
  expect?: Record<string, Record<string, { value: unknown; certain: boolean }>>;
  findings: { rule: string; severity: string }[];
}

const FIXTURE = new URL('../fixtures/scenarios.json', import.meta.url);
const DOCUMENTED = (JSON.parse(readFileSync(FIXTURE, 'utf8')) as { scenarios: Documented[] }).scenarios;

/** Times are compared within a second, as the rounding of reports is not known. */
const SECOND = 1;

/** The sessions as the server got them, by the events that it took. */
function received({ seen }: Relay, downloaded: boolean) {
  const bodies = seen.flatMap(({ body, sessionId, status }) =>
    [body].flat().map((one) => ({ body: one as JsonObject, sessionId, status })),
  );
  const events = bodies.map(({ body, sessionId, status }, ref) => ({
    ...eventOf(body, ref),
    ...(sessionId !== undefined && { sessionId }),
    ...(status !== undefined && { status }),
  }));
  return followAll(events, { downloaded });
}

describe.each(DOCUMENTED.map((one) => [one.name, one] as const))(
  '%s',
  (name, { expect: wanted = {}, ...one }) => {
    test('played at once, reaches the server as documented and makes the numbers of its page', async () => {
      const relay = await relayForTest();
      const args = ['play', name, '--instant', '--json', '--no-config', ...ACCOUNT, '--endpoint', relay.url];
      const output = readJsonOutput(await run(args));
      expect([output.error, output.exitCode]).toEqual([null, 0]);
      for (const request of relay.seen)
        expect([typeOf(request), request.status]).toEqual([
          typeOf(request),
          ['sessionStart', 'batch'].includes(typeOf(request)) ? 201 : 204,
        ]);
      const downloaded = one.endpoint !== undefined;
      const sessions = received(relay, downloaded);
      expect(
        sessions.flatMap(({ summary }) => summary.findings.map(({ rule, severity }) => ({ rule, severity }))),
      ).toEqual(one.findings.map(({ rule, severity }) => ({ rule, severity })));
      expect(output.findings.map(({ code }) => code)).toEqual(one.findings.map(({ rule }) => rule));
      // What the program says is what the server can say of what it got.
      expect(output.sessions?.map(({ numbers }) => Object.keys(numbers))).toEqual(
        sessions.map(({ summary }) => Object.keys(summary.numbers)),
      );
      for (const [index, { summary }] of sessions.entries()) {
        const numbers = output.sessions?.[index]?.numbers ?? {};
        for (const [key, value] of Object.entries(summary.numbers))
          expectSame(certain(numbers[key]), certain(value), key);
        for (const [key, number] of Object.entries(wanted[String(index + 1)] ?? {}))
          expectNear(certain(summary.numbers[key as keyof typeof summary.numbers]), number.value, key);
      }
    });
  },
);

/** The value of a number, whether or not it is certain. */
function certain(number: unknown): unknown {
  return typeof number === 'object' && number !== null && 'why' in number && 'value' in number
    ? number.value
    : number;
}

function expectSame(actual: unknown, wanted: unknown, key: string): void {
  expect(JSON.stringify(actual), key).toEqual(JSON.stringify(wanted));
}

function expectNear(actual: unknown, wanted: unknown, key: string): void {
  if (typeof wanted === 'number') expect(Math.abs(Number(actual) - wanted), key).toBeLessThanOrEqual(SECOND);
  else expect(actual, key).toEqual(wanted);
}

test('times are those of a play that ends now, a moment after one another', async () => {
  const relay = await relayForTest();
  const before = Date.now();
  await run(['play', 'vod-seeking', '--instant', '--no-config', ...ACCOUNT, '--endpoint', relay.url]);
  const after = Date.now();
  const times = relay.seen.map(({ body }) => (body as { playerTime: { ts: number } }).playerTime.ts);
  expect(times.at(-1)).toBeGreaterThanOrEqual(before);
  expect(times.at(-1)).toBeLessThanOrEqual(after);
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBe(31_600);
  const arrivals = relay.seen.map(({ time }) => time);
  expect(arrivals).toEqual([...arrivals].sort((one, other) => one - other));
});
