import type { Finding } from '../model/finding.ts';
import type { Actual } from '../model/finding-values.ts';
import { type JsonType, parsePointer } from '../model/json.ts';
import { hiding } from '../model/origin.ts';
import { REDACTED } from '../model/redacted.ts';
import type { ErrorArgs, ResultError } from '../model/result.ts';
import { isSensitive, SENSITIVE } from '../model/sensitive.ts';
import type { Scrub } from './secrets.ts';

/** Flags whose values are not repeated. */
export const SENSITIVE_FLAGS: readonly string[] = ['--custom', ...SENSITIVE.map(({ flag }) => flag)];

/**
 * Arguments that come from settings or are codes of this program, and hold no text of the server: a host must not lose the
 * letters that a secret happens to have, and a code has to stay one that has words.
 */
const OWN_ARGS = [
  'advice',
  'belongs',
  'bend',
  'cause',
  'code',
  'failure',
  'kind',
  'limit',
  'live',
  'mistake',
  'problem',
  'reason',
  'where',
  'server',
  'host',
  'port',
  'proxy',
  'proxySource',
  'addresses',
  'key',
  'flag',
  'option',
  'form',
  'stage',
];

/** An error without the secrets of a result. */
export function redactError(error: ResultError, scrub: Scrub): ResultError {
  const { args, cause } = error;
  return {
    ...error,
    args: scrubArgs(args ?? {}, scrub) as ErrorArgs,
    ...(cause && { cause: redactError(cause, scrub) }),
  };
}

/** Findings without the secrets of a result. */
export function redactFindings(findings: readonly Finding[], scrub: Scrub): Finding[] {
  return findings.map((finding) => redactFinding(finding, scrub));
}

function redactFinding(finding: Finding, scrub: Scrub): Finding {
  const { actual, args, origin } = finding;
  const isHidden = isAboutSecret(finding);
  const told = args && scrubArgs(isHidden ? withoutValues(args) : args, scrub);
  const shown = actual && (isHidden ? hiddenActual(actual) : scrubActual(actual, scrub));
  const redacted = { ...finding };
  if (shown) redacted.actual = shown;
  // Every argument is still there, or was one that may be missing.
  if (told) redacted.args = told as NonNullable<Finding['args']>;
  if (origin) redacted.origin = hiding(origin, scrub);
  return redacted as Finding;
}

/** By its path in the body (a JSON pointer), its key in the settings (with dots), or the flag that it is about. */
function isAboutSecret({ path = '', args }: Finding): boolean {
  if (isSensitive(path.startsWith('/') ? parsePointer(path) : path.split('.'))) return true;
  const [flag = '', key = ''] = (args && 'option' in args ? args.option : '').split(' ');
  return SENSITIVE_FLAGS.includes(flag) || isSensitive(key.split('.'));
}

/** Without the value, but with its JSON type where it has one. */
function hiddenActual(actual: Actual): Actual {
  const { type } = actual;
  if (type === 'redacted') return actual;
  return Object.hasOwn(JSON_TYPES, type) ? { type: 'redacted', of: type as JsonType } : { type: 'redacted' };
}

const JSON_TYPES: Readonly<Record<JsonType, true>> = {
  string: true,
  number: true,
  boolean: true,
  object: true,
  array: true,
  null: true,
};

/** A value in which no secret of the result is left. */
function scrubActual(actual: Actual, scrub: Scrub): Actual {
  if (!('value' in actual) || actual.value === undefined) return actual;
  const text = String(actual.value);
  const told = scrub(text, 'shortened' in actual);
  return told === text ? actual : { ...actual, value: told };
}

/** Arguments that repeat the value itself. */
const REPEATING = ['text', 'plain', 'looksLike'];

/** Without a better value, and without what is wrong inside the value: they would tell it. */
function withoutValues(args: object): object {
  const kept = Object.entries(args).filter(
    ([key, value]) => key !== 'suggestion' && !(key === 'reason' && typeof value === 'object'),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [key, REPEATING.includes(key) && value !== '' ? REDACTED : value]),
  );
}

function scrubArgs(args: object, scrub: Scrub): object {
  const isCut = (key: string): boolean =>
    key === 'bytes' || key === 'title' || (key === 'text' && 'shortened' in args && args.shortened === true);
  const told = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((each) => told(key, each));
    if (typeof value === 'object' && value !== null) return scrubArgs(value, scrub);
    if (typeof value !== 'string' || OWN_ARGS.includes(key)) return value;
    if (key === 'url') return scrub.urls(value);
    // The ID in the message of a failed end is there so that it is not lost.
    if (key === 'id') return scrub.sessionId ? REDACTED : value;
    return scrub(value, isCut(key));
  };
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, told(key, value)]));
}
