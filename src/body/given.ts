import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { isObject, jsonType } from '../model/json.ts';
import { readInputText } from '../parse/input-text.ts';
import { parseJson } from '../parse/parse-json.ts';
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
  const document = parseJson(text, origin);
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
  if (isObject(value['log']) && Array.isArray(value['log']['entries'])) {
    const args = { har: true, file: origin.name };
    throw new InputError('file', [{ code: 'json-root', severity: 'error', origin, args }]);
  }
  return { document, value, whole: isWholeBody(value) };
}
