import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import { expectable, isExpectable } from '../../model/expectation.ts';
import type { Finding } from '../../model/finding.ts';
import { actualOf, type Expected } from '../../model/finding-values.ts';
import { asObject, isObject, type JsonValue, lookUp, type Path } from '../../model/json.ts';
import { isMetric, METRICS, type MetricKey } from '../../model/metrics.ts';
import type { Origin } from '../../model/origin.ts';
import type { ExplainedSession } from '../../model/session.ts';
import { readInputText } from '../../parse/input-text.ts';
import { type JsonDocument, parseJson } from '../../parse/parse-json.ts';
import { closest } from '../../rules/closest.ts';
import { differenceOf } from '../../scenario/expect.ts';
import { nameOf } from '../../scenario/fields.ts';

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

const LIST: Expected = { kind: 'type', types: ['array'] };
const OBJECT: Expected = { kind: 'type', types: ['object'] };

/** Reads the file of `--expect`. Throws InputError for one that cannot be read, or that says what cannot be expected. */
export async function readExpectation(name: string, context: Context): Promise<Expectation> {
  const { text, origin: source } = await readInputText(name, context);
  const document = parseJson(text, source);
  const { sessions } = asObject(document.value);
  const findings: Finding[] = [...unknownKeys(document, [], ['$schema', 'sessions'])];
  if (!isObject(document.value)) findings.push(wrongType(document, [], OBJECT));
  // Where the numbers stand beside it, one finding says where they go.
  else if (!Array.isArray(sessions) && (sessions !== undefined || !findings.some(isMisplaced)))
    findings.push(wrongType(document, ['sessions'], LIST));
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
  if (!isObject(session)) findings.push(wrongType(document, path, OBJECT));
  findings.push(...unknownKeys(document, path, ['numbers']));
  if (numbers !== undefined && !isObject(numbers)) findings.push(wrongType(document, at, OBJECT));
  findings.push(...unknownKeys(document, at, Object.keys(METRICS)));
  return Object.entries(asObject(numbers)).flatMap(([key, value]) => {
    if (!isMetric(key)) return [];
    if (!isExpectable(key, value)) findings.push(wrongType(document, [...at, key], expectable(key)));
    return [{ key, value, origin: document.locate([...at, key]) }];
  });
}

/** The keys of an object that mean nothing there. */
function unknownKeys(document: JsonDocument, path: Path, known: readonly string[]): Finding[] {
  return Object.keys(asObject(lookUp(document.value, path)))
    .filter((key) => !known.includes(key))
    .map((key): Finding => {
      const belongs = placeFor(key, path);
      const suggestion = belongs === undefined ? closest(key, known) : undefined;
      const args = {
        key,
        ...(suggestion !== undefined && { suggestion }),
        ...(belongs !== undefined && { belongs }),
      };
      const origin = document.locate([...path, key], 'key');
      return { code: 'expected-key', severity: 'error', origin, args };
    });
}

const isMisplaced = ({ code, args }: Finding): boolean => code === 'expected-key' && 'belongs' in args;

/** Where a key goes that is known, but not where it stands. */
function placeFor(key: string, path: Path): 'sessions' | 'numbers' | undefined {
  if (key === 'numbers' && path.length === 0) return 'sessions';
  return isMetric(key) && path.at(-1) !== 'numbers' ? 'numbers' : undefined;
}

/** A value of the wrong type, or none where one is needed. */
function wrongType(document: JsonDocument, path: Path, expected: Expected): Finding {
  const value = lookUp(document.value, path);
  return {
    code: 'expected-value',
    severity: 'error',
    expected,
    ...(value !== undefined && { actual: actualOf(value) }),
    origin: document.locate(path),
    args: { key: nameOf(path) },
  };
}

/** How many things are expected: how many sessions come, and each number. */
export function countOf({ sessions }: Expectation): number {
  return 1 + sessions.flat().length;
}

/** How many of them came so; the numbers of a session that did not come did not. */
export function metOf(expectation: Expectation, came: readonly ExplainedSession[], wrong: number): number {
  const missing = expectation.sessions.slice(came.length).flat().length;
  return countOf(expectation) - missing - wrong;
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
  const differs = differenceOf(key, value, numbers);
  if (!differs) return [];
  return [
    {
      code: 'expected-number',
      severity: 'error',
      origin,
      expected: { kind: 'one-of', values: [value] },
      actual: actualOf(differs.value),
      args: { session, key },
    },
  ];
}
