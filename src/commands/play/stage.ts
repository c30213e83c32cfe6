import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import type { RunHooks } from '../../model/hooks.ts';
import type { PlayMode } from '../../model/play-result.ts';
import type { EventResult, PlayedEvent, StartResult } from '../../model/result.ts';
import { type Connection, withFreshDeadline } from '../shared/connection.ts';
import { type Posted, postBody } from '../shared/post-body.ts';
import { bodyAt, type PlannedEvent } from './plan.ts';

/** What a play needs of everything around it. */
export interface Around {
  mode: PlayMode;
  /** Start a session anew that the server has closed or does not know. */
  restart: boolean;
  options: { retryUnsafe: boolean; schemaFetch: boolean };
  settings: Settings;
  endpoint: NonNullable<Settings['endpoint']>;
  connection: Connection;
  context: Context;
  hooks: Pick<RunHooks, 'sessionStarted' | 'sessionEnded' | 'waiting' | 'played' | 'playing'>;
  /** Aborted at the first signal. */
  signal: AbortSignal;
}

/** An event that did not go well. */
export interface FailedEvent {
  played: PlayedEvent;
  error: NonNullable<EventResult['error']>;
}

/** An event that was sent, and what it was made of. */
export interface SentEvent {
  planned: PlannedEvent;
  played: PlayedEvent;
}

/** How often the time is told while nothing is sent, in milliseconds. */
const TICK_MS = 500;

/** The time of a play, what was sent in it, and whether it goes on. */
export class Stage {
  readonly around: Around;
  /** When the scenario started, in milliseconds since the epoch; for an instant play, when it would have. */
  readonly base: number;
  readonly events: SentEvent[] = [];
  readonly failed: FailedEvent[] = [];
  readonly #begin = performance.now();
  readonly #length: number;
  readonly #halt = new AbortController();
  #stopped = false;

  constructor(around: Around, length: number) {
    this.around = around;
    this.#length = length;
    this.base = around.context.now() - (around.mode === 'instant' ? length : 0);
    around.signal.addEventListener('abort', () => this.stop(), { once: true });
    if (around.signal.aborted) this.stop();
  }

  /** Nothing more of the scenario is sent. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Ends the play: what waits for its time is woken. */
  stop(): void {
    this.#stopped = true;
    this.#halt.abort();
  }

  /** Milliseconds since the scenario started, by its own time. */
  get elapsed(): number {
    return performance.now() - this.#begin;
  }

  /** Waits until the time of an event has come, and tells what it waits for. Says whether the play goes on. */
  async until({ event: { at, eventType } }: PlannedEvent): Promise<boolean> {
    const { mode, hooks } = this.around;
    if (mode === 'instant') return this.#pause(1);
    for (let left = at - this.elapsed; left > 0 && !this.#stopped; left = at - this.elapsed) {
      hooks.playing({ elapsed: this.elapsed, length: this.#length, next: eventType, inMs: left });
      await this.#pause(Math.min(left, TICK_MS));
    }
    return !this.#stopped;
  }

  async #pause(milliseconds: number): Promise<boolean> {
    await sleep(milliseconds, undefined, { signal: this.#halt.signal }).catch(() => {});
    return !this.#stopped;
  }

  /** Sends an event, and keeps what came of it. `signal` in the place of the one that ends the play. */
  async send(
    planned: PlannedEvent,
    target: { asked: 'session' | 'event'; url: URL; added?: 'restart' | 'ending'; signal?: AbortSignal },
  ): Promise<PlayedEvent> {
    const { around, base } = this;
    const { asked, url, added, signal } = target;
    const { event, built, wanted } = planned;
    const body = bodyAt(planned, base);
    const played = playedEvent(planned, body, base);
    if (added) played.added = added;
    else if (around.mode === 'real-time') played.lateMs = Math.max(0, Math.round(this.elapsed - event.at));
    this.events.push({ planned, played });
    const { settings, endpoint, hooks, options, context } = around;
    const fresh = withFreshDeadline(around.connection, settings);
    const connection = signal ? { ...fresh, base: { ...fresh.base, signal } } : fresh;
    const about = { body, originOf: built.originOf };
    const posted = await postBody(
      {
        ...{ asked, eventType: event.eventType, url, endpoint, settings, connection, options },
        ...{ built: about, findings: [], announce: hooks.waiting, started: hooks.sessionStarted },
      },
      context,
    );
    played.result = resultOf(posted, asked === 'event' ? wanted : []);
    await hooks.played(played);
    return played;
  }
}

/** An event of the schedule as the report tells it. */
export function playedEvent(
  { event, wanted }: PlannedEvent,
  body: ReturnType<typeof bodyAt>,
  base: number,
): PlayedEvent {
  const { session, at, eventType, label, origin } = event;
  const { playhead } = body['playerTime'] as { playhead: number };
  return { session, at, eventType, ts: base + at, playhead, label, origin, wanted };
}

/** What came of a request; a status that the scenario wants of an event is no error. A 201 without a session is one. */
function resultOf(
  { session, error, ...posted }: Posted,
  wanted: readonly number[],
): StartResult | EventResult {
  const status = posted.exchange?.kind === 'answer' ? posted.exchange.status : undefined;
  const isWanted = status !== undefined && wanted.includes(status);
  const rest = { ...posted, ...(error && !isWanted && { error }) };
  return session ? { ...rest, command: 'start', session } : { ...rest, command: 'event' };
}

/** The status of the response to an event, if one came. */
export function statusOf({ result }: PlayedEvent): number | undefined {
  return result?.exchange?.kind === 'answer' ? result.exchange.status : undefined;
}
