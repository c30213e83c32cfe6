import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * What each folder of src may import, types included: only folders that stand before it here, so that there can be no circle
 * between them. `model` is the data that everybody names, and imports nothing.
 */
const MAY_LOAD: Record<string, string[]> = {
  model: [],
  parse: ['model'],
  rules: ['model'],
  // The rules and numbers of a session: pure, from whatever source its events come.
  session: ['model'],
  client: ['model'],
  capture: ['model', 'parse'],
  sandbox: ['model', 'rules'],
  config: ['model', 'parse', 'rules'],
  body: ['model', 'parse', 'rules', 'capture', 'config'],
  // The rule for session IDs stands with the code that reads them.
  diagnosis: ['model', 'rules', 'client'],
  // Only the types of what a session's findings hold.
  messages: ['model', 'session'],
  report: ['model', 'messages'],
  output: ['model', 'parse', 'messages', 'report'],
  // Options are drawn from the tables of settings and params, and give what the rooms behind them take.
  cli: ['model', 'rules', 'config', 'body', 'messages'],
  // The commands are the one place where all stages meet.
  commands: [
    'model',
    'parse',
    'rules',
    'client',
    'capture',
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
  hono: ['sandbox'],
  'jsonc-parser': ['parse'],
  leven: ['rules'],
  selfsigned: ['sandbox'],
  undici: ['client'],
  yaml: ['parse'],
};

/** The one import from outside src: data, and the only place of the version. */
const VERSION = 'context.ts -> ../package.json';

/** Longer files are split. */
const MAX_LINES = 260;

interface Source {
  /** Path below src. */
  path: string;
  /** First part of the path; a file directly in src is a folder of its own. */
  folder: string;
  text: string;
  /** The text without comments. */
  code: string;
  imports: { target: string; typeOnly: boolean }[];
}

/** Static and dynamic imports, and re-exports. A template or variable as target is no literal and fails below. */
const IMPORT =
  /\b(import|export)\s+(type\s+)?[^'"`;()]*?\bfrom\s*'([^']+)'|\b(typeof\s+)?import\(\s*([^)]*?)\s*\)/g;

function importsOf(code: string): Source['imports'] {
  return [...code.matchAll(IMPORT)].map(([, , type, from, typeOf, argument]) => ({
    target: from ?? /^'([^']+)'$/.exec(argument ?? '')?.[1] ?? `not a literal: ${argument}`,
    typeOnly: type !== undefined || typeOf !== undefined,
  }));
}

/** Comments become blanks; what stands in a text is left alone. */
function withoutComments(text: string): string {
  const token = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\*[\s\S]*?\*\/|(?<![:\\/'"`\w])\/\/[^\n]*/g;
  return text.replace(token, (match) => (match.startsWith('/') ? match.replace(/[^\n]/g, ' ') : match));
}

const SOURCES: Source[] = (readdirSync(join(ROOT, 'src'), { recursive: true }) as string[])
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.replaceAll('\\', '/'))
  .map((path) => {
    const text = readFileSync(join(ROOT, 'src', path), 'utf8');
    const code = withoutComments(text);
    return { path, folder: folderOf(path), text, code, imports: importsOf(code) };
  });

function folderOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '');
}

/** The path below src that a relative import leads to; it begins with `..` when it leads out. */
function resolved(source: Source, target: string): string {
  return join(source.path, '..', target).replaceAll('\\', '/');
}

function isPackage(target: string): boolean {
  return !target.startsWith('.') && !target.startsWith('node:');
}

function packageOf(target: string): string {
  return target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/');
}

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
        source.imports.map(({ target }) => resolved(source, target)).filter((path) => path.endsWith('.ts')),
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

/** Packages that are loaded when these sources are: static imports, and what those import. */
function loadedWith(...paths: string[]): Set<string> {
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
  return packages;
}

test('what TAB waits for is light: no HTTP client, no server, no reader of YAML', () => {
  expect([...loadedWith('main.ts', 'commands/completion/answer.ts')].sort()).toEqual([
    'commander',
    'jsonc-parser',
    'leven',
  ]);
  expect(loadedWith('sandbox/server.ts')).toContain('hono');
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
    expect(filesWith(/\bprocess\s*[.[?]|'node:process'|'process'/, 'context.ts')).toEqual([]);
    expect(filesWith(/\bconsole\s*\./)).toEqual([]);
    expect(filesWith(/\.exit\(/, 'context.ts')).toEqual([]);
    expect(filesWith(/\bprocess\./)).toEqual(['context.ts']);
  });

  test('URLs are read by urlOf, which knows what URL.canParse gets wrong', () => {
    expect(filesWith(/canParse\(/)).toEqual([]);
  });

  test('nothing runs a program or evaluates text', () => {
    expect(filesWith(/child_process|worker_threads|'node:vm'|\beval\(|new Function\(/)).toEqual([]);
  });
});

test(`no file has more than ${MAX_LINES} lines`, () => {
  const long = SOURCES.filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES);
  expect(long.map(({ path }) => path)).toEqual([]);
});
