import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DIST = fileURLToPath(new URL('../../dist', import.meta.url));
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

test('what is heavy stands in files of its own, which no other loads before it is needed', () => {
  const heavy = ['undici', 'yaml', 'server', 'chalk', 'cosmiconfig', 'certificate'];
  expect(FILES).toEqual(expect.arrayContaining(heavy.map((name) => `${name}.cjs`)));
  const eager = ['main.cjs', 'common.cjs', 'start.cjs', 'check.cjs'].flatMap((file) =>
    [...textOf(file).matchAll(/(?<!=>)require\(["`]\.\/([\w-]+)\.cjs["`]\)/g)].map(([, name = '']) => name),
  );
  expect(eager).toContain('common');
  expect(eager.filter((name) => heavy.includes(name))).toEqual([]);
});
