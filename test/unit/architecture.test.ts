import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  folderOf,
  importsOf,
  isPackage,
  packageOf,
  ROOT,
  resolved,
  SOURCES,
  type Source,
  withoutComments,
} from '../helpers/sources.ts';

/**
 * What each folder of src may import, types included: only folders that stand before it here, so that there can be no circle
 * between them. `model` is the data that everybody names, and imports nothing.
 */
const MAY_LOAD: Record<string, string[]> = {
  model: [],
  // The rules and numbers of a session: pure, from whatever source its events come.
  session: ['model'],
  // All words are put together of data alone, so nothing else is needed for them.
  messages: ['model'],
  parse: ['model'],
  rules: ['model'],
  client: ['model'],
  capture: ['model', 'parse'],
  // What is played, and when: pure, but for the files of the built-in scenarios.
  scenario: ['model', 'session', 'parse', 'rules'],
  config: ['model', 'parse', 'rules'],
  body: ['model', 'parse', 'rules', 'capture', 'config'],
  // The rule for session IDs stands with the code that reads them.
  diagnosis: ['model', 'rules', 'client'],
  report: ['model', 'messages'],
  // Runs in browsers: data in, DOM out.
  page: ['model', 'messages'],
  output: ['model', 'parse', 'messages', 'report'],
  // It judges what it receives by the same rules, and tells of it in the same words.
  sandbox: [
    'model',
    'session',
    'messages',
    'parse',
    'rules',
    'capture',
    'config',
    'diagnosis',
    'report',
    'output',
  ],
  // Options are drawn from the tables of settings and params, and give what the rooms behind them take.
  cli: ['model', 'rules', 'config', 'body', 'messages'],
  // The commands are the one place where all stages meet.
  commands: [
    'model',
    'session',
    'parse',
    'rules',
    'client',
    'capture',
    'scenario',
    'sandbox',
    'config',
    'body',
    'diagnosis',
    'messages',
    'report',
    'output',
    'cli',
  ],
  context: ['model'],
  main: ['model', 'config', 'output', 'cli', 'commands', 'context'],
};

/** The one folder, or two, that may use a package. Every package in use is here, and none that is not. */
const PACKAGES: Record<string, string[]> = {
  '@cfworker/json-schema': ['rules'],
  '@hono/node-server': ['sandbox'],
  chalk: ['report'],
  commander: ['cli'],
  cosmiconfig: ['config'],
  'get-east-asian-width': ['report'],
  hono: ['sandbox'],
  'jsonc-parser': ['parse'],
  leven: ['rules'],
  preact: ['page'],
  selfsigned: ['sandbox'],
  undici: ['client'],
  yaml: ['parse'],
};

/** The one import from outside src: data, and the only place of the version. */
const VERSION = 'context.ts -> ../package.json';

/** Longer files are split. */
const MAX_LINES = 260;

/** Every import between folders that the given tables forbid, as `path -> target`. */
function forbidden(source: Source): string[] {
  return source.imports
    .filter(({ target }) => target.startsWith('.') && `${source.path} -> ${target}` !== VERSION)
    .filter(({ target }) => {
      const other = folderOf(resolved(source, target));
      return other !== source.folder && !MAY_LOAD[source.folder]?.includes(other);
    })
    .map(({ target }) => `${source.path} -> ${target}`);
}

/** Every circle of imports, as the files on the way around it. */
function circlesIn(next: ReadonlyMap<string, readonly string[]>): string[] {
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) circles.push([...way.slice(at), path].join(' -> '));
    if (at >= 0 || done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...way, path]);
    done.add(path);
  };
  for (const path of next.keys()) visit(path, []);
  return circles;
}

/** Paths of the files other than `except` whose code matches. */
function filesWith(pattern: RegExp, ...except: string[]): string[] {
  return SOURCES.filter(({ path, code }) => !except.includes(path) && pattern.test(code)).map(
    ({ path }) => path,
  );
}

describe('the reader of sources', () => {
  test('finds every kind of import', () => {
    const code = withoutComments(
      [
        "import a from './a.ts';",
        "import type { B } from './b.ts';",
        "import {\n  c,\n} from './c.ts';",
        "export { d } from './d.ts'; // import x from './no.ts';",
        "/* import x from './no.ts'; */ const e = await import('./e.ts');",
        "type F = typeof import('./f.ts');",
        "const url = 'https://example.com'; import g from './g.json' with { type: 'json' };",
        'await import(name);',
      ].join('\n'),
    );
    expect(importsOf(code)).toEqual([
      { target: './a.ts', typeOnly: false },
      { target: './b.ts', typeOnly: true },
      { target: './c.ts', typeOnly: false },
      { target: './d.ts', typeOnly: false },
      { target: './e.ts', typeOnly: false },
      { target: './f.ts', typeOnly: true },
      { target: './g.json', typeOnly: false },
      { target: 'not a literal: name', typeOnly: false },
    ]);
  });

  test('sees the whole program', () => {
    expect(SOURCES.length).toBeGreaterThan(80);
    expect(SOURCES.flatMap(({ imports }) => imports).length).toBeGreaterThan(300);
    const literal = ({ target }: { target: string }): boolean => !target.startsWith('not a literal');
    expect(SOURCES.flatMap(({ imports }) => imports).filter((one) => !literal(one))).toEqual([]);
  });
});

describe('direction of imports', () => {
  test('every folder is in the table, and the table names only folders', () => {
    const folders = new Set(SOURCES.map(({ folder }) => folder));
    expect([...folders].sort()).toEqual(Object.keys(MAY_LOAD).sort());
  });

  test('the table itself has no way back: each folder loads only those that stand before it', () => {
    const order = Object.keys(MAY_LOAD);
    for (const [folder, names] of Object.entries(MAY_LOAD)) {
      for (const name of names) expect([folder, order.indexOf(name)]).not.toEqual([folder, -1]);
      const later = names.filter((name) => order.indexOf(name) >= order.indexOf(folder));
      expect([folder, later]).toEqual([folder, []]);
    }
  });

  test('docs/architecture.md shows the same table', () => {
    const text = readFileSync(join(ROOT, 'docs', 'architecture.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `(\w+)(?:\/|\.ts)` \| .* \| ([^|]+) \|$/gm)];
    const [last, lists] = [rows.at(-1)?.[2], rows.slice(0, -1)];
    const shown = lists.map(([, folder = '', list = '']): [string, string[]] => [
      folder,
      list === 'nothing' ? [] : list.split(', ').sort(),
    ]);
    const { commands = [], ...others } = MAY_LOAD;
    const allowed = Object.entries(others).map(([folder, names]) => [folder, [...names].sort()]);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(allowed));
    const all = Object.keys(MAY_LOAD).filter(
      (name) => !['page', 'context', 'main', 'commands'].includes(name),
    );
    expect([last, [...commands].sort()]).toEqual(['all of these but page, context and main', all.sort()]);
  });

  test('nobody imports what the table does not allow', () => {
    expect(SOURCES.flatMap(forbidden)).toEqual([]);
  });

  test('nobody imports from outside src, but for the version in package.json', () => {
    const out = SOURCES.flatMap((source) =>
      source.imports
        .filter(({ target }) => target.startsWith('.') && resolved(source, target).startsWith('..'))
        .map(({ target }) => `${source.path} -> ${target}`),
    );
    expect(out).toEqual([VERSION]);
  });

  test('no file comes back to itself, types included', () => {
    const next = new Map(
      SOURCES.map((source) => [
        source.path,
        source.imports.map(({ target }) => resolved(source, target)).filter((path) => /\.tsx?$/.test(path)),
      ]),
    );
    expect(circlesIn(next)).toEqual([]);
    expect(
      circlesIn(
        new Map([
          ['a.ts', ['b.ts']],
          ['b.ts', ['c.ts']],
          ['c.ts', ['a.ts']],
        ]),
      ),
    ).toEqual(['a.ts -> b.ts -> c.ts -> a.ts']);
  });

  test('a command is loaded only when it is called', () => {
    const table = SOURCES.find(({ path }) => path === 'commands/index.ts');
    const statically = [...(table?.code.matchAll(/\bimport (?!type )[^']*'([^']+)'/g) ?? [])];
    expect(statically).toEqual([]);
    expect(table?.imports.length).toBeGreaterThan(9);
  });
});

/** Sources and packages that are loaded when these sources are: static imports, and what those import. */
function loadedWith(...paths: string[]): { packages: Set<string>; sources: string[] } {
  const packages = new Set<string>();
  const queue = [...paths];
  for (const path of queue) {
    const source = SOURCES.find((one) => one.path === path);
    for (const [, target = ''] of source?.code.matchAll(
      /\b(?:im|ex)port\s+(?!type\b)[^;]*?from '([^']+)'/g,
    ) ?? []) {
      if (isPackage(target)) packages.add(packageOf(target));
      const next = source && target.startsWith('.') ? resolved(source, target) : path;
      if (!queue.includes(next)) queue.push(next);
    }
  }
  return { packages, sources: queue };
}

test('what TAB waits for is light: no HTTP client, no server, no reader of YAML', () => {
  expect([...loadedWith('main.ts', 'commands/completion/answer.ts').packages].sort()).toEqual([
    'commander',
    'jsonc-parser',
    'leven',
  ]);
  expect(loadedWith('sandbox/server.ts').packages).toContain('hono');
});

test('a command that is given a body loads no reader of captures', () => {
  const files = SOURCES.map(({ path }) => path);
  const commands = files.filter(
    (path) => /^commands\/(?:check|end|event|start)\//.test(path) || path === 'commands/start.ts',
  );
  expect(commands.length).toBeGreaterThan(5);
  const { sources } = loadedWith(...commands, 'body/build.ts', 'body/batch.ts');
  expect(sources).toContain('body/given.ts');
  expect(sources.filter((path) => path.startsWith('capture/'))).toEqual(['capture/ndjson.ts']);
});

describe('who may use what', () => {
  test('each package has its place', () => {
    const used = SOURCES.flatMap(({ path, folder, imports }) =>
      imports
        .filter(({ target }) => isPackage(target))
        .map(({ target }) => ({ path, folder, name: packageOf(target) })),
    );
    expect(used.filter(({ folder, name }) => !PACKAGES[name]?.includes(folder))).toEqual([]);
    expect([...new Set(used.map(({ name }) => name))].sort()).toEqual(Object.keys(PACKAGES).sort());
  });

  test('every package is built into the bundle, so that an install brings none along', () => {
    const { devDependencies, ...manifest } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(Object.keys(PACKAGES)));
    expect(Object.keys(manifest).filter((key) => /dependencies$/i.test(key))).toEqual([]);
  });

  test('what is heavy is loaded only when it is used', () => {
    const heavy = ['cosmiconfig', 'yaml', 'chalk'];
    const eager = SOURCES.flatMap(({ path, code }) =>
      [...code.matchAll(/\bimport\s+(?!type\b)[^;]*?from '([^']+)'/g)]
        .filter(([, target]) => heavy.includes(target ?? ''))
        .map(([, target]) => `${path} -> ${target}`),
    );
    expect(eager).toEqual([]);
  });

  test('only context.ts touches the process', () => {
    const own = ['context.ts', 'model/process.ts'];
    // The text that the second process of a look-up runs.
    expect(filesWith(/\bprocess\s*[.[?]|'node:process'|'process'/, ...own)).toEqual(['client/lookup.ts']);
    expect(filesWith(/\bconsole\s*\./)).toEqual([]);
    expect(filesWith(/\.exit\(/, 'context.ts')).toEqual([]);
    expect(filesWith(/\bprocess\./, 'client/lookup.ts').sort()).toEqual(own);
  });

  test('URLs are read by urlOf, which knows what URL.canParse gets wrong', () => {
    expect(filesWith(/canParse\(/)).toEqual([]);
  });

  test('a table for texts of others is made by table(), so that it inherits nothing', () => {
    expect(filesWith(/\bconst \w+: (?:Readonly<)?Record<(?:string|number),.*> = \{/)).toEqual([]);
    expect(filesWith(/\[[^\]\n]* as keyof typeof \w+\]/)).toEqual([]);
    expect(filesWith(/\btable(?:<.*>)?\(\{/).length).toBeGreaterThan(20);
  });

  test('JSON of others is read within limits: what is exempt looks at the outermost value only, or reads our own', () => {
    const exempt = [
      'config/discover.ts',
      'rules/bundled-schema.ts',
      'page/main.tsx',
      'page/inspector/server.ts',
    ];
    expect(filesWith(/JSON\.parse\(/, ...exempt)).toEqual(['model/json-text.ts']);
  });

  test('nothing runs a program or evaluates text', () => {
    // The look-up that can be killed, and the clock for schemas: each runs a text of its own that never changes.
    // And the one command that the user names after `sandbox --check --`.
    const own = ['client/lookup.ts', 'rules/budget.ts', 'commands/sandbox/child.ts'];
    expect(filesWith(/child_process|worker_threads|'node:vm'|\beval\(|new Function\(/, ...own)).toEqual([]);
  });
});

test(`no file has more than ${MAX_LINES} lines`, () => {
  const long = SOURCES.filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES);
  expect(long.map(({ path }) => path)).toEqual([]);
});
