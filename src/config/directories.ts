import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Context } from '../model/context.ts';
import { withoutTrailing } from '../model/text.ts';

/**
 * The directories in which a project's config file may lie, nearest first: from the working directory up to
 * the repository root (a directory with `.git`, which is a file in worktrees) or home, whichever comes first.
 * Below neither, only the working directory itself: climbing on would end in directories such as /tmp, where
 * anyone may leave a file that sends the traffic elsewhere.
 */
export function projectDirectories(context: Context): string[] {
  if (context.cwd === undefined) return [];
  const homes = homeNames(context.home);
  const climbed: string[] = [];
  for (let directory = context.cwd; ; directory = dirname(directory)) {
    climbed.push(directory);
    if (homes.has(directory) || existsSync(join(directory, '.git'))) return climbed;
    if (directory === dirname(directory)) return [context.cwd];
  }
}

/** The user's own config directory by the XDG rules: a relative XDG_CONFIG_HOME does not count. */
export function userDirectory(context: Context): string | undefined {
  const base = context.env['XDG_CONFIG_HOME'];
  if (base && isAbsolute(base)) return join(base, 'media-session');
  return context.home ? join(context.home, '.config', 'media-session') : undefined;
}

/** The working directory comes resolved from the system, home comes as written: both spellings count. */
function homeNames(home: string | undefined): Set<string> {
  if (!home || home === dirname(home)) return new Set();
  return new Set([withoutTrailing(home, '/\\'), realPath(home)]);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
