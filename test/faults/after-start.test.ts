import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Context, Sink } from '../../src/model/context.ts';
import { mediarc, startAt } from '../helpers/account.ts';
import { run } from '../helpers/cli.ts';
import { fakeContext } from '../helpers/context.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

// Row 105 of the fault matrix: whatever is thrown after a 201 was read, the session is not lost.

const CREATED = httpAnswer('201 Created', [
  'Location: /api/v1/sessions/abc',
  'Date: Tue, 24 Nov 2026 12:00:00 GMT',
]);

/** Throws at the n-th of the calls that come after the answer. */
class Saboteur {
  #left = Number.POSITIVE_INFINITY;
  #armed = false;
  struck: string | undefined;

  set(strikeAt: number): void {
    this.#left = strikeAt;
    this.#armed = false;
    this.struck = undefined;
  }

  arm(): void {
    this.#armed = true;
  }

  visit(what: string): void {
    if (!this.#armed || this.struck !== undefined) return;
    this.#left -= 1;
    if (this.#left > 0) return;
    this.struck = what;
    throw new TypeError(`on purpose, in ${what}`);
  }
}

const saboteur = new Saboteur();

/** Everything that a start loads for what comes after the answer. */
const SRC = new URL('../../src/', import.meta.url);
const MODULES = ['report', 'output', 'messages', 'diagnosis', 'commands/shared', 'body'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, SRC))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => `${folder}/${name}`),
);

/** The ID is read here, from nothing but status and Location. */
const READS_ID = ['diagnosis/verdict.ts'];

/** Told at the last with nothing but these, which are small enough to be looked through. */
const LAST = [
  'report/last-words.ts',
  'report/sanitize.ts',
  'output/deliver.ts',
  'output/progress.ts',
  'model/errors.ts',
  'model/limits.ts',
  'model/exit-codes.ts',
  'model/table.ts',
];

let main: typeof import('../../src/main.ts')['main'];

beforeAll(async () => {
  for (const path of MODULES.filter((each) => ![...READS_ID, ...LAST].includes(each))) {
    vi.doMock(new URL(path, SRC).pathname, async (importOriginal) => {
      const exports = await importOriginal<Record<string, unknown>>();
      return Object.fromEntries(
        Object.entries(exports).map(([name, value]) => [name, watched(`${path}: ${name}`, value)]),
      );
    });
  }
  ({ main } = await import('../../src/main.ts'));
});

afterAll(() => vi.doUnmock('../../src/main.ts'));

/** A function that the saboteur may make throw; classes are left alone. */
function watched(what: string, value: unknown): unknown {
  if (typeof value !== 'function' || /^class\b/.test(String(value))) return value;
  return new Proxy(value, {
    apply: (target, self, args) => {
      saboteur.visit(what);
      return Reflect.apply(target, self, args) as unknown;
    },
  });
}

/** A context whose every part may throw once the answer has come, the streams' writing included. */
function watchedContext(): ReturnType<typeof fakeContext> {
  const plain = fakeContext({ cwd: tempDirectory() });
  const sink = (name: string, inner: Sink): Sink => ({
    isTTY: false,
    columns: 80,
    get discarded() {
      saboteur.visit(`${name}.discarded`);
      return false;
    },
    write: (text) => {
      saboteur.visit(`${name}.write`);
      return inner.write(text);
    },
  });
  const streams: Partial<Context> = {
    stdout: sink('stdout', plain.stdout),
    stderr: sink('stderr', plain.stderr),
  };
  return new Proxy(plain, {
    get: (target, key: keyof typeof plain) => {
      if (key !== 'out' && key !== 'err') saboteur.visit(`context.${key}`);
      return key in streams ? streams[key as 'stdout'] : target[key];
    },
  });
}

/** Answers a start with 201; the saboteur may strike from the last of them on. */
async function armedServer(starts: number): Promise<string> {
  let answered = 0;
  const { url } = await rawServer({
    answer: (socket, request) => {
      if (/\/events /.test(request)) return void socket.end(httpAnswer('204 No Content'));
      answered += 1;
      if (answered === starts) saboteur.arm();
      socket.end(CREATED);
    },
  });
  return url;
}

/** Runs a start again and again, each time with a throw one call later, until none comes any more. */
async function everyThrow(
  args: (url: string) => string[],
  check: (result: { code: number; out: string; err: string; struck: string }) => void,
  starts = 1,
): Promise<string[]> {
  const struck: string[] = [];
  for (let at = 1; ; at += 1) {
    const url = await armedServer(starts);
    saboteur.set(at);
    const context = watchedContext();
    const code = await main(args(url), context);
    const { struck: where } = saboteur;
    if (where === undefined) return struck;
    struck.push(where);
    check({ code, out: context.out(), err: context.err(), struck: where });
  }
}

const MORE: [name: string, args: string[]][] = [
  ['start', []],
  ['start --end -v', ['--end', '-v']],
  ['start with reports', ['--har', 'a.har', '--junit', 'a.xml', '--dotenv', 'a.env', '--github']],
];

describe('a throw on purpose at every call after the answer', () => {
  test.each(MORE)(
    '%s: the ID is told, the exit code is 8, the bug is told beside it',
    async (_name, more) => {
      const struck = await everyThrow(
        (url) => startAt(url, ...more),
        ({ code, out, err, struck: where }) => {
          expect([where, out + err]).toEqual([where, expect.stringContaining('abc')]);
          expect([where, [0, 8]]).toEqual([where, expect.arrayContaining([code])]);
          if (code === 0) expect([where, out]).toEqual([where, 'abc\n']);
          else expect([where, err]).toEqual([where, expect.stringMatching(/Session abc was started/)]);
          expect([where, err]).not.toEqual([where, expect.stringMatching(/^\s+at /m)]);
        },
      );
      expect(struck.length).toBeGreaterThan(10);
    },
  );

  test.each(MORE)('%s --json: one document with the session', async (_name, more) => {
    await everyThrow(
      (url) => startAt(url, ...more, '--json'),
      ({ code, out, err, struck: where }) => {
        if (where === 'stdout.write') {
          expect([code, out, err]).toEqual([8, '', expect.stringContaining('abc')]);
          return;
        }
        const output = readJsonOutput({ code, stdout: out, stderr: '', signal: null, elapsed: 0 });
        expect([where, output.session?.id]).toEqual([where, 'abc']);
        expect([where, [0, 8]]).toEqual([where, expect.arrayContaining([code])]);
      },
    );
  });

  test('several profiles: each session is told', async () => {
    await everyThrow(
      (url) => {
        const cwd = tempDirectory({ 'config.json': mediarc(url, { profiles: { a: {}, b: {} } }) });
        return ['start', '--smoke', '--all-profiles', '--json', '--config', `${cwd}/config.json`];
      },
      ({ code, out, err, struck: where }) => {
        if (where === 'stdout.write') {
          expect([code, out, err]).toEqual([8, '', expect.stringContaining('abc')]);
          return;
        }
        const output = readJsonOutput({ code, stdout: out, stderr: '', signal: null, elapsed: 0 });
        const ids = output.runs?.filter((one) => one.session?.id === 'abc').map(({ profile }) => profile);
        expect([where, ids?.sort()]).toEqual([where, ['a', 'b']]);
        expect([where, [0, 8]]).toEqual([where, expect.arrayContaining([code])]);
      },
      2,
    );
  });
});

/** Loaded before the program; strikes within it once the head of an answer has come. */
const BOMBS: [name: string, strike: string][] = [
  ['in the diagnosis', 'Date.now = () => { throw new Error("on purpose"); }'],
  ['where nobody can catch it', 'process.nextTick(() => { throw new Error("on purpose"); })'],
  ['in a promise that nobody waits for', 'void Promise.reject(new Error("on purpose"))'],
];

test.each(BOMBS)('the binary, thrown %s', async (_name, strike) => {
  const url = await armedServer(1);
  const cwd = tempDirectory({
    'bomb.cjs': `require('node:diagnostics_channel').subscribe('undici:request:headers', () => { ${strike}; });`,
  });
  const env = { NODE_OPTIONS: `--require ${cwd}/bomb.cjs` };
  const text = await run(startAt(url, '--end'), { cwd, env });
  expect(text.stdout).toBe('abc\n');
  expect(text.stderr).toMatch(
    /^error(?:\[[a-z-]+\])?: Session abc was started, but then media-session failed: .*on purpose/,
  );
  expect(text.stderr).not.toMatch(/^\s+at /m);
  expect(text.code).toBe(8);
  const output = readJsonOutput(await run(startAt(await armedServer(1), '--end', '--json'), { cwd, env }));
  expect([output.session?.id, output.exitCode, output.error?.code]).toEqual([
    'abc',
    8,
    'internal-after-start',
  ]);
});

test('the binary, without a session: one line, and exit 1', async () => {
  const cwd = tempDirectory({ 'bomb.cjs': 'Date.now = () => { throw new Error("on purpose"); }' });
  const env = { NODE_OPTIONS: `--require ${cwd}/bomb.cjs` };
  const outcome = await run(startAt('http://127.0.0.1:9'), { cwd, env });
  expect(outcome.stderr).toMatch(/^error(?:\[[a-z-]+\])?: This is a bug in media-session: Error: on purpose/);
  expect([outcome.code, outcome.stdout]).toEqual([1, '']);
});
