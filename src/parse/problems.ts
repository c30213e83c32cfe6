import type { Finding } from '../model/finding.ts';
import { type Path, pointer } from '../model/json.ts';
import { MAX_DEPTH } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';

/** More findings about one text than this help nobody. */
export const MAX_FINDINGS = 100;

/** Keys that reach an object's prototype in careless code further down. No document of ours needs them. */
export const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Whether a number can be sent on as it was written: not when it overflows to infinity, shrinks to zero, or
 * is a whole number whose digits change (the classic is an ID of 20 digits written without quotes). Beyond
 * 2^53 most digits change, but not those that JavaScript itself once wrote, such as 36059401412538970.
 */
export function carriesNumber(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  if (value === 0) return !/^[^eE]*[1-9]/.test(text);
  if (!/^-?\d+$/.test(text) || Number.isSafeInteger(value)) return true;
  return String(value) === text || BigInt(text) === BigInt(value);
}

/** A `json-duplicate-key` finding: it stands at the second place and names the first. */
export function duplicateKey(key: string, path: Path, second: Origin, first: Origin): Finding {
  return {
    code: 'json-duplicate-key',
    severity: 'error',
    path: pointer(path),
    origin: second,
    args: { key, firstLine: first.line, firstColumn: first.column },
  };
}

/** A `json-unsafe-key` finding. */
export function unsafeKey(key: string, path: Path, origin: Origin): Finding {
  return { code: 'json-unsafe-key', severity: 'error', path: pointer(path), origin, args: { key } };
}

/** A `json-number` finding: `text` is the number as written. */
export function lossyNumber(text: string, path: Path, origin: Origin): Finding {
  const args = { text: text.length > 60 ? `${text.slice(0, 60)}...` : text };
  return { code: 'json-number', severity: 'error', path: pointer(path), origin, args };
}

/** A `json-depth` finding. */
export function tooDeep(origin: Origin): Finding {
  return { code: 'json-depth', severity: 'error', origin, args: { limit: MAX_DEPTH } };
}
