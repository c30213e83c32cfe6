import type { Finding, FindingCode } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import { isObject, type JsonObject, type JsonValue, pointer } from '../model/json.ts';
import { table } from '../model/table.ts';
import type { CapturedRequest } from './capture.ts';

/** A finding about a request that only its neighbours can explain. */
export interface SequenceFinding {
  request: CapturedRequest;
  finding: Finding;
}

/** The back end closes a session after 10 minutes without events, in milliseconds. Source: mc-api-timeout.md. */
const IDLE_LIMIT_MS = 10 * 60 * 1000;

type SequenceCode = Extract<FindingCode, `sequence-${string}`>;
type NestingCode = 'sequence-ad-break' | 'sequence-chapter' | 'sequence-state';

/** Events that must come within what another one opened. Source: mc-api-events-req.md. */
const WITHIN = table<{ opener: string; code: NestingCode }>({
  adBreakComplete: { opener: 'adBreakStart', code: 'sequence-ad-break' },
  adStart: { opener: 'adBreakStart', code: 'sequence-ad-break' },
  adComplete: { opener: 'adStart', code: 'sequence-ad-break' },
  adSkip: { opener: 'adStart', code: 'sequence-ad-break' },
  chapterComplete: { opener: 'chapterStart', code: 'sequence-chapter' },
  chapterSkip: { opener: 'chapterStart', code: 'sequence-chapter' },
  stateEnd: { opener: 'stateStart', code: 'sequence-state' },
});

/** Events that each say what the player does from then on. */
const STATES: readonly string[] = ['play', 'pauseStart', 'bufferStart'];

/** What an event closes. */
const CLOSES = table<string[]>({
  adBreakComplete: ['adBreakStart', 'adStart'],
  adComplete: ['adStart'],
  adSkip: ['adStart'],
  chapterComplete: ['chapterStart'],
  chapterSkip: ['chapterStart'],
});

/**
 * Reads the requests of each session as a sequence, in the order of their times, or of the capture where it has none.
 * The API checks each event alone and answers 204 out of order, too, so nothing here is an error.
 */
export function sequenceFindings(requests: readonly CapturedRequest[]): SequenceFinding[] {
  const ordered = inOrder(requests.filter(({ kind }) => kind !== 'body'));
  const started = new Set(ordered.filter(({ kind }) => kind === 'session').map(({ sessionId }) => sessionId));
  // The answer of such a start is missing, so any session may be the one that it started.
  const anyStarted = ordered.some(mayHaveStartedAny);
  const sessions = new Map<string, SessionReader>();
  return ordered.flatMap((request) => {
    const id = request.sessionId ?? '';
    if (request.kind === 'session' && id === '') return [];
    const reader =
      sessions.get(id) ?? new SessionReader(started.has(id) ? 'here' : anyStarted ? 'unknown' : 'not-here');
    sessions.set(id, reader);
    return reader.read(request).map((finding) => ({ request, finding }));
  });
}

/** By time, when every request has one; writers of HAR also group by host. */
function inOrder(requests: readonly CapturedRequest[]): CapturedRequest[] {
  if (requests.some(({ startedAt }) => startedAt === undefined)) return [...requests];
  return [...requests].sort((one, other) => (one.startedAt ?? 0) - (other.startedAt ?? 0));
}

function mayHaveStartedAny({ kind, sessionId, answer }: CapturedRequest): boolean {
  return kind === 'session' && !sessionId && (answer === undefined || answer.status === 201);
}

/** Follows one session. */
class SessionReader {
  /** Whether the session's start is somewhere in the capture. */
  readonly #start: 'here' | 'not-here' | 'unknown';
  readonly #open = new Set<string>();
  #started = false;
  #ended = false;
  #reported = false;
  #last: number | undefined;
  /** The events whose ts is the last one. */
  readonly #atLast = new Set<string>();

  constructor(start: 'here' | 'not-here' | 'unknown') {
    this.#start = start;
  }

  read(request: CapturedRequest): Finding[] {
    const { eventType, ts, params } = factsOf(request);
    const say: Say = (code, severity, args) => {
      const isTime = code === 'sequence-ts' || code === 'sequence-gap';
      const path = pointer(isTime ? ['playerTime', 'ts'] : ['eventType']);
      const common = { severity, path, origin: request.origin, evidence: 'plausibility' };
      // The compiler cannot see that the type and the rest make up the arguments of a code that is still open.
      return { code, ...common, args: { eventType, ...args } } as unknown as Finding;
    };
    if (request.kind === 'session') this.#begin();
    const findings = [
      ...this.#order(request, eventType, say),
      ...this.#nesting(eventType, params, say),
      ...this.#time(ts, eventType, say),
    ];
    this.#remember(eventType, params);
    return findings;
  }

  /** A new start begins anew, even one whose ID was used before. */
  #begin(): void {
    this.#started = true;
    this.#ended = false;
    this.#open.clear();
    this.#last = undefined;
    this.#atLast.clear();
  }

  #order(request: CapturedRequest, eventType: string, say: Say): Finding[] {
    if (request.kind === 'session') return [];
    if (request.sessionId === '') return [say('sequence-no-start', 'warning', { empty: true })];
    const isEnd = eventType === 'sessionEnd';
    if (this.#ended) return isEnd ? [] : [say('sequence-after-end', 'warning', {})];
    if (this.#started) return [];
    if (this.#start === 'here') return [say('sequence-no-start', 'warning', { later: true })];
    if (this.#start === 'unknown' || this.#reported) return [];
    this.#reported = true;
    return [say('sequence-no-start', 'info', {})];
  }

  #nesting(eventType: string, params: JsonObject, say: Say): Finding[] {
    const rule = WITHIN[eventType];
    // Without its start in the capture, what came before the first event seen here is not known.
    if (!rule || !this.#started || this.#open.has(openingOf(rule.opener, params))) return [];
    return [say(rule.code, 'warning', { opener: rule.opener })];
  }

  #time(ts: number | undefined, eventType: string, say: Say): Finding[] {
    const last = this.#last;
    if (ts === undefined) return [];
    this.#last = Math.max(ts, last ?? ts);
    if (this.#last !== last) this.#atLast.clear();
    const found = this.#timeFindings(ts, last, eventType, say);
    if (ts === this.#last) this.#atLast.add(eventType);
    return found;
  }

  /** Whether an event and one with the same ts contradict each other. Adobe's SDKs send other pairs with one ts. */
  #clashes(eventType: string): boolean {
    if (eventType === 'ping') return this.#atLast.has('ping');
    return (
      STATES.includes(eventType) && STATES.some((state) => state !== eventType && this.#atLast.has(state))
    );
  }

  #timeFindings(ts: number, last: number | undefined, eventType: string, say: Say): Finding[] {
    if (last === undefined) return [];
    if (ts < last) return [say('sequence-ts', 'warning', { equal: false })];
    if (ts === last) return this.#clashes(eventType) ? [say('sequence-ts', 'info', { equal: true })] : [];
    return ts - last > IDLE_LIMIT_MS
      ? [say('sequence-gap', 'warning', { minutes: Math.round((ts - last) / 60_000) })]
      : [];
  }

  #remember(eventType: string, params: JsonObject): void {
    // sessionComplete does not close a session, and sessionEnd is the documented next event (session-complete.md).
    if (eventType === 'sessionEnd') this.#ended = true;
    const closed = CLOSES[eventType];
    for (const opener of closed ?? []) this.#open.delete(opener);
    if (eventType === 'stateEnd') this.#open.delete(openingOf('stateStart', params));
    if (eventType.endsWith('Start')) this.#open.add(openingOf(eventType, params));
    if (eventType !== 'statesUpdate') return;
    for (const state of objects(params['statesEnd'])) this.#open.delete(openingOf('stateStart', state));
    for (const state of objects(params['statesStart'])) this.#open.add(openingOf('stateStart', state));
  }
}

type Say = <C extends SequenceCode>(
  code: C,
  severity: Finding['severity'],
  args: Omit<FindingArgs[C], 'eventType'>,
) => Finding;

/** What is open, by name: several states can be at once. */
function openingOf(opener: string, params: JsonObject): string {
  return opener === 'stateStart' ? `${opener} ${String(params['media.state.name'])}` : opener;
}

function factsOf(request: CapturedRequest): {
  eventType: string;
  ts: number | undefined;
  params: JsonObject;
} {
  const body = object(request.body?.value);
  const { ts } = object(body['playerTime']);
  return {
    eventType: typeof body['eventType'] === 'string' ? body['eventType'] : '',
    ts: typeof ts === 'number' ? ts : undefined,
    params: object(body['params']),
  };
}

function object(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function objects(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map(object) : [];
}
