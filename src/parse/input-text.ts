import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Origin } from '../model/origin.ts';
import { absolutePath } from './paths.ts';
import { isOpenPipe, pipeChunks } from './pipe.ts';
import { decodeText, readTextFile } from './read-text.ts';

/** The most that is read of a body or a capture, in bytes. Real bodies have a few kilobytes, HARs some megabytes. */
const INPUT_LIMIT = 64 * 1024 * 1024;

/** The text of a file, of a shell's `<(…)`, or of standard input for `-`, and where it came from. Throws InputError. */
export async function readInputText(
  name: string,
  context: Context,
): Promise<{ text: string; origin: Origin }> {
  const origin: Origin = name === '-' ? { kind: 'stdin', name: 'stdin' } : { kind: 'file', name };
  if (name === '-') return { text: await readStdin(context, origin), origin };
  const path = absolutePath(name, context) ?? name;
  if (isOpenPipe(path)) return { text: decodePiped(await readPipe(path), origin), origin };
  return { text: readTextFile(path, name, { maxBytes: INPUT_LIMIT }), origin };
}

async function readStdin(context: Context, origin: Origin): Promise<string> {
  return decodePiped(await context.readStdin(INPUT_LIMIT + 1), origin);
}

async function readPipe(path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of pipeChunks(path)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > INPUT_LIMIT) break;
  }
  return Buffer.concat(chunks);
}

function decodePiped(bytes: Uint8Array, origin: Origin): string {
  if (bytes.length > INPUT_LIMIT) {
    throw new InputError('file', [
      { code: 'file-too-large', severity: 'error', origin, args: { limit: INPUT_LIMIT } },
    ]);
  }
  if (bytes.length === 0) throw new InputError('file', [{ code: 'file-empty', severity: 'error', origin }]);
  return decodeText(bytes, origin);
}
