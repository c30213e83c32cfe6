import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../../src/', import.meta.url));

function files(): string[] {
  const names = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts'));
}

test('only discover.ts imports cosmiconfig, lazily, and creates it inside inDirectory', () => {
  const importers = files().filter((name) =>
    /['"]cosmiconfig['"]/.test(readFileSync(join(SOURCE, name), 'utf8')),
  );
  expect(importers).toEqual([join('config', 'discover.ts')]);
  const text = readFileSync(join(SOURCE, 'config', 'discover.ts'), 'utf8');
  // The type import is erased; what remains is one dynamic import and one guarded call.
  expect(text.match(/from 'cosmiconfig'/g)).toEqual(["from 'cosmiconfig'"]);
  expect(text).toMatch(/import type \{[^}]*\} from 'cosmiconfig'/);
  expect(text).toContain("await import('cosmiconfig')");
  expect(text.match(/cosmiconfigSync\(/g)).toHaveLength(1);
  expect(text).toMatch(/context\.inDirectory\(\w+, \(\) => cosmiconfigSync\(/);
});

test('the directory it is created in holds no configuration for cosmiconfig', () => {
  const here = readdirSync(join(SOURCE, 'config'));
  for (const name of ['package.json', 'package.yaml', '.config']) expect(here).not.toContain(name);
});

test('nothing in src/config or src/parse loads code that it was not built with', () => {
  for (const name of files().filter((file) => /^(config|input)/.test(file))) {
    const text = readFileSync(join(SOURCE, name), 'utf8');
    expect(text, name).not.toMatch(/\b(require|createRequire|eval|Function)\(/);
    for (const [, target] of text.matchAll(/\bimport\(([^)]+)\)/g))
      expect(target, name).toMatch(/^'(node:net|cosmiconfig|yaml|\.\.\/parse\/parse-yaml\.ts)'$/);
  }
});
