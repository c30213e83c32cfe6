import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Origin } from '../model/origin.ts';
import { absolutePath } from './paths.ts';
import { isOpenPipe, pipeChunks } from './pipe.ts';
import { decodeText, readFileBytes } from './read-text.ts';

/** The most that is read of a body, in bytes. Real bodies have a few kilobytes. */
const INPUT_LIMIT = 64 * 1024 * 1024;

/** The text of a file, of a shell's `<(…)`, or of standard input for `-`, and where it came from. Throws InputError. */
export async function readInputText(
  name: string,
  context: Context,
): Promise<{ text: string; origin: Origin }> {
  const { bytes, origin } = await readInputBytes(name, context, INPUT_LIMIT);
  return { text: decodeText(bytes, origin), origin };
}

/** The same as bytes, at most so many. */
export async function readInputBytes(
  name: string,
  context: Context,
  limit: number,
): Promise<{ bytes: Uint8Array; origin: Origin }> {
  const origin: Origin = name === '-' ? { kind: 'stdin', name: 'stdin' } : { kind: 'file', name };
  if (name === '-') return { bytes: piped(await context.readStdin(limit + 1), origin, limit), origin };
  const path = absolutePath(name, context) ?? name;
  if (isOpenPipe(path)) return { bytes: piped(await readPipe(path, limit), origin, limit), origin };
  return { bytes: readFileBytes(path, origin, limit), origin };
}

async function readPipe(path: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of pipeChunks(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  return Buffer.concat(chunks);
}

function piped(bytes: Uint8Array, origin: Origin, limit: number): Uint8Array {
  if (bytes.length > limit) {
    throw new InputError('file', [{ code: 'file-too-large', severity: 'error', origin, args: { limit } }]);
  }
  if (bytes.length === 0) throw new InputError('file', [{ code: 'file-empty', severity: 'error', origin }]);
  return bytes;
}
