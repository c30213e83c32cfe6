import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonValue } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { parseJson } from '../parse/parse-json.ts';
import type { ParamSpec } from '../rules/params.ts';

/** The types that a flag's text can be read as. */
export type ValueType = ParamSpec['type'];

/** Decimal digits only: no hex, no blanks, no exponent, no separators. `Number('')` would be 0. */
const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * Reads the text of a flag as the type that the schema gives its param.
 * Throws InputError (`usage-option-value`) with the text and what was expected.
 */
export function readValue(text: string, type: ValueType, origin: Origin): JsonValue {
  switch (type) {
    case 'string':
      return text;
    case 'number':
    case 'integer':
      return readNumber(text, type, origin);
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw badValue(text, 'true or false', origin);
    default:
      return readJson(text, origin);
  }
}

/** Reads JSON given on the command line. */
export function readJson(text: string, origin: Origin): JsonValue {
  try {
    return parseJson(text, origin).value;
  } catch (error) {
    if (error instanceof InputError)
      throw badValue(text, 'JSON', origin, error.findings[0]?.args?.['reason']);
    throw error;
  }
}

function readNumber(text: string, type: 'number' | 'integer', origin: Origin): number {
  const expected = type === 'integer' ? 'a whole number' : 'a number in plain digits';
  if (!DECIMAL.test(text)) throw badValue(text, expected, origin);
  const value = Number(text);
  if (type === 'integer' && !Number.isInteger(value)) throw badValue(text, expected, origin);
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw badValue(text, `${expected} that JSON can carry exactly`, origin);
  }
  return value;
}

function badValue(
  text: string,
  expected: string,
  origin: Origin,
  reason?: Finding['actual'] | number | boolean,
): InputError {
  return new InputError('usage', [
    {
      code: 'usage-option-value',
      severity: 'error',
      expected,
      actual: JSON.stringify(text),
      origin,
      args: { option: origin.name, ...(typeof reason === 'string' && { reason }) },
    },
  ]);
}

/**
 * Splits `key=value` as given to --param and its kin. Only the first `=` counts.
 * Throws InputError when there is none or the key is empty.
 */
export function splitPair(text: string, flag: string): { key: string; value: string } {
  const at = text.indexOf('=');
  if (at < 1) throw badValue(text, 'key=value', { kind: 'flag', name: flag });
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}
