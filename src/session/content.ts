import type { JsonObject, JsonValue } from '../model/json.ts';
import { isLiveType } from '../model/live.ts';
import type { Content } from '../model/session.ts';
import { LIMITS } from './limits.ts';

/** Reads the params of a sessionStart. Numbers and booleans may be texts, as some clients send them. */
export function contentOf(params: JsonObject): Content {
  const length = numberOf(params['media.length']);
  const live = isLiveType(params['media.contentType']);
  const mediaId = textOf(params['media.id']);
  const name = textOf(params['media.name']);
  return {
    ...(mediaId !== undefined && { mediaId }),
    ...(name !== undefined && { name }),
    ...(length !== undefined && length > 0 && { length }),
    live,
    clock: live && !(length !== undefined && length > 0 && length !== LIMITS.dayS),
    resume: isTrue(params['media.resume']),
    authorized: isTrue(params['media.pass.auth']),
  };
}

/** Whether a param says true, as boolean or as text. */
export function isTrue(value: JsonValue | undefined): boolean {
  return value === true || value === 'true';
}

/** A finite number, from a number or a text in digits. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A text that is not empty. */
export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
