import { apiUrl } from '../../config/endpoint.ts';
import type { JsonObject } from '../../model/json.ts';
import type { PlayedEvent } from '../../model/result.ts';
import { withFreshDeadline } from '../shared/connection.ts';
import { postBody } from '../shared/post-body.ts';
import { bodyAt, type Plan } from './plan.ts';
import { SessionRun, type StartedSession } from './session-run.ts';
import { type Around, type FailedEvent, playedEvent, type SentEvent, Stage } from './stage.ts';

/** What was sent, and what came of it. */
export interface Performance {
  base: number;
  /** In the order of sending. */
  sent: readonly SentEvent[];
  /** What the scenario has besides. */
  unsent: readonly PlayedEvent[];
  failed: readonly FailedEvent[];
  /** For each session of the scenario, every one that was started for it. */
  started: readonly (readonly StartedSession[])[];
  /** The play ended before its scenario did. */
  stopped: boolean;
}

/** Plays a scenario: each event at its time, or one right after the other. Ends what is open if it has to stop. */
export async function perform(plan: Plan, around: Around): Promise<Performance> {
  const { scenario, events } = plan;
  const stage = new Stage(around, scenario.length);
  if (scenario.downloaded) return performBatch(plan, stage);
  const runs = scenario.expectations.map(() => new SessionRun(stage));
  const work: Promise<void>[] = [];
  for (const planned of events) {
    if (!(await stage.until(planned))) break;
    const done = runs[planned.event.session]?.enqueue(planned);
    if (!done) continue;
    work.push(done);
    // At once, but in one row: what comes later has to arrive later.
    if (around.mode === 'instant') await done;
  }
  await Promise.all(work);
  // What a signal interrupted is still to be ended, so the signal must not stop that, too.
  if (stage.stopped) await Promise.all(runs.map((run) => run.close(new AbortController().signal)));
  return {
    base: stage.base,
    sent: stage.events,
    unsent: notSent(plan, stage),
    failed: stage.failed,
    started: runs.map(({ started }) => started),
    stopped: stage.stopped,
  };
}

function notSent({ events }: Plan, { events: sent, base }: Stage): PlayedEvent[] {
  const known = new Set(sent.flatMap(({ played }) => (played.added ? [] : [keyOf(played)])));
  const all = events.map((planned) => playedEvent(planned, bodyAt(planned, base), base));
  return all.filter((played) => !known.has(keyOf(played)));
}

/** Within a session, no two events of a scenario have one time. */
const keyOf = ({ session, at }: PlayedEvent): string => `${session} ${at}`;

/** All events in one batch, as for content that was played offline. */
async function performBatch({ events }: Plan, stage: Stage): Promise<Performance> {
  const { around, base } = stage;
  const { endpoint, settings, connection, options, hooks, context } = around;
  const bodies: JsonObject[] = events.map((planned) => bodyAt(planned, base));
  const sent = events.map((planned, index) => ({
    planned,
    played: playedEvent(planned, bodies[index] ?? {}, base),
  }));
  const { session: _none, ...posted } = await postBody(
    {
      ...{ asked: 'downloaded', eventType: 'sessionStart', url: apiUrl(endpoint.url, '/api/v1/downloaded') },
      ...{ endpoint, settings, connection: withFreshDeadline(connection, settings), findings: [] },
      ...{ built: { body: bodies, originOf: () => undefined }, announce: hooks.waiting },
      options: { ...options, schemaFetch: false },
    },
    context,
  );
  const first = sent[0]?.played;
  if (first) {
    first.result = { ...posted, command: 'downloaded' };
    await hooks.played(first);
  }
  const { error } = posted;
  const failed = error && first ? [{ played: first, error }] : [];
  return { base, sent, unsent: [], failed, started: [[]], stopped: error !== undefined };
}
