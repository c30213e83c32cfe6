// Makes a clone ready to run: installs what the lock file names, then builds, each only if it is out of date. What is
// to be published is built anew in any case (--rebuild).
// Everything goes to stderr: stdout belongs to the program that runs afterwards.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** When a file was last changed, in milliseconds; 0 if there is none. */
function changed(name) {
  const path = join(root, name);
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}

function newest(directory) {
  return Math.max(
    ...readdirSync(join(root, directory), { recursive: true }).map((name) => changed(join(directory, name))),
  );
}

function run(command, args) {
  const windows = process.platform === 'win32';
  const { status } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: windows });
  if (status !== 0) process.exit(status ?? 1);
}

if (changed('node_modules/.package-lock.json') < changed('package-lock.json')) {
  // npm install --global . runs this file, too, and hands its settings on.
  run('npm', ['ci', '--no-global', '--ignore-scripts', '--no-audit', '--no-fund']);
}
const inputs = [
  newest('src'),
  newest('scripts'),
  changed('package.json'),
  changed('rolldown.config.js'),
  changed('node_modules/.package-lock.json'),
];
if (process.argv.includes('--rebuild') || changed('dist/main.cjs') < Math.max(...inputs)) {
  run('npm', ['run', '--silent', 'build']);
}
