import { apiUrl } from '../../config/endpoint.ts';
import { asObject } from '../../model/json.ts';
import type { PlayedSession } from '../../model/play-result.ts';
import type { PlayedEvent, Session } from '../../model/result.ts';
import { Player } from '../../scenario/player.ts';
import { reopened } from '../../scenario/restart.ts';
import type { PlannedEvent } from './plan.ts';
import { type Stage, statusOf } from './stage.ts';

/** What a server answers for a session that takes no more events: it does not know it, or has closed it. */
const GONE_STATUSES: readonly number[] = [404, 410];

/** A session that was started. */
export type StartedSession = Pick<PlayedSession, 'session' | 'state'>;

/** Plays one session of a scenario: its start first, then one event after the other, each when the one before has its response. */
export class SessionRun {
  /** Each that was started: more than one after a restart. */
  readonly started: StartedSession[] = [];
  readonly #stage: Stage;
  #tail: Promise<void> = Promise.resolve();
  #start: PlannedEvent | undefined;
  /** What the session that is open has taken. */
  #taken: PlannedEvent[] = [];
  /** The latest that was sent to it, whatever came of it. */
  #last: PlannedEvent | undefined;
  #player = new Player(0, 0);

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /** Sends an event when all before it are done. Settles when it is. */
  enqueue(planned: PlannedEvent): Promise<void> {
    this.#tail = this.#tail.then(() => this.#take(planned));
    return this.#tail;
  }

  /** Ends what is still open, with a sessionEnd that the scenario does not have. */
  async close(signal: AbortSignal): Promise<void> {
    const open = this.started.at(-1);
    const last = this.#last;
    if (open?.state !== 'open' || !last) return;
    const { mode } = this.#stage.around;
    const now = mode === 'instant' ? 0 : Math.round(this.#stage.elapsed);
    const ending = endingOf(last, Math.max(now, last.event.at + 1), this.#player);
    const played = await this.#send(ending, open.session, { added: 'ending', signal });
    if (!played.result?.error) await this.#ended(open, 'ended');
    else if (GONE_STATUSES.includes(statusOf(played) ?? 0)) await this.#ended(open, 'gone');
  }

  async #take(planned: PlannedEvent, isRepeated = false): Promise<void> {
    const stage = this.#stage;
    if (stage.stopped) return;
    const isStart = planned.event.eventType === 'sessionStart';
    const open = this.started.at(-1);
    const played = isStart ? await this.#begin(planned) : open && (await this.#send(planned, open.session));
    if (!played) return;
    const error = played.result?.error;
    // Also where the scenario expects it.
    const isGone = !isStart && GONE_STATUSES.includes(statusOf(played) ?? 0);
    if (isGone && open?.state === 'open') await this.#ended(open, 'gone');
    if (!error) return this.#note(planned, open);
    if (isGone && stage.around.restart && !isRepeated && planned.event.eventType !== 'sessionEnd') {
      if (!(await this.#restart(planned))) return;
      played.added = 'lost';
      return this.#take(planned, true);
    }
    stage.failed.push({ played, error });
    // A refused body is the trouble of one event: a player goes on, and all that is refused is found in one run.
    if (isStart || error.code !== 'bad-request') stage.stop();
  }

  async #note(planned: PlannedEvent, open: StartedSession | undefined): Promise<void> {
    this.#taken.push(planned);
    if (planned.event.eventType === 'sessionEnd' && open?.state === 'open') await this.#ended(open, 'ended');
  }

  /** The start; a 2xx that is no 201 started nothing that could be gone on with. */
  async #begin(planned: PlannedEvent, added?: 'restart'): Promise<PlayedEvent> {
    const { endpoint } = this.#stage.around;
    const url = apiUrl(endpoint.url, '/api/v1/sessions');
    const played = await this.#stage.send(planned, { asked: 'session', url, ...(added && { added }) });
    const session = played.result && 'session' in played.result ? played.result.session : undefined;
    if (session) this.started.push({ session, state: 'open' });
    else this.#stage.stop();
    this.#start ??= planned;
    this.#taken = [];
    this.#last = planned;
    this.#player = new Player(planned.event.playhead, planned.event.at);
    return played;
  }

  #send(
    planned: PlannedEvent,
    session: Session,
    more: { added?: 'restart' | 'ending'; signal?: AbortSignal } = {},
  ): Promise<PlayedEvent> {
    const { eventType, at, playhead } = planned.event;
    this.#last = planned;
    // What a player does, it has done, whatever the server says.
    this.#player.take(eventType, at, playhead);
    return this.#stage.send(planned, { asked: 'event', url: new URL(`${session.url}/events`), ...more });
  }

  async #ended(started: StartedSession, state: 'ended' | 'gone'): Promise<void> {
    started.state = state;
    started.session = { ...started.session, ended: true };
    await this.#stage.around.hooks.sessionEnded(started.session);
  }

  /** Starts the session anew and opens in it what was open, each a millisecond apart and before the event that was lost. */
  async #restart({ event }: PlannedEvent): Promise<boolean> {
    const start = this.#start;
    if (!start) return false;
    const again = reopened(this.#taken.map((planned) => ({ ...planned.event, planned })));
    const all = [resumed(start), ...again.map(({ planned }) => planned)];
    for (const [index, planned] of all.entries()) {
      if (this.#stage.stopped) return false;
      const at = event.at - all.length + index;
      const moved = { ...planned, event: { ...planned.event, at, playhead: event.playhead } };
      const open = this.started.at(-1);
      const isStart = index === 0;
      const played = isStart
        ? await this.#begin(moved, 'restart')
        : open && (await this.#send(moved, open.session, { added: 'restart' }));
      const error = played?.result?.error;
      if (played && error) {
        this.#stage.failed.push({ played, error });
        this.#stage.stop();
        return false;
      }
      await this.#note(moved, open);
    }
    return true;
  }
}

/** The start of a session that goes on with another one. */
function resumed({ built, ...start }: PlannedEvent): PlannedEvent {
  const params = { ...asObject(built.body['params']), 'media.resume': true };
  return { ...start, built: { ...built, body: { ...built.body, params } } };
}

function endingOf(last: PlannedEvent, at: number, player: Player): PlannedEvent {
  const { session, origin, originOf } = last.event;
  return {
    event: {
      ...{ session, at, eventType: 'sessionEnd', playhead: player.at(at), playheadGiven: false },
      ...{ label: 'the end', origin, originOf },
    },
    built: { body: { playerTime: {}, eventType: 'sessionEnd' }, originOf, notes: [] },
    wanted: [204],
    clock: last.clock,
  };
}
