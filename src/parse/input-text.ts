import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Origin } from '../model/origin.ts';
import { absolutePath } from './paths.ts';
import { decodeText, readTextFile } from './read-text.ts';

/** The most that is read of a body or a capture, in bytes. Real bodies have a few kilobytes, HARs some megabytes. */
const INPUT_LIMIT = 64 * 1024 * 1024;

/** The text of a file, or of standard input for `-`, and where it came from. Throws InputError. */
export async function readInputText(
  name: string,
  context: Context,
): Promise<{ text: string; origin: Origin }> {
  const origin: Origin = name === '-' ? { kind: 'stdin', name: 'stdin' } : { kind: 'file', name };
  if (name === '-') return { text: await readStdin(context, origin), origin };
  const text = readTextFile(absolutePath(name, context) ?? name, name, { maxBytes: INPUT_LIMIT });
  return { text, origin };
}

async function readStdin(context: Context, origin: Origin): Promise<string> {
  const bytes = await context.readStdin(INPUT_LIMIT + 1);
  if (bytes.length > INPUT_LIMIT) {
    throw new InputError('file', [
      { code: 'file-too-large', severity: 'error', origin, args: { limit: INPUT_LIMIT } },
    ]);
  }
  if (bytes.length === 0) throw new InputError('file', [{ code: 'file-empty', severity: 'error', origin }]);
  return decodeText(bytes, origin);
}
