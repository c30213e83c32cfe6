import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** What each part may import, itself aside. `model`, `input` and `context` carry no behaviour of the layers above. */
const MAY_IMPORT: Record<string, string[]> = {
  model: [],
  input: ['model', 'context'],
  config: ['model', 'input', 'context', 'rules'],
  capture: ['model', 'input'],
  request: ['model', 'input', 'context', 'config', 'rules', 'capture'],
  rules: ['model'],
  client: ['model'],
  diagnosis: ['model', 'client'],
  report: ['model', 'input', 'context', 'client'],
  sandbox: ['model', 'rules'],
  commands: [
    'model',
    'input',
    'context',
    'config',
    'request',
    'rules',
    'client',
    'diagnosis',
    'report',
    'capture',
    'sandbox',
  ],
  cli: ['model', 'context', 'config', 'rules', 'report'],
  main: ['model', 'context', 'cli', 'commands', 'report'],
  context: [],
};

/** Type-only imports against the stream: shapes that a layer above owns and a layer below only names. */
const TYPES_ALLOWED = ['cli -> commands', 'cli -> request', 'commands -> cli', 'model -> client'];

/** Packages that only one part may import. */
const PACKAGES: Record<string, string> = {
  commander: 'cli',
  undici: 'client',
  cosmiconfig: 'config',
  chalk: 'report',
  hono: 'sandbox',
  '@hono/node-server': 'sandbox',
  yaml: 'input',
  'jsonc-parser': 'input',
  '@cfworker/json-schema': 'rules',
};

interface Source {
  name: string;
  part: string;
  text: string;
}

const sources: Source[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, part: partOf(name), text: readFileSync(join(SRC, name), 'utf8') }));

function partOf(name: string): string {
  return name.includes('/') ? (name.split('/')[0] ?? '') : name.replace(/\.ts$/, '');
}

function importsOf({ name, text }: Source): { target: string; typeOnly: boolean; local: boolean }[] {
  const found = [
    ...text.matchAll(/(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/g),
  ];
  return found.map((match) => {
    const target = match[2] ?? match[3] ?? '';
    const local = target.startsWith('.');
    const path = local ? join(name, '..', target) : target;
    return { target: local ? partOf(path) : target, typeOnly: match[1] !== undefined, local };
  });
}

describe('the direction of imports', () => {
  test.each(sources)('$name', (source) => {
    for (const { target, typeOnly, local } of importsOf(source)) {
      if (!local || target === source.part) continue;
      const allowed = (MAY_IMPORT[source.part] ?? []).includes(target);
      const asType = typeOnly && TYPES_ALLOWED.includes(`${source.part} -> ${target}`);
      expect(allowed || asType, `${source.name} imports ${target}`).toBe(true);
    }
  });

  test('covers every part', () => {
    expect([...new Set(sources.map(({ part }) => part))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });
});

describe('what only one place does', () => {
  test.each(Object.entries(PACKAGES))('%s is imported by %s alone', (name, part) => {
    const importers = sources.filter((source) =>
      importsOf(source).some(({ target }) => target === name || target.startsWith(`${name}/`)),
    );
    expect([...new Set(importers.map((source) => source.part))]).toEqual([part]);
  });

  test('only context.ts touches the process, and nobody logs to the console', () => {
    for (const { name, text } of sources) {
      const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
      if (name !== 'context.ts') expect(code, name).not.toMatch(/\bprocess\.|node:process/);
      expect(code, name).not.toMatch(/\bconsole\./);
    }
  });

  test('no file has grown past reading', () => {
    for (const { name, text } of sources) expect(text.split('\n').length, name).toBeLessThanOrEqual(270);
  });
});
