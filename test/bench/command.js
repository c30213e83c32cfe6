import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const USAGE = fileURLToPath(new URL('usage.cjs', import.meta.url));

/** The path of a file beside this one. */
export function beside(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Whether this machine has a program. */
export function hasProgram(name) {
  return spawnSync(name, ['--version']).status === 0;
}

/** The environment of what is measured: none of npm's variables, and a home of its own. */
function environment(place, extra = {}) {
  return { PATH: process.env.PATH, HOME: place, LANG: 'C.UTF-8', ...extra };
}

/**
 * Runs a command to its end, its output through pipes as in a script. Gives the wall time in milliseconds, what it
 * printed and its exit code; throws when that is not `code`.
 */
export async function runCommand({ argv, code = 0, stdin }, place, extra) {
  const [program, ...args] = argv;
  const begin = performance.now();
  const child = spawn(program, args, { cwd: place, env: environment(place, extra) });
  let printed = '';
  let complaint = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  child.stderr.on('data', (chunk) => (complaint += chunk));
  child.stdin.on('error', () => {});
  child.stdin.end(stdin ?? '');
  const ended = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const wall = performance.now() - begin;
  if (ended !== code) throw new Error(`${argv.join(' ')} ended with ${ended}: ${complaint.slice(0, 500)}`);
  return { wall, printed };
}

/** Runs a Node command and gives besides what it used: peak memory in kilobytes, processor time in milliseconds. */
export async function runMetered(command, place) {
  const file = join(place, 'usage.json');
  const extra = { BENCH_USAGE: file, NODE_OPTIONS: `--require ${JSON.stringify(USAGE)}` };
  const run = await runCommand(command, place, extra);
  const usage = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(file);
  return { ...run, ...usage };
}

/** Starts the server of server.js, with TLS if a file for its certificate is given. Gives its origin and a way to end it. */
export async function startServer(...certificate) {
  const argv = [beside('server.js'), ...certificate];
  const child = spawn(process.execPath, argv, { stdio: ['pipe', 'pipe', 'inherit'] });
  const origin = await new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(String(chunk).trim()));
    child.once('exit', () => reject(new Error('the server ended')));
  });
  return { origin, stop: () => child.stdin.end() };
}
