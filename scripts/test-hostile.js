// Runs the e2e project once where everything is unlike the machine it was written on: the clock 400 days ahead, HOME
// unset, under a path with a space and letters beyond ASCII, as a user who is not root. More of vitest's arguments may
// follow; they replace the project: npm run test:hostile -- --project cli
// libfaketime is preloaded rather than a clock of JavaScript's, because OpenSSL and npm have to see the same time.
import { spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const AHEAD = '+400d';
/** The user and group `nobody`. */
const NOBODY = 65_534;
/** What a checkout holds besides the files of git, and the tests make again or do without. */
const LEFT_OUT = ['.git', 'coverage', join('node_modules', '.nodes'), join('node_modules', '.vite')];

const isRoot = process.getuid?.() === 0;

function copyTo(place) {
  const left = new Set(LEFT_OUT.map((name) => join(ROOT, name)));
  cpSync(ROOT, place, {
    recursive: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
    filter: (path) => !left.has(path),
  });
}

function giveTo(user, place) {
  chownSync(place, user, user);
  for (const entry of readdirSync(place, { recursive: true })) {
    const path = join(place, entry);
    if (!lstatSync(path).isSymbolicLink()) chownSync(path, user, user);
  }
}

/** Throws with what to do unless a program can be started. */
function need(program, debian) {
  if (spawnSync(program, ['--version']).error)
    throw new Error(`${program} is not installed (Debian: apt-get install ${debian})`);
}

/** Runs Node in the copy, with a faked clock, and returns its exit code. */
function runNode(cwd, args, env) {
  // The user changes first: whoever fakes the clock shares memory with its children.
  const user = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'] : [];
  const clock = ['faketime', '--exclude-monotonic', '-f', AHEAD];
  const [program, ...rest] = [...user, ...clock, process.execPath, ...args];
  return spawnSync(program, rest, { cwd, env, stdio: 'inherit' }).status ?? 1;
}

/** Throws unless the Node that runs the tests sees the time that they are to see. */
function checkClock(place, env) {
  const least = Date.now() + 399 * 24 * 60 * 60 * 1000;
  if (runNode(place, ['-e', `process.exitCode = Date.now() > ${least} ? 0 : 1`], env) !== 0)
    throw new Error(`${process.execPath} does not see the faked clock`);
}

/** Returns the exit code of vitest. */
function testIn(temp) {
  need('faketime', 'faketime');
  if (isRoot) need('setpriv', 'util-linux');
  const place = join(temp, 'größe ü pfad');
  const scratch = join(temp, 'tmp ü dir');
  copyTo(place);
  mkdirSync(scratch);
  if (isRoot) giveTo(NOBODY, temp);
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', TMPDIR: scratch };
  checkClock(place, env);
  const more = process.argv.slice(2);
  const args = more.length > 0 ? more : ['--project', 'e2e'];
  return runNode(place, ['node_modules/vitest/vitest.mjs', 'run', ...args], env);
}

const temp = realpathSync(mkdtempSync(join(tmpdir(), 'media-session-hostile-')));
try {
  process.exitCode = testIn(temp);
} catch (error) {
  process.stderr.write(`test:hostile: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
