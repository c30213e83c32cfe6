import type { Context } from '../context.ts';
import { type JsonDocument, parseJson } from '../input/json.ts';
import { absolutePath } from '../input/paths.ts';
import { isOpenPipe, pipeChunks } from '../input/pipe.ts';
import { decodeText, readTextFile } from '../input/read-text.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, jsonType } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import type { BodyOptions } from './build.ts';

/** The most that is read of a body or a capture, in bytes. Real bodies have a few kilobytes, HARs some megabytes. */
const INPUT_LIMIT = 64 * 1024 * 1024;

/** A body as given: a whole request body, or only its params. */
export interface GivenBody {
  document: Pick<JsonDocument, 'locate'>;
  value: JsonObject;
  whole: boolean;
  /** What is worth telling about where it was read from. */
  notes?: Finding[];
}

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

/** The body that the options name: read once, however many requests it is for. Throws InputError. */
export async function readGiven(
  options: Pick<BodyOptions, 'body' | 'from' | 'given'>,
  context: Context,
): Promise<GivenBody | undefined> {
  if (options.given) return options.given;
  if (options.from !== undefined) {
    const { readCapturedBody } = await import('./captured.ts');
    return readCapturedBody(options.from, context);
  }
  return options.body === undefined ? undefined : readBody(options.body, context);
}

/** Reads `--body`: a file, or standard input for `-`. Throws InputError for anything that is no JSON object. */
async function readBody(name: string, context: Context): Promise<GivenBody> {
  const { text, origin } = await readInputText(name, context);
  const document = parseJson(text, origin);
  const { value } = document;
  if (!isObject(value)) {
    const finding = {
      code: 'json-root',
      severity: 'error',
      expected: 'object',
      actual: jsonType(value),
      origin,
    } as const;
    throw new InputError('file', [finding]);
  }
  if (isObject(value['log']) && Array.isArray(value['log']['entries'])) {
    const args = { har: true, file: origin.name };
    throw new InputError('file', [{ code: 'json-root', severity: 'error', origin, args }]);
  }
  return { document, value, whole: isWholeBody(value) };
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

/** Whether an object is a request body and not a flat set of params: it has one of a body's own keys. */
export function isWholeBody(value: JsonObject): boolean {
  return ['eventType', 'playerTime', 'params', 'customMetadata', 'qoeData'].some((key) =>
    Object.hasOwn(value, key),
  );
}
