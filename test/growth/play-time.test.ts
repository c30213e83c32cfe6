import { expect, test } from 'vitest';
import { ACCOUNT } from '../helpers/account.ts';
import { run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { relayForTest } from '../helpers/relay.ts';

/** How far half of the events may be off, in milliseconds, on a machine that does other things, too. */
const MEDIAN_MS = 100;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

test('half a minute in real time: events come when their ts says', async () => {
  const relay = await relayForTest();
  const args = ['play', 'vod-seeking', '--json', '--no-config', ...ACCOUNT, '--endpoint', relay.url];
  const outcome = await run(args, { limitMs: 55_000 });
  const output = readJsonOutput(outcome);
  expect([output.error, outcome.code]).toEqual([null, 0]);
  expect(outcome.elapsed).toBeGreaterThan(31_600);
  // Both clocks are this machine's, so what is left is how late an event left, and its way.
  const off = relay.seen.map(
    ({ time, body }) => time - (body as { playerTime: { ts: number } }).playerTime.ts,
  );
  expect(off).toHaveLength(8);
  expect(median(off)).toBeLessThan(MEDIAN_MS);
  // Nothing is sent before its time, but for the rounding of clocks.
  expect(Math.min(...off)).toBeGreaterThan(-5);
  expect(output.findings).toEqual([]);
});
