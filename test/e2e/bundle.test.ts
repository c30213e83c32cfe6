import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startAt } from '../helpers/account.js';
import { run } from '../helpers/cli.js';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
const LISTS_LOADED = fileURLToPath(new URL('../fixtures/loaded-files.cjs', import.meta.url));
const FILES = readdirSync(DIST).filter((file) => file.endsWith('.cjs'));
const textOf = (file: string): string => readFileSync(join(DIST, file), 'utf8');

test("no assertion of a package is Node's own, for whose message Node 20 parses the whole bundle", () => {
  const found = FILES.flatMap((file) =>
    [...textOf(file).matchAll(/require\(["'`](?:node:)?assert["'`]\)|\bassert\d*\.\w+/g)].map(
      ([what]) => `${file}: ${what}`,
    ),
  );
  expect(found).toEqual([]);
});

test('every file is loaded by another, from the first one on', () => {
  const reached = new Set(['main.cjs']);
  for (const file of reached) {
    for (const [, next = ''] of textOf(file).matchAll(/require\(["'`]\.\/([\w.-]+)["'`]\)/g))
      reached.add(next);
  }
  expect([...reached].sort()).toEqual([...FILES].sort());
});

test.each([
  { args: ['--version'] },
  { args: ['start', '--help'] },
  { args: [...startAt('http://127.0.0.1:9'), '--no-config', '--dry-run'] },
  { args: ['check', '--body', '-'], stdin: '{"eventType":"ping"}' },
])('what is heavy is loaded by no run that does not need it: $args', async ({ args, stdin }) => {
  const heavy = ['undici', 'yaml', 'server', 'chalk', 'cosmiconfig', 'certificate', 'capture'];
  // Only `check` looks at sessions, too.
  if (args[0] !== 'check') heavy.push('session');
  expect(FILES).toEqual(expect.arrayContaining(heavy.map((name) => `${name}.cjs`)));
  const { stderr } = await run(args, {
    stdin: stdin ?? '',
    env: { NODE_OPTIONS: `--require=${JSON.stringify(LISTS_LOADED)}` },
  });
  const loaded = /^loaded: (.*)$/m.exec(stderr)?.[1]?.split(' ') ?? [];
  expect(loaded).toContain('main');
  expect(loaded.filter((name) => heavy.includes(name))).toEqual([]);
});
