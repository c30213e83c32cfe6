import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../helpers/sources.ts';

const SCRIPT = join(ROOT, 'test/bench/explain-run.js');
const EVENTS = 20_000;

/** How many times as long as JSON.parse of it `explain` of a recording takes, both in processor time of one process. */
function ratioOf(form: string): number {
  const printed = execFileSync(process.execPath, [SCRIPT, String(EVENTS), form], { encoding: 'utf8' });
  const { parse, explain } = JSON.parse(printed) as { parse: number; explain: number };
  return explain / parse;
}

// Two thirds of what the limits say is usual.
test.each([
  ['many sessions', 18],
  ['one session', 18],
  ['mistakes in one of ten', 32],
  ['HAR', 14],
])('explains a recording in a few times the time of parsing it: %s', (form, most) => {
  const first = ratioOf(form);
  // A busy machine may disturb a measurement, so there is a second look.
  expect(first <= most ? first : Math.min(first, ratioOf(form))).toBeLessThanOrEqual(most);
});
