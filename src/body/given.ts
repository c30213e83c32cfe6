import { looksLikeBody } from '../model/body-keys.ts';
import type { NotJson } from '../model/capture-facts.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { isObject, type JsonValue, jsonType } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { readInputText } from '../parse/input-text.ts';
import { type JsonDocument, parseJson } from '../parse/parse-json.ts';
import { isDownloaded } from '../rules/check-batch.ts';
import { type BodyOptions, type GivenBody, isWholeBody } from './options.ts';

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
  const document = await parseBody(text, origin);
  const { value } = document;
  if (!isObject(value)) {
    const finding: Finding = {
      code: 'json-root',
      severity: 'error',
      expected: { kind: 'type', types: ['object'] },
      actual: { type: jsonType(value) },
      origin,
      args: { ...(Array.isArray(value) && isDownloaded(value) && { batch: true, file: name }) },
    };
    throw new InputError('file', [finding]);
  }
  return { document, value, whole: isWholeBody(value) };
}

/** Slips that the parser names with their place: a key without quotes, a curly quotation mark. */
const WITH_PLACE: readonly NotJson[] = ['python', 'js-literal', 'smart-quotes'];

/** Names what a body became on its way, such as a form or `[object Object]`. Throws InputError (`capture-not-json`). */
async function refuseCause(text: string, value: JsonValue | undefined, origin: Origin): Promise<void> {
  const { causeOf } = await import('../capture/not-json.ts');
  const isTwice = typeof value === 'string' && typeof parseJsonText(value) === 'object';
  const cause = isTwice ? 'double-encoded' : causeOf(text)?.cause;
  if (cause === undefined || WITH_PLACE.includes(cause)) return;
  const args = { cause, read: false };
  throw new InputError('file', [{ code: 'capture-not-json', severity: 'error', origin, args }]);
}

/**
 * Parses what should be a body. What holds no key of a body, or is no JSON, may be something else that people take for one.
 * Throws InputError, as parseJson does, or with what it is.
 */
export async function parseBody(text: string, origin: Origin): Promise<JsonDocument> {
  const value = parseJsonText(text);
  const isEmptyList = Array.isArray(value) && value.length === 0;
  if (value === undefined || !(isEmptyList || looksLikeBody(value))) {
    const { refuseOthers } = await import('../capture/refuse.ts');
    refuseOthers(text, origin);
    if (typeof value !== 'object') await refuseCause(text, value, origin);
  }
  return parseJson(text, origin);
}
