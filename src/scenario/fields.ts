import { expectable, isExpectable } from '../model/expectation.ts';
import type { Finding } from '../model/finding.ts';
import { actualOf, type Expected } from '../model/finding-values.ts';
import { isObject, type JsonObject, type JsonValue, lookUp, type Path, pointer } from '../model/json.ts';
import { isMetric, METRICS } from '../model/metrics.ts';
import { RULE_IDS } from '../model/session-finding.ts';
import { table } from '../model/table.ts';
import type { JsonDocument } from '../parse/document.ts';
import { readMilliseconds } from '../parse/durations.ts';
import { adviseEvent } from '../rules/advice.ts';
import { SENDABLE_TYPES } from '../rules/bundled-schema.ts';
import { closest } from '../rules/closest.ts';
import { type Fields, type FieldType, FORMAT, type Part } from './format.ts';

/** Pings are never sent more often than this, in milliseconds. */
const LEAST_INTERVAL = 100;

const type = (...types: string[]): Expected => ({ kind: 'type', types });
const isText = (value: JsonValue): boolean => typeof value === 'string' && value !== '';
const isScalar = (value: JsonValue): boolean => ['string', 'number', 'boolean'].includes(typeof value);
const isStatus = (value: JsonValue): boolean =>
  Number.isInteger(value) && Number(value) >= 100 && Number(value) < 600;

/** Names that people give to a key, by what they mean. */
const NAMED = table<readonly string[]>({
  event: ['eventType', 'type', 'name', 'action', 'send'],
  for: ['wait', 'duration', 'seconds', 'sleep', 'play', 'during'],
  at: ['time', 'when', 'offset', 'start', 'ts'],
  playhead: ['position', 'seek', 'playerTime'],
  expect: ['status', 'expected', 'expectation', 'assert'],
  customMetadata: ['custom', 'metadata'],
  qoeData: ['qoe'],
  content: ['params', 'media', 'sessionStart'],
  steps: ['events', 'timeline'],
  about: ['description'],
  title: ['name'],
  variables: ['vars', 'env'],
  numbers: ['metrics'],
  findings: ['rules'],
  pings: ['ping', 'interval', 'every'],
});

/** The key of a scenario that was meant by a name; undefined where that cannot be told. */
export function keyMeant(name: string, known: readonly string[]): string | undefined {
  return known.find((key) => NAMED[key]?.includes(name)) ?? closest(name, known);
}

interface Simple {
  wanted: Expected;
  fits: (value: JsonValue) => boolean;
}

/** What is wanted of each type that one look tells. */
const SIMPLE = table<Simple>({
  text: { wanted: type('string'), fits: isText },
  flag: { wanted: type('boolean'), fits: (value) => typeof value === 'boolean' },
  seconds: { wanted: type('number'), fits: (value) => typeof value === 'number' },
  scalar: { wanted: type('string', 'number', 'boolean'), fits: isScalar },
  status: { wanted: { kind: 'form', form: 'http-status' }, fits: isStatus },
  object: { wanted: type('object'), fits: isObject },
});

interface Within {
  wanted: Expected;
  each?: string;
  among?: readonly string[];
}

/** Types that are lists, or objects with any keys, by what each of their values must be. */
const WITHIN = table<Within>({
  texts: { wanted: type('array'), each: 'text' },
  rules: { wanted: type('array'), among: RULE_IDS },
  steps: { wanted: type('array') },
  sessions: { wanted: type('array') },
  scalars: { wanted: type('object'), each: 'scalar' },
  numbers: { wanted: type('object'), among: Object.keys(METRICS) },
});

/** Reads parts of a scenario file by {@link FORMAT}, and notes what is wrong with them. */
export class FieldReader {
  readonly #document: JsonDocument;
  readonly #findings: Finding[];
  /** Keys that are known not to belong where they stand. */
  readonly #forbidden = new Set<string>();

  constructor(document: JsonDocument, findings: Finding[]) {
    this.#document = document;
    this.#findings = findings;
  }

  /** The values of an object that has the keys of a part; times as milliseconds. What is wrong is left out. */
  object(path: Path, part: Part): JsonObject {
    const value = this.#at(path);
    const read = Object.create(null) as JsonObject;
    if (!isObject(value)) {
      this.#wrong(path, type('object'));
      return read;
    }
    const fields: Fields = FORMAT[part];
    const meant = new Set<string | undefined>();
    for (const [key, entry] of Object.entries(value)) {
      if (this.#forbidden.has(pointer([...path, key]))) continue;
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (!field) meant.add(this.#unknown([...path, key], Object.keys(fields), value));
      else {
        const known = this.value([...path, key], field.type, entry);
        if (known !== undefined) read[key] = known;
      }
    }
    for (const [key, { required }] of Object.entries(fields))
      if (required && !Object.hasOwn(value, key) && !meant.has(key)) this.#missing(path, key);
    return read;
  }

  /** A value of a type; times as milliseconds, no pings as null. Undefined for what is wrong. */
  value(path: Path, wanted: FieldType, value: JsonValue): JsonValue | undefined {
    if (wanted === 'time') return this.#time(path, value, 0);
    if (wanted === 'interval') return value === 'none' ? null : this.#time(path, value, LEAST_INTERVAL);
    if (wanted === 'event') return this.#event(path, value);
    if (wanted === 'statuses') return this.#statuses(path, value);
    if (WITHIN[wanted]) return this.#within(path, wanted, value);
    // A part of its own, which is read by `object`.
    return this.#simple(path, wanted === 'pings' || wanted === 'expect' ? 'object' : wanted, value);
  }

  /** Notes each of some keys that stands beside a key which excludes it. Says whether there is none. */
  forbid(path: Path, keys: readonly string[], other: string): boolean {
    const value = this.#at(path);
    const wrong = keys.filter((key) => isObject(value) && Object.hasOwn(value, key));
    for (const key of wrong) {
      const place = [...path, key];
      this.#forbidden.add(pointer(place));
      this.#add({ code: 'scenario-conflict', ...this.#place(place, 'key'), args: { key, other } });
    }
    return wrong.length === 0;
  }

  #time(path: Path, value: JsonValue, least: number): number | undefined {
    const time =
      typeof value === 'string' || typeof value === 'number' ? readMilliseconds(String(value)) : undefined;
    if (time !== undefined && time >= least) return time;
    return this.#wrong(path, { kind: 'form', form: least > 0 ? 'ping-interval' : 'time-offset' });
  }

  #event(path: Path, value: JsonValue): string | undefined {
    if (typeof value === 'string' && SENDABLE_TYPES.includes(value)) return value;
    const suggestion = typeof value === 'string' ? adviseEvent(value, SENDABLE_TYPES) : undefined;
    return this.#wrong(
      path,
      { kind: 'one-of', values: [...SENDABLE_TYPES] },
      { suggestion, starts: value === 'sessionStart' },
    );
  }

  #statuses(path: Path, value: JsonValue): JsonValue | undefined {
    if (!Array.isArray(value)) return this.#simple(path, 'status', value);
    if (value.length === 0) return this.#wrong(path, { kind: 'at-least', number: 1, unit: 'items' });
    return value.filter((each, at) => this.#simple([...path, at], 'status', each) !== undefined);
  }

  #within(path: Path, name: string, value: JsonValue): JsonValue | undefined {
    const { wanted, each, among } = WITHIN[name] as Within;
    const isList = wanted.kind === 'type' && wanted.types[0] === 'array';
    if (isList ? !Array.isArray(value) : !isObject(value)) return this.#wrong(path, wanted);
    if (name === 'sessions' && Array.isArray(value) && value.length === 0)
      return this.#wrong(path, { kind: 'at-least', number: 1, unit: 'items' });
    for (const [key, entry] of Object.entries(value as object)) {
      const place = [...path, isList ? Number(key) : key];
      if (among) this.#oneOf(place, isList ? entry : key, among, isList);
      if (each !== undefined) this.#simple(place, each, entry);
      if (name === 'numbers' && isMetric(key) && !isExpectable(key, entry))
        this.#wrong(place, expectable(key));
    }
    return value;
  }

  /** A name that has to be one of some. */
  #oneOf(path: Path, name: JsonValue, among: readonly string[], isValue: boolean): void {
    if (typeof name === 'string' && among.includes(name)) return;
    if (typeof name !== 'string') return void this.#wrong(path, type('string'));
    const suggestion = closest(name, among);
    const args = {
      name,
      of: isValue ? 'rule' : 'number',
      ...(suggestion !== undefined && { suggestion }),
    } as const;
    this.#add({ code: 'scenario-name', ...this.#place(path, isValue ? 'value' : 'key'), args });
  }

  #simple(path: Path, name: string, value: JsonValue): JsonValue | undefined {
    const { wanted, fits } = SIMPLE[name] as Simple;
    return fits(value) ? value : this.#wrong(path, wanted);
  }

  /** Says which key was meant, where that can be told. */
  #unknown(path: Path, known: readonly string[], beside: JsonObject): string | undefined {
    const key = String(path.at(-1));
    const suggestion = keyMeant(
      key,
      known.filter((one) => !Object.hasOwn(beside, one)),
    );
    const args = { key, known, ...(suggestion !== undefined && { suggestion }) };
    this.#add({ code: 'scenario-key', ...this.#place(path, 'key'), args });
    return suggestion;
  }

  #missing(path: Path, key: string): void {
    this.#add({ code: 'scenario-missing', ...this.#place(path, 'value'), args: { key } });
  }

  #wrong(
    path: Path,
    expected: Expected,
    extra: { suggestion?: string | undefined; starts?: boolean } = {},
  ): undefined {
    const { suggestion, starts } = extra;
    this.#add({
      code: 'scenario-type',
      ...this.#place(path, 'value'),
      expected,
      actual: actualOf(this.#at(path)),
      args: { key: nameOf(path), ...(suggestion !== undefined && { suggestion }), ...(starts && { starts }) },
    });
  }

  #place(path: Path, part: 'key' | 'value'): Pick<Finding, 'path' | 'origin'> {
    return { path: pointer(path), origin: this.#document.locate(path, part) };
  }

  #add(finding: Omit<Extract<Finding, { code: `scenario-${string}` }>, 'severity'>): void {
    this.#findings.push({ severity: 'error', ...finding } as Finding);
  }

  #at(path: Path): JsonValue | undefined {
    return lookUp(this.#document.value, path);
  }
}

/** What a reader calls the place: the key, or the number of an item. */
export function nameOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (typeof last === 'string') return last;
  const list = path.at(-2);
  return `${typeof list === 'string' ? list.replace(/s$/, '') : 'item'} ${last + 1}`;
}
