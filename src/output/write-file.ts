import { unlinkSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { SystemCode } from '../model/system-code.ts';

/** Where names stand for devices and open streams; /dev/shm holds ordinary files. */
const STREAMS = /^\/(?:dev\/(?!shm\/)|proc\/)/;

/** New files that have not taken their place yet. */
const temporaries = new Set<string>();

/** Removes what is being written: for the end of the process. */
export function removeTemporaries(): void {
  for (const path of temporaries) {
    try {
      unlinkSync(path);
    } catch {
      // It has taken its place, or was not made yet.
    }
  }
}

/**
 * Writes a file that only its owner can read (mode 0600), whole or not at all: into a new file beside it, which then
 * takes its place. A link is replaced, never followed; a device or a pipe is written to, since replacing it (as root
 * can) would break it for everybody. Rejects with the system's error.
 */
export async function writePrivately(path: string, text: string): Promise<void> {
  // These take a while to load, and most runs write no report.
  const { randomBytes } = await import('node:crypto');
  const { open, rename, unlink } = await import('node:fs/promises');
  const blocked = await obstacle(path);
  if (blocked) throw blocked;
  if (await isSpecial(path)) return await appendText(path, text);
  // A name of its own, not made of the target's: that one may be as long as names can be.
  const temporary = join(dirname(path), `.media-session-${randomBytes(6).toString('hex')}`);
  temporaries.add(temporary);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file.close().catch(() => {});
    await unlink(temporary).catch(() => {});
    throw error;
  } finally {
    temporaries.delete(temporary);
  }
}

/**
 * Adds to a file, a device or a pipe. Opening a pipe that nobody reads would block, so it is tried without waiting
 * first (ENXIO). Rejects with the system's error.
 */
export async function appendText(path: string, text: string): Promise<void> {
  const { constants, open, stat, writeFile } = await import('node:fs/promises');
  const target = await stat(path).catch(() => undefined);
  const reader = target?.isFIFO() ? await open(path, constants.O_WRONLY | constants.O_NONBLOCK) : undefined;
  try {
    await writeFile(path, text, { flag: 'a' });
  } finally {
    await reader?.close();
  }
}

/**
 * Why a file could not be written, as far as that can be known without doing it; undefined if nothing is in the way. `appends`: it
 * is added to, and not replaced.
 */
export async function obstacle(path: string, appends = false): Promise<unknown> {
  const { access, constants, lstat, stat } = await import('node:fs/promises');
  const isThere = await lstat(path).catch((error: NodeJS.ErrnoException) => error);
  // A name that is too long, a part of the path that is no directory, or one that may not be looked into.
  if (isThere instanceof Error && isThere.code !== 'ENOENT') return isThere;
  const target = await stat(path).catch(() => undefined);
  if (target?.isDirectory()) return withCode('EISDIR');
  if (target?.isSocket()) return withCode('ERR_SOCKET');
  const place = target && (appends || (await isSpecial(path))) ? path : dirname(path);
  return access(place, constants.W_OK).catch((error: unknown) => error);
}

/** A device or a pipe; under /dev and /proc also what only links to one, such as /dev/stderr. */
async function isSpecial(path: string): Promise<boolean> {
  if (STREAMS.test(normalize(path))) return true;
  const { lstat } = await import('node:fs/promises');
  const entry = await lstat(path).catch(() => undefined);
  return entry !== undefined && !entry.isFile() && !entry.isSymbolicLink();
}

/** An error as the system gives one, for what is not tried because it cannot work. */
function withCode(code: SystemCode): Error {
  return Object.assign(new Error(code), { code });
}
