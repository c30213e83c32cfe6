import type { Finding, FindingCode } from '../model/finding.ts';
import { actualOf, type Expected } from '../model/finding-values.ts';
import { isObject, type JsonObject, type JsonValue, lookUp, type Path } from '../model/json.ts';
import type { Sourced } from '../model/origin.ts';
import type { JsonDocument } from '../parse/parse-json.ts';
import { ignorableCode } from './ignorable.ts';
import { adviseConfigKey, knownKey } from './nearest-key.ts';
import { SETTINGS, type SettingKey, type SettingSpec, STRUCTURE_KEYS } from './settings.ts';
import { mergeSourced, type SettingValues, type SourcedObject } from './sourced.ts';

/** What a value of a config file may have to be. */
export const OBJECT: Expected = { kind: 'type', types: ['object'] };
const LIST: Expected = { kind: 'type', types: ['array'] };
const TEXT: Expected = { kind: 'type', types: ['string'] };
const TEXT_OR_NUMBER: Expected = { kind: 'type', types: ['string', 'number'] };
const DECIMAL: Expected = { kind: 'form', form: 'decimal-or-quoted' };

/** One level of a config file: the file itself, or one of its profiles. */
export interface ConfigSection {
  values: SettingValues;
  params: SourcedObject;
  customMetadata: SourcedObject;
  /** Codes of findings that are not to be reported. */
  ignore: Sourced<FindingCode>[];
}

/** What readers of YAML 1.1 turn into booleans, nothing, dates, base-60 or other numbers. */
const REINTERPRETED =
  /^(?:y|n|yes|no|on|off|true|false|null|~|\d{4}-\d{1,2}-\d{1,2}(?:[Tt\s].*)?|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?|[-+]?(?:0b)?\d[\d_.]*)$/i;

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Reads the settings at `path` of a document: known keys only, copied into objects without prototype.
 * Everything wrong is added to `findings`: `config-type` (args.key: none for an element of a list; args.plain: what YAML
 * read without quotes), `config-import`, `ignore-invalid`, and as warnings `config-unknown-key` (args.key, args.suggestion).
 */
export function readSection(document: JsonDocument, path: Path, findings: Finding[]): ConfigSection {
  const source = valueAt(document, path);
  const values: SettingValues = {};
  for (const key of Object.keys(source)) {
    const spec = SETTINGS.find((row) => row.key === key);
    if (spec !== undefined) {
      const text = settingText(document, [...path, key], spec, findings);
      const origin = document.locate([...path, key]);
      if (text !== undefined) values[spec.key as SettingKey] = { value: text, origin };
    } else if (key === '$import') {
      findings.push({ code: 'config-import', severity: 'error', ...keyAt(document, [...path, key]) });
    } else if (!Object.hasOwn(STRUCTURE_KEYS, key) || (path.length > 0 && !isNested(key))) {
      findings.push(...unknownKeys(document, [...path, key], path.length));
    }
  }
  return {
    values,
    params: readObject(document, [...path, 'params'], findings, checkParam),
    customMetadata: readObject(document, [...path, 'customMetadata'], findings, checkCustom),
    ignore: readIgnored(document, [...path, 'ignore'], findings),
  };
}

/** A `config-type` finding for the value at `path`. */
export function wrongType(document: JsonDocument, path: Path, expected: Expected): Finding {
  const plain = document.plainScalar?.(path);
  const value = lookUp(document.value, path);
  const key = path.at(-1);
  return {
    code: 'config-type',
    severity: 'error',
    path: dotted(path),
    expected,
    // Text that YAML 1.1 reads as a date or a boolean is a string here, but not everywhere.
    actual:
      typeof value === 'string' && plain !== undefined ? { type: 'plain', value: plain } : actualOf(value),
    origin: document.locate(path),
    args: { key: typeof key === 'string' ? key : undefined, ...(plain !== undefined && { plain }) },
  };
}

/** The name of a key for the reader: `profiles.staging.endpoint`. */
function dotted(path: Path): string {
  return path.join('.');
}

function isNested(key: string): boolean {
  return key === 'params' || key === 'customMetadata' || key === 'ignore';
}

function settingText(
  document: JsonDocument,
  path: Path,
  spec: SettingSpec,
  findings: Finding[],
): string | undefined {
  const value = lookUp(document.value, path);
  const plain = document.plainScalar?.(path);
  const numeric = spec.type === 'duration' || spec.type === 'count';
  if (numeric && typeof value === 'number') return plain ?? String(value);
  if (typeof value === 'string' && (numeric || plain === undefined || !REINTERPRETED.test(plain)))
    return value;
  findings.push(wrongType(document, path, numeric ? TEXT_OR_NUMBER : TEXT));
  return undefined;
}

function readIgnored(document: JsonDocument, path: Path, findings: Finding[]): Sourced<FindingCode>[] {
  const source = lookUp(document.value, path);
  if (source === undefined) return [];
  if (!Array.isArray(source)) {
    findings.push(wrongType(document, path, LIST));
    return [];
  }
  return source.flatMap((name, at) => {
    const place = [...path, at];
    const origin = document.locate(place);
    const code = typeof name === 'string' ? ignorableCode(name, origin) : wrongType(document, place, TEXT);
    if (typeof code === 'string') return [{ value: code, origin }];
    findings.push(code);
    return [];
  });
}

type Check = (document: JsonDocument, path: Path, value: JsonValue) => Finding | undefined;

function readObject(document: JsonDocument, path: Path, findings: Finding[], check: Check): SourcedObject {
  const source = lookUp(document.value, path);
  if (source === undefined) return mergeSourced();
  if (!isObject(source)) {
    findings.push(wrongType(document, path, OBJECT));
    return mergeSourced();
  }
  const value = Object.create(null) as JsonObject;
  for (const [key, entry] of Object.entries(source)) {
    const finding = check(document, [...path, key], entry);
    if (finding === undefined) value[key] = entry;
    else findings.push(finding);
  }
  return { value, originOf: (key, part) => document.locate([...path, key], part) };
}

/** Whether a param has the right type is for the schema to say; here only what YAML made of `0x1F` or `010`. */
function checkParam(document: JsonDocument, path: Path, value: JsonValue): Finding | undefined {
  const plain = document.plainScalar?.(path);
  const changed = typeof value === 'number' && plain !== undefined && !JSON_NUMBER.test(plain);
  return changed ? wrongType(document, path, DECIMAL) : undefined;
}

function checkCustom(document: JsonDocument, path: Path, value: JsonValue): Finding | undefined {
  return typeof value === 'string' ? undefined : wrongType(document, path, TEXT);
}

/** How deep the settings of an SDK are nested, as in `{"analytics": {"rsids": …}}`. */
const MAX_NESTING = 3;

/** An unknown key; or, where it holds an object with settings of an SDK, the keys in that. */
function unknownKeys(document: JsonDocument, path: Path, base: number): Finding[] {
  const nested = leavesBelow(document, path, base + MAX_NESTING);
  const known = nested.some((leaf) => knownKey(dotted(leaf.slice(base))) !== undefined);
  return (known ? nested : [path]).map((at) => unknownKey(document, at, dotted(at.slice(base))));
}

function leavesBelow(document: JsonDocument, path: Path, deepest: number): Path[] {
  const value = lookUp(document.value, path);
  if (!isObject(value) || path.length > deepest) return [path];
  return Object.keys(value).flatMap((key) => leavesBelow(document, [...path, key], deepest));
}

function unknownKey(document: JsonDocument, path: Path, key: string): Finding {
  // Within a profile, profiles are what is not known.
  const advice = path.length === 1 || key !== 'profiles' ? adviseConfigKey(key) : {};
  const args = { key, ...(advice.suggestion === key && !advice.belongs ? {} : advice) };
  return { code: 'config-unknown-key', severity: 'warning', ...keyAt(document, path), args };
}

function keyAt(document: JsonDocument, path: Path): Pick<Finding, 'path' | 'origin'> {
  return { path: dotted(path), origin: document.locate(path, 'key') };
}

function valueAt(document: JsonDocument, path: Path): JsonObject {
  const value = lookUp(document.value, path);
  return isObject(value) ? value : (Object.create(null) as JsonObject);
}
