import type { FailedExpectation } from './expectation.ts';
import type { Origin } from './origin.ts';
import type { Common, EventResult, Session, StartResult } from './request-result.ts';
import type { ExplainedSession } from './session.ts';

/** How a scenario was played: as if somebody watched, all at once, or not at all. */
export type PlayMode = 'real-time' | 'instant' | 'dry-run';

/** One event of a scenario, and what came of it. */
export interface PlayedEvent {
  /** Which session of the scenario it belongs to, from 0. */
  session: number;
  /** Milliseconds from the start of the scenario. */
  at: number;
  eventType: string;
  /** Milliseconds since the epoch. */
  ts: number;
  /** Seconds. */
  playhead: number;
  /** What the scenario calls it: `step 3`. */
  label: string;
  origin: Origin;
  /** The statuses that count as a success. */
  wanted: readonly number[];
  /**
   * It is not in the scenario: `restart` made the session anew, `ending` closed what was left open. Or it came twice: `lost` was
   * refused by a session that was gone, and sent again in a new one.
   */
  added?: 'restart' | 'ending' | 'lost';
  /** What came of it; missing where it was not sent. Several events of a batch have one in common, at the first. */
  result?: StartResult | EventResult;
  /** How long after its time it left, in milliseconds; missing where no real time was kept. */
  lateMs?: number;
}

/** A session that was played, and where to look for its numbers. */
export interface PlayedSession {
  session: Session;
  /** What may still be done about it: nothing once it has ended, or the server does not know it any more. */
  state: 'open' | 'ended' | 'gone';
  reportSuite?: string;
  contentId?: string;
  /** The command line that ends it; missing where it cannot be ended from here. */
  endWith?: string;
}

/** One thing that a scenario expects, and whether it came so. */
export interface MetExpectation {
  /** Which session of the scenario it is about, from 0. */
  session: number;
  /** The key of a number, `findings`, or the label of an event whose response is expected. */
  about: string;
  failed?: FailedExpectation;
}

/** A built-in scenario, as a list shows it. Length in milliseconds. */
export interface ListedScenario {
  name: string;
  aliases: readonly string[];
  title: string;
  about: string;
  length: number;
  events: number;
}

export interface PlayResult extends Common {
  command: 'play';
  list?: ListedScenario[];
  /** Length in milliseconds. */
  scenario?: { name: string; title?: string; length: number; sessions: number; downloaded: boolean };
  mode?: PlayMode;
  endpoint?: string;
  /** The endpoint was the embedded sandbox: no report shows anything. */
  sandbox?: boolean;
  /** In the order of sending; those that were not sent at the end. */
  events?: PlayedEvent[];
  /** Each session as it was sent; its findings are among `findings`, too. */
  sessions?: ExplainedSession[];
  /** Those that exist since this run, in the order of {@link sessions}. */
  started?: PlayedSession[];
  expectations?: MetExpectation[];
  /** The last session that was started. */
  session?: Session;
}
