import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Form } from '../model/finding-values.ts';
import type { JsonValue } from '../model/json.ts';
import type { OptionProblem } from '../model/mistakes.ts';
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
      throw badValue(text, 'true-or-false', origin);
    default:
      return readJson(text, origin);
  }
}

/** Reads JSON given on the command line. Throws InputError (`usage`) with what is wrong with it, whole where it was given. */
export function readJson(text: string, origin: Origin): JsonValue {
  try {
    return parseJson(text, origin).value;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [finding] = error.findings;
    if (finding?.code === 'json-syntax')
      throw badValue(text, 'json', origin, { problem: 'json', json: finding.args });
    const actual = { type: 'text', value: text } as const;
    throw new InputError(
      'usage',
      error.findings.map(({ path: _within, ...one }) => ({ ...one, origin, actual }) as Finding),
    );
  }
}

function readNumber(text: string, type: 'number' | 'integer', origin: Origin): number {
  if (!DECIMAL.test(text)) throw badValue(text, type, origin);
  const value = Number(text);
  if (type === 'integer' && !Number.isInteger(value)) throw badValue(text, type, origin);
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw badValue(text, `safe-${type}`, origin);
  }
  return value;
}

/** The number of seconds that a time such as 1:30 or 90s means; undefined for any other text. */
function secondsMeant(text: string): number | undefined {
  const [, plain] = /^(\d+(?:\.\d+)?) ?s(?:ec)?$/.exec(text) ?? [];
  if (plain !== undefined) return Number(plain);
  if (!/^\d{1,3}(?::[0-5]\d){1,2}$/.test(text)) return undefined;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** A flag with its value, or with the value of its key where it is one for pairs. */
function withValue(option: string, value: number): string {
  return `${option}${option.includes(' ') ? '=' : ' '}${value}`;
}

function badValue(text: string, form: Form, origin: Origin, reason?: OptionProblem): InputError {
  const meant = form === 'number' || form === 'integer' ? secondsMeant(text) : undefined;
  return new InputError('usage', [
    {
      code: 'usage-option-value',
      severity: 'error',
      expected: { kind: 'form', form },
      actual: { type: 'text', value: text },
      origin,
      args: {
        option: origin.name,
        ...(reason && { reason }),
        ...(meant !== undefined && { advice: { advice: 'write', words: [withValue(origin.name, meant)] } }),
      },
    },
  ]);
}

/**
 * Splits `key=value` as given to --param and its kin. Only the first `=` counts.
 * Throws InputError when there is none or the key is empty.
 */
export function splitPair(text: string, flag: string): { key: string; value: string } {
  const at = text.indexOf('=');
  if (at < 1) throw badValue(text, 'key-value', { kind: 'flag', name: flag });
  return { key: text.slice(0, at), value: text.slice(at + 1) };
}
