import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../src/model/event-types.ts';
import { builtinNames, DEFAULT_SCENARIO } from '../../src/scenario/builtin.ts';
import { cleanEnvironment } from '../helpers/cli.ts';
import { tempDirectory } from '../helpers/temp.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The files of the bundle. */
const BUNDLE = readdirSync(join(ROOT, 'dist')).filter((name) => name.endsWith('.cjs'));

const SCENARIOS = [DEFAULT_SCENARIO, ...builtinNames().map(({ name }) => name)].sort();

/** What the package holds. */
const FILES = [
  '.mediarc.example',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'bin/compile-cache.js',
  'bin/media-session.js',
  'bin/package.json',
  'dist/THIRD-PARTY-LICENSES.txt',
  ...BUNDLE.map((name) => `dist/${name}`),
  ...SCENARIOS.map((name) => `dist/scenarios/${name}.yaml`),
  ...EVENT_TYPES.map((name) => `dist/schemas/${name}.json`),
  'dist/page/app.css',
  'dist/page/app.js',
  'dist/page/inspector.html',
  'package.json',
  'schemas/mediarc.schema.json',
  'schemas/output.schema.json',
  'schemas/sandbox.schema.json',
  'schemas/scenario.schema.json',
];
/** Bytes, with about 10 % of room: whoever needs more has looked at what was added. */
const MOST = { packed: 620_000, unpacked: 2_600_000 };

const SESSION_ID = /^[0-9a-f]{64}\n$/;

interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

let packed: Packed;
let tarball: string;
let installed: string;
const temp = realpathSync(mkdtempSync(join(tmpdir(), 'media-session-package-')));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** Runs a program with a home, and so an npm cache, that is empty. */
function run(
  command: string,
  args: string[],
  cwd: string,
): { status: number | null; out: string; err: string } {
  const env = cleanEnvironment(mkdtempSync(join(temp, 'home-')));
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

function succeed(command: string, args: string[], cwd: string): string {
  const { status, out, err } = run(command, args, cwd);
  expect([status, status === 0 ? '' : err]).toEqual([0, '']);
  return out;
}

/** A copy of the clone as git has it, so that packing must build, and cannot disturb the tests beside this one. */
function freshCopy(): string {
  const copy = join(temp, 'clone');
  const left = ['.git', 'node_modules', 'dist', 'coverage'].map((name) => join(ROOT, name));
  cpSync(ROOT, copy, { recursive: true, filter: (path) => !left.includes(path) });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  // Older than what is installed: nothing is to be installed through the link.
  utimesSync(join(copy, 'package-lock.json'), 0, 0);
  return copy;
}

beforeAll(() => {
  const copy = freshCopy();
  // npm 12 prints an object by the packages' names; earlier versions print an array.
  [packed] = Object.values(JSON.parse(succeed('npm', ['pack', '--json', '--offline'], copy))) as [Packed];
  tarball = join(copy, packed.filename);
  installed = join(temp, 'installed');
  mkdirSync(installed);
  succeed(
    'npm',
    ['install', '--offline', '--ignore-scripts', '--no-audit', '--prefix', installed, tarball],
    installed,
  );
});

test('holds what runs, and nothing else', () => {
  const paths = packed.files.map(({ path }) => path);
  expect([...paths].sort()).toEqual([...FILES].sort());
});

test('is not larger than it was', () => {
  expect(packed.size).toBeLessThan(MOST.packed);
  expect(packed.unpackedSize).toBeLessThan(MOST.unpacked);
});

test('has the licence of every package whose code it holds', () => {
  const text = readFileSync(
    join(installed, 'node_modules/media-session/dist/THIRD-PARTY-LICENSES.txt'),
    'utf8',
  );
  const titles = [...text.matchAll(/^-{80}\n(\S+) (\d\S*) \(.+\)\n\n/gm)].map(([, name]) => name);
  // One of ours, one that another brings along, one that ships no text itself.
  expect(titles).toEqual(expect.arrayContaining(['undici', 'asn1js', '@cfworker/json-schema']));
  expect(titles).not.toContain('vitest');
  expect(text.match(/copyright/gi)?.length).toBeGreaterThan(titles.length);
});

test('a package without a text of its licence cannot be built in', async () => {
  const { licences } = await import(new URL('../../scripts/licences.js', import.meta.url).href);
  const root = tempDirectory({ 'node_modules/@a/b/package.json': '{"name":"@a/b","version":"1.0.0"}' });
  const built = (renderedLength: number): string => {
    const bundle = {
      'main.cjs': { modules: { [`${root}/node_modules/@a/b/lib/index.js`]: { renderedLength } } },
    };
    const emitted: string[] = [];
    const emitFile = ({ source }: { source: string }): number => emitted.push(source);
    licences.generateBundle.call({ emitFile }, {}, bundle);
    return emitted.join();
  };
  expect(() => built(1)).toThrow('@a/b 1.0.0 is in the bundle');
  expect(built(0)).not.toContain('@a/b');
  writeFileSync(join(root, 'node_modules/@a/b/LICENCE.md'), 'Do as you like.');
  expect(built(1)).toContain('Do as you like.');
});

test('publint has nothing to say', async () => {
  const bytes = new Uint8Array(readFileSync(tarball));
  const { messages } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  expect(messages).toEqual([]);
});

test('brings no other package along', () => {
  const names = readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(names).toEqual(['media-session']);
  expect(existsSync(join(installed, 'node_modules/media-session/node_modules'))).toBe(false);
});

test('starts a session from where it was installed', () => {
  const command = join(installed, 'node_modules/.bin/media-session');
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(succeed(command, ['--version'], installed)).toBe(`${version}\n`);
  expect(succeed(command, ['start', '--sandbox', '--smoke'], installed)).toMatch(SESSION_ID);
});

test('reads a config file and checks a body from where it was installed', () => {
  const command = join(installed, 'node_modules/.bin/media-session');
  writeFileSync(join(installed, '.mediarc'), 'endpoint: 127.0.0.1:9\n');
  expect(succeed(command, ['config', 'show'], installed)).toContain('127.0.0.1:9');
  const play = { eventType: 'play', playerTime: { playhead: 0, ts: Date.now() } };
  writeFileSync(join(installed, 'play.json'), JSON.stringify(play));
  const { status, err } = run(command, ['check', 'play.json'], installed);
  expect([status, err]).toEqual([0, '']);
});

test('npx runs it without installing it', () => {
  const args = ['--offline', '--yes', '--package', tarball, 'media-session', '--version'];
  expect(succeed('npx', args, mkdtempSync(join(temp, 'npx-')))).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('promises no API: only its schemas and its package.json can be imported', () => {
  const load = (name: string): number | null =>
    run(process.execPath, ['--input-type=module', '-e', `import.meta.resolve('${name}')`], installed).status;
  expect(load('media-session/schemas/output.schema.json')).toBe(0);
  expect(load('media-session/package.json')).toBe(0);
  expect(load('media-session')).not.toBe(0);
  expect(load('media-session/dist/main.cjs')).not.toBe(0);
});
