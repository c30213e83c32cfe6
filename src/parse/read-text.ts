import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { InputError } from '../model/errors.ts';
import type { UnreadableReason } from '../model/mistakes.ts';
import type { Origin } from '../model/origin.ts';
import { systemCodeOf } from '../model/system-code.ts';
import { decodeText } from './decode.ts';

export { decodeText } from './decode.ts';

/** The most that is read of a file unless told otherwise: 16 MiB, far beyond any body or config. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;

const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a whole text file, and nothing but a regular file. Synchronously: there is nothing else to do meanwhile, and Node's promises for
 * files take longer to load than a file takes to read.
 * @param path absolute, since a relative one would depend on the process's directory
 * @param label the file as the user would name it
 * @param options.maxBytes the most to read, in bytes ({@link MAX_FILE_BYTES} by default)
 * @throws InputError `file`: `file-missing`, `file-unreadable` (args.reason), `file-too-large`
 *   (args.limit), `file-empty`, `file-encoding` (args.offset)
 */
export function readTextFile(path: string, label: string, options: { maxBytes?: number } = {}): string {
  const origin: Origin = { kind: 'file', name: label };
  const bytes = readFileBytes(path, origin, options.maxBytes ?? MAX_FILE_BYTES);
  return decodeText(bytes, origin);
}

/** The bytes of a regular file, at most so many. Throws InputError as {@link readTextFile} does. */
export function readFileBytes(path: string, origin: Origin, maxBytes: number): Uint8Array {
  const { descriptor, size } = openFile(path, origin);
  try {
    if (size > maxBytes) throw tooLarge(origin, maxBytes, size);
    return readCapped(descriptor, origin, { size, maxBytes });
  } catch (error) {
    throw error instanceof InputError ? error : systemError(error, origin);
  } finally {
    closeSync(descriptor);
  }
}

/** Opening a pipe that nobody writes to would block, and no signal would be handled meanwhile. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file for reading; the caller closes it. A device or a pipe may never end, so neither is opened.
 * @throws InputError `file`: `file-missing`, `file-unreadable` (args.reason)
 */
export function openFile(path: string, origin: Origin): { descriptor: number; size: number } {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, WITHOUT_WAITING);
    const stats = fstatSync(descriptor);
    if (stats.isFile()) return { descriptor, size: stats.size };
    throw unreadable(origin, stats.isDirectory() ? 'EISDIR' : 'not-regular');
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    throw error instanceof InputError ? error : systemError(error, origin);
  }
}

/** Reads to the end, in one piece where the size reported beforehand still holds: a file may grow meanwhile. */
function readCapped(
  descriptor: number,
  origin: Origin,
  { size, maxBytes }: { size: number; maxBytes: number },
): Uint8Array {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (const chunk of chunksOf(descriptor, Math.max(size, CHUNK_BYTES))) {
    total += chunk.length;
    if (total > maxBytes) throw tooLarge(origin, maxBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** What is still to come of an open file, in pieces of up to 64 KiB, the first of up to `first` bytes. Throws the system's error. */
export function* chunksOf(descriptor: number, first = CHUNK_BYTES): Generator<Uint8Array> {
  for (let room = first; ; room = CHUNK_BYTES) {
    const chunk = Buffer.allocUnsafeSlow(room);
    const length = readSync(descriptor, chunk);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
}

/** What the system said about a file, as an error of ours. */
export function systemError(error: unknown, origin: Origin): InputError {
  const code = systemCodeOf(error);
  if (code !== 'ENOENT') return unreadable(origin, code);
  return new InputError('file', [{ code: 'file-missing', severity: 'error', origin }]);
}

function unreadable(origin: Origin, reason: UnreadableReason): InputError {
  return new InputError('file', [{ code: 'file-unreadable', severity: 'error', origin, args: { reason } }]);
}

function tooLarge(origin: Origin, maxBytes: number, bytes?: number): InputError {
  const args = { limit: maxBytes, ...(bytes !== undefined && { bytes }) };
  return new InputError('file', [{ code: 'file-too-large', severity: 'error', origin, args }]);
}
