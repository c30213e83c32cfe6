import type { Finding } from '../../model/finding.ts';
import type { FindingArgs } from '../../model/finding-args.ts';
import { actualOf, type Expected } from '../../model/finding-values.ts';
import { isObject, type JsonObject, type JsonValue, type Path, pointer } from '../../model/json.ts';
import type { Origin, OriginLookup } from '../../model/origin.ts';
import { flagFor, keyName } from '../naming.ts';
import { isNothing, isPlaceholder } from '../placeholder.ts';

/** What the checks need to know besides the body. */
export interface PlausibilityContext {
  originOf: OriginLookup;
  /**
   * The time that `ts` is compared with, in milliseconds since the epoch: of a body that is to be sent that of this machine, of
   * one that was recorded that of the recording, or NaN if it is not known. Then only the size of `ts` counts.
   */
  now: number;
  /** The body stands in a capture, a log or a file: it was sent at some other time, if at all. */
  recorded?: boolean;
  /** The body goes to the sessions endpoint now, rather than later in a batch of downloaded content. */
  online: boolean;
  /** Where the batch goes that the body is part of; absent for a body that goes alone. */
  batch?: 'downloaded' | 'sessions';
  /** The collection host that the body goes to. */
  endpoint?: { host: string; origin: Origin };
}

const TEXT_PARTS = ['params', 'customMetadata', 'qoeData'] as const;
const MAX_DEPTH = 6;

/** One check: what it finds in a body, if anything. */
export type Check = (body: BodyView) => Finding | readonly Finding[] | undefined;

/** The codes of findings about a key or a value of a body. */
type BodyCode = {
  [C in keyof FindingArgs]: FindingArgs[C] extends { key: string; flag?: string } ? C : never;
}[keyof FindingArgs];

/** The arguments of a code besides the key and its flag, which follow from the path. */
type OwnArgs<C extends BodyCode> = FindingArgs[C] extends infer A
  ? A extends unknown
    ? Omit<A, 'key' | 'flag'>
    : never
  : never;

/** A finding whose arguments are not known to be those of its code. */
type LooseFinding = Pick<Finding, 'severity' | 'path' | 'expected' | 'actual' | 'origin' | 'evidence'> & {
  code: BodyCode;
  args: object;
};

/** The parts of a finding that a check decides itself. */
interface LooseDetails {
  severity?: Finding['severity'];
  expected?: Expected;
  part?: 'key' | 'value';
  args?: object;
}

/** The same, with the arguments that the code needs. */
type Details<C extends BodyCode> = Omit<LooseDetails, 'args'> &
  (object extends OwnArgs<C> ? { args?: OwnArgs<C> } : { args: OwnArgs<C> });

/** The details, which may be left out where none of them is needed. */
type Given<C extends BodyCode> = object extends OwnArgs<C> ? [details?: Details<C>] : [details: Details<C>];

/** A body as the checks see it: every reader returns undefined unless the value has the JSON type asked for. */
export class BodyView {
  readonly context: PlausibilityContext;
  readonly body: JsonObject;
  readonly eventType: string;
  readonly params: JsonObject;
  #texts: [Path, string][] | undefined;

  constructor(body: JsonObject, context: PlausibilityContext) {
    this.context = context;
    this.body = body;
    this.eventType = typeof body.eventType === 'string' ? body.eventType : '';
    this.params = isObject(body.params) ? body.params : {};
  }

  /** A param that is text and says something: not what the checks for placeholders and literal text report. */
  text(key: string): string | undefined {
    const value = own(this.params, key);
    if (typeof value !== 'string' || value.trim() === '' || isPlaceholder(value)) return undefined;
    return isNothing(value, key) ? undefined : value;
  }

  /** All text in the parts that hold data, with the way to it. */
  get texts(): readonly [Path, string][] {
    if (this.#texts) return this.#texts;
    const found: [Path, string][] = [];
    for (const part of TEXT_PARTS) collectTexts(this.body[part], [part], found);
    this.#texts = found;
    return found;
  }

  /** A param that is a number. */
  number(key: string): number | undefined {
    const value = own(this.params, key);
    return typeof value === 'number' ? value : undefined;
  }

  /** A number of playerTime. */
  time(key: 'playhead' | 'ts'): number | undefined {
    const value = isObject(this.body.playerTime) ? own(this.body.playerTime, key) : undefined;
    return typeof value === 'number' ? value : undefined;
  }

  /** Whether the content is live, as far as contentType says. */
  get isLive(): boolean {
    return ['live', 'linear'].includes(this.text('media.contentType')?.trim().toLowerCase() ?? '');
  }

  /** A finding about the param with a key. */
  param<C extends BodyCode>(code: C, key: string, ...details: Given<C>): Finding {
    return this.finding(code, ['params', key], own(this.params, key), ...details);
  }

  /** A finding about a number of playerTime. */
  timeFinding<C extends BodyCode>(code: C, key: 'playhead' | 'ts', ...details: Given<C>): Finding {
    return this.finding(code, ['playerTime', key], this.time(key), ...details);
  }

  /** A finding about any value of the body. */
  finding<C extends BodyCode>(
    code: C,
    path: Path,
    value: JsonValue | undefined,
    ...given: Given<C>
  ): Finding {
    const [details = {}] = given as [LooseDetails?];
    const { originOf } = this.context;
    // A key that is not there has no origin of its own: it is to be written where its parent stands.
    const origin = originOf(path, details.part ?? 'value') ?? originOf(path.slice(0, -1));
    const flag = flagFor(path, this.eventType);
    const args = { key: keyName(path), ...details.args } as { key: string; flag?: string };
    if (flag !== undefined) args.flag = flag;
    const finding: LooseFinding = {
      code,
      severity: details.severity ?? 'warning',
      path: pointer(path),
      evidence: 'plausibility',
      args,
    };
    if (details.expected !== undefined) finding.expected = details.expected;
    if (value !== undefined) finding.actual = actualOf(value);
    if (origin) finding.origin = origin;
    // The compiler cannot see that key, flag and the rest make up the arguments of a code that is still open.
    return finding as unknown as Finding;
  }
}

/** An object's own value for a key, whatever else its prototype holds. */
export function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function collectTexts(value: JsonValue | undefined, path: Path, found: [Path, string][]): void {
  if (typeof value === 'string') found.push([path, value]);
  if (typeof value !== 'object' || value === null || path.length > MAX_DEPTH) return;
  if (Array.isArray(value))
    for (const [index, item] of value.entries()) collectTexts(item, [...path, index], found);
  else for (const key of Object.keys(value)) collectTexts(value[key], [...path, key], found);
}
