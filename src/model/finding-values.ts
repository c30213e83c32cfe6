import { type JsonType, type JsonValue, jsonType } from './json.ts';

/** What was found, as data. `messages/` has the words. */
export type Actual =
  /** A JSON value: its type, and of a scalar the value, cut where it is long. Without `value`, the type alone matters. */
  | { type: JsonType; value?: string | number | boolean; shortened?: true }
  /** Text from outside JSON, such as a flag's or a variable's. */
  | { type: 'text'; value: string }
  /** A host, a URL or a profile: text that needs no quotes. */
  | { type: 'name'; value: string }
  /** Text of YAML without quotes, which not every reader takes for text. */
  | { type: 'plain'; value: string }
  /** What a schema allows: one of these types. */
  | { type: 'schema'; types: readonly string[] }
  /** There is a value, which is not repeated: it may be a secret. */
  | { type: 'withheld' }
  /** A value that was hidden from a report, and its JSON type where it is known. */
  | { type: 'redacted'; of?: JsonType };

/** Forms of text that are wanted and that no schema describes. */
export type Form =
  | 'a-value'
  | 'analytics-server'
  | 'collection-host'
  | 'count'
  | 'decimal-or-quoted'
  | 'duration'
  | 'ecid'
  | 'event-type'
  | 'expected-number'
  | 'free-port'
  | 'host-name'
  | 'http-status'
  | 'integer'
  | 'json'
  | 'key-value'
  | 'fault'
  | 'latency'
  | 'milliseconds'
  | 'certificate-directory'
  | 'host-or-address'
  | 'megabytes'
  | 'own-address'
  | 'path-prefix'
  | 'positive-count'
  | 'no-value'
  | 'number'
  | 'page-file'
  | 'org-id'
  | 'pem-file'
  | 'pem-from-binary'
  | 'ping-interval'
  | 'port'
  | 'profile-name'
  | 'proxy-url'
  | 'report-suite'
  | 'safe-integer'
  | 'safe-number'
  | 'seconds'
  | 'session-id'
  | 'time-offset'
  | 'true-or-false'
  | 'variable-name'
  | 'writable-file';

/** What a number or a size is measured in where a schema bounds it. */
type Unit = 'characters' | 'items' | 'keys';

/** What was wanted, as data. `messages/` has the words. */
export type Expected =
  | { kind: 'type'; types: readonly string[] }
  /** `more`: there are further ones. */
  | { kind: 'one-of'; values: readonly JsonValue[]; more?: true }
  | { kind: 'at-least' | 'at-most'; number: number; unit?: Unit }
  | { kind: 'more-than' | 'less-than' | 'or-more' | 'multiple-of'; number: number }
  | { kind: 'pattern'; pattern: string }
  | { kind: 'format'; format: string }
  /** Keys that match one of these patterns. */
  | { kind: 'keys'; patterns: readonly string[] }
  | { kind: 'object-with'; keys: readonly string[] }
  | { kind: 'any-of' | 'exactly-one-of'; branches: readonly Expected[] }
  | { kind: 'form'; form: Form }
  /** Something else than what is there; `branch`: as one of several ways. */
  | { kind: 'other'; branch?: true };

const MOST_CHARACTERS = 60;

/** Text cut to about 60 characters, never within a character; undefined when it is short enough. */
export function cutText(text: string): string | undefined {
  return text.length <= MOST_CHARACTERS
    ? undefined
    : text.slice(0, MOST_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '');
}

/** A JSON value as a finding keeps it: with its type, and short enough to print. */
export function actualOf(value: JsonValue | undefined): Actual {
  const type = jsonType(value);
  if (typeof value === 'number' || typeof value === 'boolean') return { type, value };
  if (typeof value !== 'string') return { type };
  const cut = cutText(value);
  return cut === undefined ? { type, value } : { type, value: cut, shortened: true };
}
