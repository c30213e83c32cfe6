import { absolutePath } from '../config/label.ts';
import type { Context } from '../context.ts';
import { type JsonDocument, parseJson } from '../input/json.ts';
import { decodeText, readTextFile } from '../input/read-text.ts';
import { InputError } from '../model/errors.ts';
import { isObject, type JsonObject, jsonType } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';

/** The most that is read of a body, in bytes. Real bodies have a few kilobytes. */
const BODY_LIMIT = 16 * 1024 * 1024;

/** A body as given: a whole request body, or only its params. */
export interface GivenBody {
  document: JsonDocument;
  value: JsonObject;
  whole: boolean;
}

/** Reads `--body`: a file, or standard input for `-`. Throws InputError for anything that is no JSON object. */
export async function readBody(name: string, context: Context): Promise<GivenBody> {
  const origin: Origin = name === '-' ? { kind: 'stdin', name: 'stdin' } : { kind: 'file', name };
  const text =
    name === '-'
      ? await readStdin(context, origin)
      : await readTextFile(absolutePath(name, context) ?? name, name, { maxBytes: BODY_LIMIT });
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
  return { document, value, whole: isWholeBody(value) };
}

async function readStdin(context: Context, origin: Origin): Promise<string> {
  const bytes = await context.readStdin(BODY_LIMIT + 1);
  if (bytes.length > BODY_LIMIT) {
    throw new InputError('file', [
      { code: 'file-too-large', severity: 'error', origin, args: { limit: BODY_LIMIT } },
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
