import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue, type Path } from '../model/json.ts';
import type { JsonDocument } from '../parse/document.ts';
import { FieldReader, keyMeant } from './fields.ts';
import type { Part } from './format.ts';

/** Milliseconds between pings; null for none. */
export type Interval = number | null;

/** A step as it stands in a file. Times in milliseconds. */
export type FileStep = { path: Path } & (
  | {
      kind: 'event';
      at?: number;
      eventType: string;
      playhead?: number;
      body: JsonObject;
      statuses?: number[];
    }
  | { kind: 'wait'; for: number; pings?: Interval }
);

/** A session as it stands in a file. */
export interface FileSession {
  path: Path;
  at?: number;
  playhead?: number;
  /** `content`, `customMetadata` and `qoeData`. */
  body: JsonObject;
  steps: FileStep[];
  numbers: JsonObject;
  rules?: string[];
}

/** A scenario file that has been read, before variables and times are worked out. */
export interface ScenarioFile {
  title?: string;
  about?: string;
  notes: string[];
  downloaded: boolean;
  variables: JsonObject;
  pings: { content: Interval; ads: Interval };
  sessions: FileSession[];
}

/** Adobe's pages want a ping every 10 seconds, and every second in ads (events/playback/ping.md). */
const PINGS = { content: 10_000, ads: 1000 };

/** The keys that tell what kind of a step it is. */
const STEP_KEYS = ['event', 'for'];

/** Keys of a body that a file may hold for an event. */
const BODY_KEYS = ['params', 'content', 'customMetadata', 'qoeData'];

/**
 * Reads a scenario file: known keys with the right types only. What is wrong is added to `findings` (`scenario-key`,
 * `scenario-type`, `scenario-missing`, `scenario-conflict`); what could be read all the same is in the result.
 */
export function readScenario(document: JsonDocument, findings: Finding[]): ScenarioFile {
  const reader = new FieldReader(document, findings);
  const isMulti = isObject(document.value) && Object.hasOwn(document.value, 'sessions');
  if (isMulti)
    reader.forbid([], ['content', 'customMetadata', 'qoeData', 'playhead', 'steps', 'expect'], 'sessions');
  const file = reader.object([], isMulti ? 'several' : 'single');
  const pings = isObject(file['pings']) ? reader.object(['pings'], 'pings') : {};
  const text = (key: string): object => (typeof file[key] === 'string' ? { [key]: file[key] } : {});
  return {
    ...text('title'),
    ...text('about'),
    notes: listOf(file['notes'], 'string'),
    downloaded: file['downloaded'] === true,
    variables: objectOf(file['variables']),
    pings: { ...PINGS, ...intervals(pings) },
    sessions: isMulti ? readSessions(reader, file['sessions']) : [readSession(reader, [], file)],
  };
}

function readSessions(reader: FieldReader, sessions: JsonValue | undefined): FileSession[] {
  const count = Array.isArray(sessions) ? sessions.length : 0;
  return Array.from({ length: count }, (_, index) => {
    const path = ['sessions', index];
    return readSession(reader, path, reader.object(path, 'session'));
  });
}

function readSession(reader: FieldReader, path: Path, session: JsonObject): FileSession {
  const expected = isObject(session['expect']) ? reader.object([...path, 'expect'], 'expect') : {};
  const rules = expected['findings'];
  return {
    path,
    ...(typeof session['at'] === 'number' && { at: session['at'] }),
    ...(typeof session['playhead'] === 'number' && { playhead: session['playhead'] }),
    body: bodyOf(session),
    steps: readSteps(reader, [...path, 'steps'], session['steps']),
    numbers: objectOf(expected['numbers']),
    ...(Array.isArray(rules) && { rules: listOf(rules, 'string') }),
  };
}

function readSteps(reader: FieldReader, path: Path, steps: JsonValue | undefined): FileStep[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step, index) => readStep(reader, [...path, index], step) ?? []);
}

/** An event by its name alone, an event with more to say, or a stretch of time. */
function readStep(reader: FieldReader, path: Path, step: JsonValue): FileStep | undefined {
  if (!isObject(step)) {
    const eventType = reader.value(path, 'event', step);
    return typeof eventType === 'string' ? { kind: 'event', path, eventType, body: {} } : undefined;
  }
  const meant = Object.keys(step).map((key) => keyMeant(key, STEP_KEYS));
  const isWait = Object.hasOwn(step, 'for') || (meant.includes('for') && !meant.includes('event'));
  const kind: Part = isWait ? 'wait' : 'event';
  if (kind === 'wait' && !reader.forbid(path, ['event'], 'for')) return undefined;
  const read = reader.object(path, kind);
  return kind === 'wait' ? waitOf(path, read) : eventOf(path, read);
}

function waitOf(path: Path, read: JsonObject): FileStep | undefined {
  const { for: time } = read;
  if (typeof time !== 'number') return undefined;
  return { kind: 'wait', path, for: time, ...intervals(read) };
}

function eventOf(path: Path, read: JsonObject): FileStep | undefined {
  const { at, event, playhead, expect } = read;
  if (typeof event !== 'string') return undefined;
  return {
    kind: 'event',
    path,
    eventType: event,
    ...(typeof at === 'number' && { at }),
    ...(typeof playhead === 'number' && { playhead }),
    body: bodyOf(read),
    ...(expect !== undefined && { statuses: listOf([expect].flat(), 'number') }),
  };
}

function bodyOf(read: JsonObject): JsonObject {
  return Object.fromEntries(BODY_KEYS.flatMap((key) => (isObject(read[key]) ? [[key, read[key]]] : [])));
}

function intervals(read: JsonObject): Record<string, Interval> {
  const known = Object.entries(read).filter(([key]) => ['content', 'ads', 'pings'].includes(key));
  return Object.fromEntries(
    known.flatMap(([key, value]) => (value === null || typeof value === 'number' ? [[key, value]] : [])),
  );
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: JsonValue | undefined, type: 'string'): string[];
function listOf(value: JsonValue | undefined, type: 'number'): number[];
function listOf(value: JsonValue | undefined, type: string): unknown[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === type) : [];
}
