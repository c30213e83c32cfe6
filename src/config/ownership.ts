import { lstatSync } from 'node:fs';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { entryAt } from './entry.ts';

/**
 * Refuses a config file of another user that was merely found: it decides where requests go, and in directories such as
 * /tmp anybody may put one, and a `.git` beside it that makes the search come by. Trusted are root, the user, and for root
 * the user who called sudo, as git does it (safe.directory). A link counts as its own owner's, too.
 * @throws InputError `config` with `config-owner` (args.owner: the user ID, args.path)
 */
export function refuseForeign(path: string, label: string, context: Context): void {
  const trusted = trustedOwners(context);
  if (trusted === undefined) return;
  const owners = [entryAt(path, lstatSync), entryAt(path)].map((stats) => stats?.uid);
  const owner = owners.find((uid) => uid !== undefined && !trusted.includes(uid));
  if (owner === undefined) return;
  throw new InputError('config', [
    {
      code: 'config-owner',
      severity: 'error',
      origin: { kind: 'file', name: label },
      args: { owner, path },
    },
  ]);
}

/** User IDs whose files are trusted; undefined where files have no such owners. */
function trustedOwners({ uid, platform, env }: Context): number[] | undefined {
  if (uid === undefined || platform === 'win32') return undefined;
  const caller = env['SUDO_UID'] ?? '';
  return uid === 0 && /^\d{1,10}$/.test(caller) ? [0, Number(caller)] : [0, uid];
}
