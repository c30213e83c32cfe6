import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Origin } from '../model/origin.ts';
import { absolutePath } from './paths.ts';
import { decodeText, readFileBytes } from './read-text.ts';

/** The most that is read of a body, in bytes. Real bodies have a few kilobytes. */
const INPUT_LIMIT = 64 * 1024 * 1024;

/** The text of a file, or of standard input for `-`, and where it came from. Throws InputError. */
export async function readInputText(
  name: string,
  context: Context,
): Promise<{ text: string; origin: Origin }> {
  const { bytes, origin } = await readInputBytes(name, context, INPUT_LIMIT);
  return { text: decodeText(bytes, origin), origin };
}

/** The bytes of a file, or of standard input for `-`, at most so many, and where they came from. Throws InputError. */
export async function readInputBytes(
  name: string,
  context: Context,
  limit: number,
): Promise<{ bytes: Uint8Array; origin: Origin }> {
  if (name !== '-') {
    const origin: Origin = { kind: 'file', name };
    return { bytes: readFileBytes(absolutePath(name, context) ?? name, origin, limit), origin };
  }
  const origin: Origin = { kind: 'stdin', name: 'stdin' };
  const bytes = await context.readStdin(limit + 1);
  if (bytes.length > limit) {
    throw new InputError('file', [{ code: 'file-too-large', severity: 'error', origin, args: { limit } }]);
  }
  if (bytes.length === 0) throw new InputError('file', [{ code: 'file-empty', severity: 'error', origin }]);
  return { bytes, origin };
}
