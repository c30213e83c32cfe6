import type { CaptureGap, NotJson } from '../model/capture-facts.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import { isObject, type JsonValue } from '../model/json.ts';
import { type Origin, type OriginLookup, placed, placeOf, unplaced } from '../model/origin.ts';
import { inspectJson } from '../parse/parse-json.ts';
import { plainJson } from '../parse/plain-json.ts';
import type { CapturedBody } from './capture.ts';
import { causeOf } from './not-json.ts';

/** A body as a reader found it: text that should be JSON, a value that was already read, or why there is neither. */
export type RawBody =
  | { text: string; origin: Origin; originOf?: OriginLookup }
  | {
      value: JsonValue;
      originOf: OriginLookup;
      source?: string;
      computed?: readonly string[];
      problem?: Finding[];
    }
  | { problem: Finding[] };

/** A body, or why there is none; both where something had to be undone to read it. */
export interface ReadBody {
  body?: CapturedBody;
  bodyProblem?: Finding[];
}

/** Reads the body of a request. Values of a body that stands as text are where the whole of it is. */
export function bodyOf(raw: RawBody | undefined, origin: Origin): ReadBody {
  if (raw === undefined) return incompleteBody(origin, 'none-sent');
  if ('text' in raw) return readBodyText(raw.text, raw.origin, raw.originOf);
  if (!('value' in raw)) return { bodyProblem: raw.problem };
  const { problem, ...body } = raw;
  return { body, ...(problem && { bodyProblem: problem }) };
}

/**
 * The JSON of a body that stands as text inside a capture. Lines within it mean nothing to the reader, so every value's origin
 * is the place of the body, unless `originOf` knows better; the finding's JSON pointer does the rest. What is not JSON is
 * read all the same where only its wrapping has to be undone.
 */
export function readBodyText(
  text: string,
  given: Origin,
  // The line that it stands on has it encoded: its values are shown in the decoded text.
  originOf: OriginLookup = () => unplaced(given),
): ReadBody {
  const origin = unplaced(given);
  const plain = plainJson(text);
  if (plain !== undefined && typeof plain !== 'string')
    return { body: { value: plain, originOf, source: text } };
  try {
    const { document, findings } = inspectJson(text, origin);
    const problems = within(findings, origin);
    const { value } = document;
    if (typeof value === 'string') return encodedTwice(value, origin, originOf);
    return { body: { value, originOf, source: text }, ...(problems.length > 0 && { bodyProblem: problems }) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const read = readMalformed(text, origin, originOf);
    // No code computes what was sent: its words had quotation marks once.
    if (read?.body?.computed) return { bodyProblem: [notJson(origin, 'shell-quotes', false)] };
    return read ?? { bodyProblem: within(error.findings, origin) };
  }
}

/** A body that is no JSON, when the cause is known; undefined when all that is known is where the JSON breaks. */
export function readMalformed(text: string, origin: Origin, originOf: OriginLookup): ReadBody | undefined {
  const found = causeOf(text);
  if (!found) return undefined;
  const { cause, value, source, computed } = found;
  const bodyProblem = [notJson(origin, cause, value !== undefined)];
  if (value === undefined) return { bodyProblem };
  const body = {
    value,
    originOf,
    ...(source !== undefined && { source }),
    ...(computed && computed.length > 0 && { computed }),
  };
  return { body, bodyProblem };
}

/** A JSON string whose text is JSON itself. Other strings are no body, and are left for the schema to refuse. */
function encodedTwice(text: string, origin: Origin, originOf: OriginLookup): ReadBody {
  const inner = readBodyText(text, origin, originOf);
  const value = inner.body?.value;
  if (!isObject(value) && !Array.isArray(value)) {
    return { ...readMalformed(text, origin, originOf), body: { value: text, originOf } };
  }
  return { ...inner, bodyProblem: [notJson(origin, 'double-encoded', true)] };
}

/** Findings about the text of a body that stands at `origin`; each still knows its place in that text. */
function within(findings: readonly Finding[], origin: Origin): Finding[] {
  return findings.map((finding) => {
    const place = placeOf(finding.origin);
    if (!place) return { ...finding, origin };
    const { text, form } = place.source;
    return {
      ...finding,
      origin: placed(origin, { offset: place.offset, source: { text, form, decoded: true } }),
    };
  });
}

/** A body that the capture does not hold, or holds in part. */
function incompleteBody(origin: Origin, reason: CaptureGap): { bodyProblem: Finding[] } {
  return { bodyProblem: [gap(origin, reason)] };
}

/** The finding about a body that is not there. */
export function gap(origin: Origin, reason: CaptureGap): Finding {
  return { code: 'capture-incomplete', severity: 'warning', origin, args: { reason } };
}

/** The finding about a body that is no JSON; `read`: whether its value could be read all the same. */
export function notJson(origin: Origin, cause: NotJson, read: boolean): Finding {
  return { code: 'capture-not-json', severity: 'error', origin, args: { cause, read } };
}

/** The finding about a body that stands in a file, in a variable, or wherever else the capture does not reach. */
export function keptElsewhere(origin: Origin, args: FindingArgs['capture-body-missing']): Finding {
  return { code: 'capture-body-missing', severity: 'error', origin, args };
}
