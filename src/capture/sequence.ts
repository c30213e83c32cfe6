import type { Finding, FindingCode } from '../model/finding.ts';
import { isObject, pointer } from '../model/json.ts';
import type { CapturedRequest } from './types.ts';

/** A finding about a request that only its neighbours can explain. */
export interface SequenceFinding {
  request: CapturedRequest;
  finding: Finding;
}

/** The back end closes a session after 10 minutes without events, in milliseconds. Source: mc-api-timeout.md. */
const IDLE_LIMIT_MS = 10 * 60 * 1000;

/** Events that must come within what another one opened. Source: mc-api-events-req.md. */
const WITHIN: Record<string, { opener: string; code: FindingCode }> = {
  adBreakComplete: { opener: 'adBreakStart', code: 'sequence-ad-break' },
  adStart: { opener: 'adBreakStart', code: 'sequence-ad-break' },
  adComplete: { opener: 'adStart', code: 'sequence-ad-break' },
  adSkip: { opener: 'adStart', code: 'sequence-ad-break' },
  chapterComplete: { opener: 'chapterStart', code: 'sequence-chapter' },
  chapterSkip: { opener: 'chapterStart', code: 'sequence-chapter' },
  stateEnd: { opener: 'stateStart', code: 'sequence-state' },
};

/** What an event closes. */
const CLOSES: Record<string, string[]> = {
  adBreakComplete: ['adBreakStart', 'adStart'],
  adComplete: ['adStart'],
  adSkip: ['adStart'],
  chapterComplete: ['chapterStart'],
  chapterSkip: ['chapterStart'],
};

/**
 * Reads the requests of each session as a sequence, in the order of the capture. The API checks each event alone and
 * answers 204 out of order, too, so nothing here is an error.
 */
export function sequenceFindings(requests: readonly CapturedRequest[]): SequenceFinding[] {
  const sessions = new Map<string, SessionReader>();
  const found: SequenceFinding[] = [];
  for (const request of requests) {
    if (request.kind === 'body') continue;
    const id = request.sessionId ?? '';
    if (request.kind === 'session' && id === '') continue;
    const reader = sessions.get(id) ?? new SessionReader();
    sessions.set(id, reader);
    found.push(...reader.read(request).map((finding) => ({ request, finding })));
  }
  return found;
}

/** Follows one session. */
class SessionReader {
  readonly #open = new Set<string>();
  #started = false;
  #ended = false;
  #reported = false;
  #last: number | undefined;

  read(request: CapturedRequest): Finding[] {
    const { eventType, ts } = factsOf(request);
    const say = (code: FindingCode, severity: Finding['severity'], args: Finding['args'] = {}): Finding => ({
      code,
      severity,
      path: pointer(code === 'sequence-ts' || code === 'sequence-gap' ? ['playerTime', 'ts'] : ['eventType']),
      origin: request.origin,
      evidence: 'plausibility',
      args: { eventType, ...args },
    });
    const findings = [...this.#order(request, say), ...this.#nesting(eventType, say), ...this.#time(ts, say)];
    this.#remember(request, eventType);
    return findings;
  }

  #order(request: CapturedRequest, say: Say): Finding[] {
    if (request.kind === 'session') return [];
    if (request.sessionId === '') return [say('sequence-no-start', 'warning', { empty: true })];
    if (this.#ended) return [say('sequence-after-end', 'warning')];
    if (this.#started || this.#reported) return [];
    this.#reported = true;
    return [say('sequence-no-start', 'info')];
  }

  #nesting(eventType: string, say: Say): Finding[] {
    const rule = Object.hasOwn(WITHIN, eventType) ? WITHIN[eventType] : undefined;
    // Without its start in the capture, what came before the first event seen here is not known.
    if (!rule || !this.#started || this.#open.has(rule.opener)) return [];
    return [say(rule.code, 'warning', { opener: rule.opener })];
  }

  #time(ts: number | undefined, say: Say): Finding[] {
    const last = this.#last;
    if (ts === undefined) return [];
    this.#last = Math.max(ts, last ?? ts);
    if (last === undefined) return [];
    if (ts <= last) return [say('sequence-ts', 'warning', { equal: ts === last })];
    return ts - last > IDLE_LIMIT_MS
      ? [say('sequence-gap', 'warning', { minutes: Math.round((ts - last) / 60_000) })]
      : [];
  }

  #remember(request: CapturedRequest, eventType: string): void {
    if (request.kind === 'session') this.#started = true;
    if (eventType === 'sessionEnd' || eventType === 'sessionComplete') this.#ended = true;
    for (const closed of CLOSES[eventType] ?? []) this.#open.delete(closed);
    if (/Start$/.test(eventType)) this.#open.add(eventType);
  }
}

type Say = (code: FindingCode, severity: Finding['severity'], args?: Finding['args']) => Finding;

function factsOf(request: CapturedRequest): { eventType: string; ts: number | undefined } {
  const body = isObject(request.body?.value) ? request.body.value : {};
  const time = isObject(body['playerTime']) ? body['playerTime'] : {};
  return {
    eventType: typeof body['eventType'] === 'string' ? body['eventType'] : '',
    ts: typeof time['ts'] === 'number' ? time['ts'] : undefined,
  };
}
