import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const TESTS = fileURLToPath(new URL('..', import.meta.url));

/** The tests that run the built program, which reads the machine's clock, and what they share. */
const FOLDERS = ['e2e', 'cli', 'faults', 'helpers'];

/** What runs in this process on a fixed clock may have fixed times, too. */
const ON_A_FIXED_CLOCK = /^(?:codes|examples|excerpts|golden-cases|kinds|mistakes|one-mistake)\b/;

/** A time of this century in milliseconds since the epoch, or a date with a time of day as ISO 8601 writes it. */
const LITERAL_TIME = /\b[1-3]_?\d{3}_?\d{3}_?\d{3}_?\d{3}\b|\b20\d\d-\d\d-\d\dT\d\d/g;

test.each([
  ['ts: 1795510155262', 1],
  ['ts: 1_795_510_155_262 + index', 1],
  ["'2026-11-24T10:00:00Z'", 1],
  ['timeout: 60_000, id: 0123456789012, on: 2024-01-01', 0],
])('%s is recognized', (line, count) => {
  expect(line.match(LITERAL_TIME) ?? []).toHaveLength(count);
});

test('no test that runs on the machine’s clock has a literal time in it', () => {
  const files = FOLDERS.flatMap((folder) =>
    readdirSync(join(TESTS, folder)).map((name) => [folder, name] as const),
  );
  const own = files.filter(([, name]) => name.endsWith('.ts') && !ON_A_FIXED_CLOCK.test(name));
  expect(own.length).toBeGreaterThan(30);
  const found = own.flatMap(([folder, name]) =>
    [...readFileSync(join(TESTS, folder, name), 'utf8').matchAll(LITERAL_TIME)].map(
      ([literal]) => `${folder}/${name}: ${literal}: take it from helpers/now.ts`,
    ),
  );
  expect(found).toEqual([]);
});
