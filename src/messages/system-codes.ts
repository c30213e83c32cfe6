import type { Limit } from '../model/limits.ts';
import type { UnreadableReason } from '../model/mistakes.ts';
import type { ErrorArgs } from '../model/result.ts';
import type { SystemCode } from '../model/system-code.ts';
import { table } from '../model/table.ts';

/** Why a file cannot be read, and what to do, by the system's code. */
const READING = table<{ reason: string; fix?: string }>({
  EISDIR: { reason: 'it is a directory', fix: 'Name a file in it.' },
  EACCES: { reason: 'permission denied', fix: 'Make it readable (chmod u+r), or run as its owner.' },
  EPERM: { reason: 'permission denied', fix: 'Make it readable (chmod u+r), or run as its owner.' },
  ENOTDIR: { reason: 'part of its path is not a directory' },
  ELOOP: { reason: 'its symbolic links lead in a circle' },
  ENAMETOOLONG: { reason: 'its name is too long' },
  ENXIO: { reason: 'it is a socket or a device that cannot be read' },
  EMFILE: { reason: 'too many files are open' },
  EIO: { reason: 'the disk reported an error' },
  ERR_INVALID_ARG_VALUE: { reason: 'its name holds a NUL character' },
  'dangling-link': { reason: 'it is a symbolic link to nothing', fix: 'Repair the link, or delete it.' },
  'not-regular': {
    reason: 'it is not a regular file',
    fix: 'Name a regular file: a pipe or a device may never end.',
  },
  unknown: { reason: 'unknown error' },
});

/** Why writing failed, by the system's code. */
const WRITING = table({
  EPIPE: 'its reader is gone',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a directory',
  ENOENT: 'its directory does not exist',
  ENXIO: 'it is a pipe that nobody reads',
  ENAMETOOLONG: 'its name is too long',
  ENOTDIR: 'a part of its path is no directory',
  ELOOP: 'its symbolic links lead in a circle',
  ERR_INVALID_ARG_VALUE: 'its name holds a NUL character',
  ERR_SOCKET: 'it is a socket',
  unknown: 'unknown error',
});

/** Why a file cannot be read, and what to do about it; the bare code where no better words are known. */
export function sayReading(reason: UnreadableReason): { reason: string; fix: string } {
  return { reason, fix: 'Name a file that can be read.', ...READING[reason] };
}

const STARTING = table({
  ENOENT: 'the program does not exist',
  EACCES: 'it is not executable',
  E2BIG: 'its arguments are too long',
  ENAMETOOLONG: 'its name is too long',
  ENOTDIR: 'a part of its path is no directory',
  ELOOP: 'its symbolic links lead in a circle',
});

/** Why a program could not be started; the bare code where no better words are known. */
export function sayStarting(code: SystemCode): string {
  return STARTING[code] ?? code;
}

/** Why writing failed; the bare code where no better words are known. */
export function sayWriting(code: SystemCode): string {
  return WRITING[code] ?? code;
}

const LIMITS: Readonly<Record<Limit, string>> = {
  'open-files': 'no more files may be opened (see ulimit -n)',
  memory: 'there is no more memory for this process (see ulimit -v)',
};

/** What to do about a limit of the system. */
export const RAISE_LIMIT = 'Raise that limit, or run it where less is in use.';

/** The limit that an error came from, if it came from one. */
export function limitIn({ limit }: ErrorArgs): string | undefined {
  return limit === undefined ? undefined : LIMITS[limit as Limit];
}
