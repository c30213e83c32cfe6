import { onlyType, wanted } from '../messages/index.ts';
import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue, parsePointer, pointer } from '../model/json.ts';
import type { Belongs } from '../model/mistakes.ts';

/** A body in which what findings tell of is put right. */
export interface Corrected {
  body: JsonValue;
  /** JSON pointers to what is new in it. */
  changed: string[];
  /** JSON pointers to the blanks in it, such as `<a number>`, that only its author can fill in. */
  open: string[];
}

/** A place in a body: the object or list that holds it, and its key. */
interface Place {
  parent: JsonObject | JsonValue[];
  key: string;
}

/** Parts of a body that a key may belong in. */
const PARTS: ReadonlySet<unknown> = new Set(['params', 'qoeData', 'playerTime'] satisfies Belongs[]);

/**
 * The body with every value, key and missing key corrected that its findings say how to correct; undefined where they say
 * nothing of the kind. What is missing becomes a blank. The body itself stays as it is.
 */
export function correctedBody(body: JsonValue, findings: readonly Finding[]): Corrected | undefined {
  const draft = new Draft(structuredClone(body));
  // Values first, while every key is still where its finding says.
  const steps = [correctValue, correctKey, addMissing];
  for (const step of steps) for (const finding of findings) step(draft, finding);
  if (draft.changed.size === 0 && !draft.removed) return undefined;
  const isThere = (path: string): boolean => valueAt(draft.body, parsePointer(path)) !== undefined;
  return {
    body: draft.body,
    changed: [...draft.changed].filter(isThere),
    open: [...draft.open].filter(isThere),
  };
}

class Draft {
  readonly body: JsonValue;
  readonly changed = new Set<string>();
  readonly open = new Set<string>();
  removed = false;

  constructor(body: JsonValue) {
    this.body = body;
  }

  /** Sets a value, and the objects on the way to it. */
  set(path: readonly string[], value: JsonValue): void {
    const place = this.#place(path, true);
    if (!place) return;
    setIn(place, value);
    this.changed.add(pointer(path));
  }

  /** Leaves a value to the author of the body. */
  blank(path: readonly string[], expected: Finding['expected']): void {
    this.set(path, `<${wanted(expected ?? { kind: 'type', types: ['string'] })}>`);
    this.open.add(pointer(path));
  }

  /** Gives a key another name, in the place where it stands. */
  rename(path: readonly string[], name: string): void {
    const parent = valueAt(this.body, path.slice(0, -1));
    const old = path.at(-1) ?? '';
    if (!isObject(parent) || !Object.hasOwn(parent, old)) return;
    const entries = Object.entries(parent);
    for (const [key] of entries) delete parent[key];
    for (const [key, value] of entries) setIn({ parent, key: key === old ? name : key }, value);
    this.changed.add(pointer([...path.slice(0, -1), name]));
  }

  /** Takes a value out and gives it; undefined where there is none. */
  take(path: readonly string[]): JsonValue | undefined {
    const place = this.#place(path, false);
    if (!place || Array.isArray(place.parent)) return undefined;
    const value = valueAt(place.parent, [place.key]);
    if (value === undefined) return undefined;
    delete place.parent[place.key];
    this.removed = true;
    return value;
  }

  /** Puts a value elsewhere, unless there is one already; without a target it goes. */
  move(path: readonly string[], target: readonly string[] | undefined): void {
    const value = this.take(path);
    if (value !== undefined && target && valueAt(this.body, target) === undefined) this.set(target, value);
  }

  #place(path: readonly string[], isMade: boolean): Place | undefined {
    const key = path.at(-1);
    if (key === undefined) return undefined;
    let parent = this.body;
    for (const part of path.slice(0, -1)) {
      const next = valueAt(parent, [part]);
      if (next === undefined && isMade && isObject(parent)) setIn({ parent, key: part }, {});
      parent = valueAt(parent, [part]) ?? null;
    }
    return isObject(parent) || Array.isArray(parent) ? { parent, key } : undefined;
  }
}

/** `__proto__` is a key like any other. */
function setIn({ parent, key }: Place, value: JsonValue): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function valueAt(value: JsonValue, path: readonly string[]): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as JsonObject)[part];
  }
  return at;
}

/** The better value or key that a finding names. */
interface Told {
  key?: string;
  suggestion?: string | number | boolean;
  belongs?: Belongs;
  kind?: string;
  removed?: boolean;
}

const KEY_CODES: ReadonlySet<Finding['code']> = new Set([
  'param-unknown',
  'body-unknown',
  'custom-metadata-key',
  'custom-metadata-reserved',
  'params-form',
]);

const TYPE_CODES: ReadonlySet<Finding['code']> = new Set(['param-type', 'body-type', 'custom-metadata-type']);

const MISSING_CODES: ReadonlySet<Finding['code']> = new Set(['param-missing', 'body-missing']);

/** The path of a finding that is about a part of the body. */
function pathOf({ path }: Finding): string[] | undefined {
  return path?.startsWith('/') ? parsePointer(path) : undefined;
}

function correctValue(draft: Draft, finding: Finding): void {
  const path = pathOf(finding);
  if (!path || KEY_CODES.has(finding.code) || MISSING_CODES.has(finding.code)) return;
  const { suggestion } = { ...finding.args } as Told;
  const isEmpty = finding.code === 'literal-text' && finding.args.required === true;
  if (suggestion !== undefined) draft.set(path, suggestion);
  else if (isEmpty || TYPE_CODES.has(finding.code)) draft.blank(path, finding.expected);
}

/** A key that stands under the wrong name or in the wrong place is moved; one that belongs nowhere goes. */
function correctKey(draft: Draft, finding: Finding): void {
  const path = pathOf(finding);
  if (!path || !KEY_CODES.has(finding.code)) return;
  const told = { ...finding.args } as Told;
  if (finding.code === 'params-form' && told.kind === 'ping') draft.take(path);
  const target = newPlace(path, finding.code === 'params-form' ? { ...told, belongs: 'qoeData' } : told);
  // Of a key that is only doubtful nobody knows better.
  if (!target && finding.severity !== 'error' && !told.removed) return;
  const isBeside =
    target?.length === path.length && target.slice(0, -1).every((part, at) => part === path[at]);
  const isFree = target && valueAt(draft.body, target) === undefined;
  if (isFree && isBeside) draft.rename(path, target.at(-1) ?? '');
  else draft.move(path, target);
  if (target && finding.expected) settle(draft, target, finding.expected);
}

/** What stands at a place gets the type that it should have, or becomes a blank. */
function settle(draft: Draft, path: readonly string[], expected: Finding['expected']): void {
  const there = valueAt(draft.body, path);
  const value = there === undefined ? undefined : withType(there, onlyType(expected));
  if (value === undefined) draft.blank(path, expected);
  else if (value !== there) draft.set(path, value);
}

function newPlace(path: readonly string[], { suggestion, belongs, key }: Told): string[] | undefined {
  const name = typeof suggestion === 'string' ? suggestion : belongs === undefined ? undefined : key;
  if (name === undefined) return undefined;
  if (belongs === undefined) return [...path.slice(0, -1), name];
  // The key stands in the body, or in one of its parts.
  const root = path.slice(0, /^\d+$/.test(path[0] ?? '') ? 1 : 0);
  if (belongs === 'top') return [...root, name];
  return PARTS.has(belongs) ? [...root, belongs as string, name] : undefined;
}

function addMissing(draft: Draft, finding: Finding): void {
  const path = pathOf(finding);
  if (!path || !MISSING_CODES.has(finding.code)) return;
  // It may stand there under its new name, perhaps with the wrong type.
  settle(draft, path, finding.expected);
}

/** A value of this type that says the same; undefined where there is none. */
function withType(value: JsonValue, type: string | undefined): JsonValue | undefined {
  if (type === undefined || typeof value === type) return value;
  if (type === 'string') return typeof value === 'object' ? undefined : String(value);
  const isNumber = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  return type === 'number' && isNumber ? Number(value) : undefined;
}
