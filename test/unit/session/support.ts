import { readFileSync } from 'node:fs';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Words } from '../../../src/messages/wording.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { asObject, type JsonObject } from '../../../src/model/json.ts';
import type { SessionSummary } from '../../../src/model/session.ts';
import type { SessionFinding } from '../../../src/model/session-finding.ts';
import { numberOf } from '../../../src/session/content.ts';
import {
  followAll,
  type SessionEvent,
  type SessionTracker,
  sessionFindings,
} from '../../../src/session/index.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);

/** A file below test/fixtures. */
export function fixture(name: string): string {
  return readFileSync(new URL(name, FIXTURES), 'utf8');
}

/** The event that a body is. Refs count from 1, as `at` in expected.json does. */
function eventOf(body: JsonObject, ref: number): SessionEvent {
  const { ts, playhead } = asObject(body['playerTime']);
  const [time, position] = [numberOf(ts), numberOf(playhead)];
  return {
    eventType: String(body['eventType']),
    ...(time !== undefined && { ts: time }),
    ...(position !== undefined && { playhead: position }),
    params: asObject(body['params']),
    qoeData: asObject(body['qoeData']),
    ref,
  };
}

/** The events of a sequence: NDJSON, an array, or a HAR. */
export function eventsOfFile(name: string): SessionEvent[] {
  const text = fixture(`sequences/${name}`);
  if (name.endsWith('.har')) return JSON.parse(text).log.entries.map(eventOfEntry);
  const bodies: JsonObject[] = name.endsWith('.json')
    ? JSON.parse(text)
    : text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
  return bodies.map((body, index) => eventOf(body, index + 1));
}

interface Entry {
  startedDateTime: string;
  time: number;
  request: { url: string; postData: { text: string } };
  response: { status: number; headers: { name: string; value: string }[] };
}

function eventOfEntry({ startedDateTime, time, request, response }: Entry, index: number): SessionEvent {
  const sentAt = Date.parse(startedDateTime);
  const location = response.headers
    .find(({ name }) => name === 'Location')
    ?.value.split('/')
    .at(-1);
  const sessionId = /sessions\/([^/]+)\/events/.exec(request.url)?.[1] ?? location;
  return {
    ...eventOf(JSON.parse(request.postData.text), index + 1),
    sentAt,
    answeredAt: sentAt + time,
    status: response.status,
    ...(sessionId !== undefined && { sessionId }),
  };
}

/** The start of every session made here: an even time, far from midnight. */
export const T0 = Date.UTC(2026, 10, 26, 8, 0, 0);

interface More {
  params?: JsonObject;
  qoe?: JsonObject;
  status?: number;
  sentAt?: number;
  answeredAt?: number;
  id?: string;
}

/** An event in short: seconds since the start, type, playhead. */
export type Given = [seconds: number, eventType: string, playhead: number, more?: More];

/** Events in short: seconds since the start, type, playhead. */
export function events(...given: Given[]): SessionEvent[] {
  return given.map(([seconds, eventType, playhead, more = {}], index) => ({
    eventType,
    ts: T0 + Math.round(seconds * 1000),
    playhead,
    params: more.params ?? {},
    qoeData: more.qoe ?? {},
    ...(more.status !== undefined && { status: more.status }),
    ...(more.sentAt !== undefined && { sentAt: T0 + more.sentAt * 1000 }),
    ...(more.answeredAt !== undefined && { answeredAt: T0 + more.answeredAt * 1000 }),
    ...(more.id !== undefined && { sessionId: more.id }),
    ref: index + 1,
  }));
}

/** The start of a session at second 0. */
export function start(params: JsonObject = {}, playhead = 0, seconds = 0): Given {
  const media = { 'media.id': 'video', 'media.length': 600, 'media.contentType': 'vod' };
  return [seconds, 'sessionStart', playhead, { params: { ...media, ...params } }];
}

/** Pings every ten seconds that play on: from second `from` at a playhead, `count` of them. */
export function pings(from: number, playhead: number, count: number, step = 10): Given[] {
  return Array.from({ length: count }, (_, index) => [from + index * step, 'ping', playhead + index * step]);
}

/** The one session that events make. */
export function session(...given: Given[]): SessionSummary {
  const [one, ...others] = sessionsOf(events(...given));
  if (!one || others.length > 0) throw new Error(`expected one session, got ${others.length + 1}`);
  return one;
}

/** Rule and first event of each finding. */
export function broken(summary: SessionSummary): [string, number | undefined][] {
  return summary.findings.map(({ rule, events: [first] }) => [rule, first]);
}

/** The sessions of events, without their events. */
export function sessionsOf(
  given: readonly SessionEvent[],
  options?: ConstructorParameters<typeof SessionTracker>[0],
): SessionSummary[] {
  return followAll(given, options).map(({ summary }) => summary);
}

/** The words of a broken rule. */
export function saySessionFinding(broken: SessionFinding): Words {
  const [finding] = sessionFindings([broken], () => undefined);
  return sayFinding(finding as Finding);
}
