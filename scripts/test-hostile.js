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

/** Runs Node in the copy, as the user and with the clock of this pass, and returns its exit code. */
function runNode({ place, env, clock }, args) {
  // The user changes first: what fakes the clock shares memory with its children.
  const user = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'] : [];
  const [program, ...rest] = [...user, ...clock, process.execPath, ...args];
  const { status, error } = spawnSync(program, rest, { cwd: place, env, stdio: 'inherit' });
  if (error) throw new Error(`cannot run ${program}: ${error.message}`);
  return status ?? 1;
}

/** Throws unless the Node that runs the tests can read the copy, and sees the time that the tests are to see. */
function check(pass) {
  const read = ['-e', 'fs.readdirSync(process.cwd())'];
  if (runNode({ ...pass, clock: [] }, read) !== 0)
    throw new Error(`the user of this pass may not run ${process.execPath}, or not read ${pass.place}`);
  const least = Date.now() + 399 * 24 * 60 * 60 * 1000;
  const ahead = ['-e', `process.exitCode = Date.now() > ${least} ? 0 : 1`];
  if (pass.clock.length > 0 && runNode(pass, ahead) !== 0)
    throw new Error(`${process.execPath} does not see the faked clock`);
}

/** Returns the exit code of vitest. */
function testIn(temp, clock) {
  const place = join(temp, 'größe ü pfad');
  const scratch = join(temp, 'tmp ü dir');
  copyTo(place);
  mkdirSync(scratch);
  if (isRoot) giveTo(NOBODY, temp);
  const pass = { place, clock, env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TMPDIR: scratch } };
  check(pass);
  const more = process.argv.slice(2);
  return runNode(pass, [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...(more.length > 0 ? more : ['--project', 'e2e']),
  ]);
}

const hasFaketime = spawnSync('faketime', ['--version']).error === undefined;
const temp = realpathSync(mkdtempSync(join(tmpdir(), 'media-session-hostile-')));
try {
  process.exitCode = testIn(temp, hasFaketime ? ['faketime', '--exclude-monotonic', '-f', AHEAD] : []);
} catch (error) {
  process.stderr.write(`test:hostile: ${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}
if (!hasFaketime)
  process.stderr.write(
    'test:hostile: the clock was not faked: faketime is not installed (Debian: apt-get install faketime)\n',
  );
