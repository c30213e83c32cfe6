import { EVENT_TYPES } from '../model/event-types.ts';
import type { Evidence, Finding } from '../model/finding.ts';
import { actualOf, type Expected } from '../model/finding-values.ts';
import { type JsonValue, type Path, pointer } from '../model/json.ts';
import type { OriginLookup } from '../model/origin.ts';
import { type Advice, adviseEvent, adviseKey, type Section } from './advice.ts';
import { expectedBy, expectedKeys, expectedOfProperty } from './expected.ts';
import { flagFor, keyName } from './naming.ts';
import type { Prepared } from './prepare.ts';
import type { Leaf } from './schema-errors.ts';

/** How a body is to be checked. */
export interface ValidateOptions {
  originOf: OriginLookup;
  evidence: Extract<Evidence, 'bundled-schema' | 'live-schema'>;
  /** Keys that the schema does not know are warnings: the endpoint's schema may be newer than ours. */
  allowUnknown?: boolean;
}

const SECTIONS: readonly Section[] = ['playerTime', 'params', 'qoeData', 'customMetadata'];
const BOOLEAN = /^\s*(?:true|false)\s*$/i;
const DECIMAL = /^\s*-?\d+(?:\.\d+)?\s*$/;

/** What all findings about a leaf have. */
type Common = Pick<Finding, 'path' | 'expected' | 'actual' | 'origin' | 'evidence'> & { severity: 'error' };

/** Turns a leaf of the error tree into a finding: what is wrong, where, and what was probably meant. */
export function findingOf(leaf: Leaf, eventType: string, options: ValidateOptions): Finding {
  const { kind, node, path, value } = leaf;
  const expected = expectedOf(leaf);
  const origin = originOf(leaf, options);
  // Not spread: a log may hold very many mistakes, and each spread takes longer than all the rest.
  const common: Common = { severity: 'error', path: pointer(path), evidence: options.evidence };
  if (expected !== undefined) common.expected = expected;
  if (kind === 'value') common.actual = actualOf(value);
  if (origin) common.origin = origin;
  const flag = flagFor(path, eventType);
  const about = { key: keyName(path), ...(flag !== undefined && { flag }) };
  const inside = path.length > 1;
  const part = path[0] === 'params' && inside ? 'param' : 'body';
  const isCustom = path[0] === 'customMetadata' && inside;
  if (path[0] === 'eventType' && !inside)
    return { ...common, code: 'event-type', args: { ...about, ...suggested(eventSuggestion(leaf)) } };
  if (kind === 'missing') return { ...common, code: `${part}-missing`, args: about };
  if (kind === 'value') {
    const code = isCustom ? 'custom-metadata-type' : (`${part}-type` as const);
    return { ...common, code, args: { ...about, ...suggested(converted(value, node)) } };
  }
  const args = { ...about, ...keyAdvice(leaf, eventType) };
  if (isCustom) return { ...common, code: 'custom-metadata-key', args };
  return {
    ...common,
    severity: options.allowUnknown ? 'warning' : 'error',
    code: `${part}-unknown`,
    args,
  };
}

function expectedOf({ kind, keyword, node, path }: Leaf): Expected | undefined {
  if (kind === 'value') return expectedBy(keyword, node);
  if (kind === 'unknown') return expectedKeys(node);
  return expectedOfProperty(propertiesOf(node)[String(path.at(-1))]);
}

/** An unknown key is fixed at the key, a missing one in its parent. */
function originOf({ kind, path }: Leaf, options: ValidateOptions) {
  if (kind === 'missing') return options.originOf(path.slice(0, -1));
  return options.originOf(path, kind === 'unknown' ? 'key' : 'value');
}

/** Advice on an unknown key, with the flag of the key that was probably meant. */
function keyAdvice({ node, path }: Leaf, eventType: string): Advice & { flag?: string } {
  const advice = adviseKey(String(path.at(-1)), sectionOf(path), Object.keys(propertiesOf(node)), eventType);
  if (advice.suggestion === undefined || advice.belongs !== undefined) return advice;
  const flag = flagFor([...path.slice(0, -1), advice.suggestion], eventType);
  return flag === undefined ? advice : { ...advice, flag };
}

function suggested<T>(suggestion: T | undefined): { suggestion?: T } {
  return suggestion === undefined ? {} : { suggestion };
}

/** An event that exists but is not the one wanted here was not misspelt, so the wanted one is suggested. */
function eventSuggestion({ kind, node, value }: Leaf): string | undefined {
  const property = kind === 'missing' ? propertiesOf(node).eventType : node;
  const names = ((typeof property === 'object' && property.enum) || []).map(String);
  const isEvent = typeof value === 'string' && EVENT_TYPES.includes(value);
  const meant = typeof value === 'string' && !isEvent ? adviseEvent(value, names) : undefined;
  return meant ?? (names.length === 1 ? names[0] : undefined);
}

function sectionOf(path: Path): Section {
  if (path.length === 1) return 'top';
  const section = SECTIONS.find((name) => name === path[0]);
  return section !== undefined && path.length === 2 ? section : 'other';
}

/** The same value in the JSON type that the schema wants, where there is no doubt about it. */
function converted(value: JsonValue | undefined, { type }: Prepared): string | number | boolean | undefined {
  if (type === 'string')
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  if (type === 'integer' && typeof value === 'number') return Math.round(value);
  if (typeof value !== 'string') return undefined;
  if (type === 'boolean') return BOOLEAN.test(value) ? /true/i.test(value) : undefined;
  if (!DECIMAL.test(value) || (type !== 'number' && type !== 'integer')) return undefined;
  return type === 'integer' ? Math.round(Number(value)) : Number(value);
}

function propertiesOf(node: Prepared): Record<string, Prepared | boolean> {
  return node.properties ?? {};
}
