import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { beside, hasProgram, runCommand } from './command.js';
import { interleave } from './interleave.js';
import { missing, row } from './table.js';

const NAME = 'cold npx … --version';
const ROOT = beside('../..');

/**
 * The first `npx` of the packed program in an empty directory with an empty npm cache and no network, against npx's
 * own start.
 */
export async function npxRows({ place }) {
  if (!hasProgram('npx')) return [missing(NAME, 'no npx here')];
  try {
    const tarball = pack(place.path);
    const stats = await interleave(
      {
        ours: () => cold(place.path, ['--yes', `--package=${tarball}`, 'media-session', '--version']),
        npx: () => cold(place.path, ['--version']),
      },
      3,
    );
    return [
      row({ name: NAME, unit: 'ms', stats: stats.ours, peer: 'npx --version', peerStats: stats.npx }),
      row({ name: 'npx --version', unit: 'ms', stats: stats.npx }),
    ];
  } catch (error) {
    return [missing(NAME, reason(error))];
  }
}

function pack(directory) {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', directory];
  const packed = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' }));
  const [{ filename }] = Array.isArray(packed) ? packed : Object.values(packed);
  return join(directory, filename);
}

async function cold(directory, args) {
  const empty = mkdtempSync(join(directory, 'npx-'));
  mkdirSync(join(empty, 'here'));
  const extra = {
    npm_config_cache: join(empty, 'cache'),
    npm_config_offline: 'true',
    npm_config_update_notifier: 'false',
  };
  const place = join(empty, 'here');
  return (await runCommand({ argv: ['npx', ...args] }, place, extra)).wall;
}

/** npm's own words for what went wrong, without its paths. */
function reason(error) {
  const text = String(error.message);
  return /npm (?:error|ERR!) (?:code )?(\w+)/.exec(text)?.[0] ?? text.slice(-100);
}
