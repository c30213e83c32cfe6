import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import { actualOf } from '../../model/finding-values.ts';
import { asObject, isObject, type JsonValue, type Path } from '../../model/json.ts';
import { METRICS, type MetricKey } from '../../model/metrics.ts';
import type { Origin } from '../../model/origin.ts';
import { type ExplainedSession, isDoubtful } from '../../model/session.ts';
import { readInputText } from '../../parse/input-text.ts';
import { type JsonDocument, parseJson } from '../../parse/parse-json.ts';
import { closest } from '../../rules/closest.ts';

/** One number that is expected; a pair is a range. */
interface ExpectedNumber {
  key: MetricKey;
  value: JsonValue;
  origin: Origin;
}

/** What is expected of the sessions, in the order of their starts. */
export interface Expectation {
  origin: Origin;
  sessions: ExpectedNumber[][];
}

const isMetric = (key: string): key is MetricKey => Object.hasOwn(METRICS, key);

/** Reads the file of `--expect`. Throws InputError for one that cannot be read, or that says what cannot be expected. */
export async function readExpectation(name: string, context: Context): Promise<Expectation> {
  const { text, origin: source } = await readInputText(name, context);
  const document = parseJson(text, source);
  const { sessions } = asObject(document.value);
  const findings: Finding[] = [...unknownKeys(document, [], ['sessions'])];
  if (!Array.isArray(sessions)) findings.push(wrongType(document, ['sessions'], 'array'));
  const read = (Array.isArray(sessions) ? sessions : []).map((session, index) =>
    readSession(document, session, ['sessions', index], findings),
  );
  if (findings.length > 0) throw new InputError('file', findings);
  return { origin: document.locate(['sessions']), sessions: read };
}

function readSession(
  document: JsonDocument,
  session: JsonValue,
  path: Path,
  findings: Finding[],
): ExpectedNumber[] {
  const { numbers } = asObject(session);
  const at = [...path, 'numbers'];
  if (!isObject(session)) findings.push(wrongType(document, path, 'object'));
  findings.push(...unknownKeys(document, path, ['numbers']));
  if (numbers !== undefined && !isObject(numbers)) findings.push(wrongType(document, at, 'object'));
  findings.push(...unknownKeys(document, at, Object.keys(METRICS)));
  return Object.entries(asObject(numbers)).flatMap(([key, value]) =>
    isMetric(key) ? [{ key, value, origin: document.locate([...at, key]) }] : [],
  );
}

/** The keys of an object that mean nothing there. */
function unknownKeys(document: JsonDocument, path: Path, known: readonly string[]): Finding[] {
  let value: JsonValue | undefined = document.value;
  for (const step of path) value = (value as Record<string, JsonValue> | undefined)?.[step as string];
  return Object.keys(asObject(value))
    .filter((key) => !known.includes(key))
    .map((key): Finding => {
      const suggestion = closest(key, known);
      const args = { key, ...(suggestion !== undefined && { suggestion }) };
      const origin = document.locate([...path, key], 'key');
      return { code: 'expected-key', severity: 'error', origin, args };
    });
}

function wrongType(document: JsonDocument, path: Path, type: string): Finding {
  return {
    code: 'json-root',
    severity: 'error',
    expected: { kind: 'type', types: [type] },
    origin: document.locate(path),
    args: {},
  };
}

/** How the sessions differ from what is expected. A number that the documents leave open may be anything that they allow. */
export function compare({ origin, sessions }: Expectation, came: readonly ExplainedSession[]): Finding[] {
  const found: Finding[] = [];
  if (came.length !== sessions.length) {
    const args = { wanted: sessions.length, got: came.length };
    found.push({ code: 'expected-sessions', severity: 'error', origin, args });
  }
  for (const [index, numbers] of sessions.entries()) {
    const session = came[index];
    if (session) found.push(...numbers.flatMap((one) => difference(one, session, index + 1)));
  }
  return found;
}

function difference(
  { key, value, origin }: ExpectedNumber,
  { numbers }: ExplainedSession,
  session: number,
): Finding[] {
  const number = numbers[key];
  const { value: got, range } = isDoubtful(number) ? number : { value: number, range: undefined };
  if (isDeepStrictEqual(got, value)) return [];
  const [low, high] = range ?? (typeof got === 'number' ? [got, got] : [Number.NaN, Number.NaN]);
  const [least, most] = boundsOf(value);
  if (low <= most && high >= least) return [];
  return [
    {
      code: 'expected-number',
      severity: 'error',
      origin,
      expected: { kind: 'one-of', values: [value] },
      actual: actualOf(got as JsonValue),
      args: { session, key },
    },
  ];
}

/** A number, or two between which it has to be. */
function boundsOf(value: JsonValue): [least: number, most: number] {
  if (typeof value === 'number') return [value, value];
  if (Array.isArray(value) && value.length === 2) {
    const [least, most] = value;
    if (typeof least === 'number' && typeof most === 'number') return [least, most];
  }
  return [Number.NaN, Number.NaN];
}
