import type { RetryNotice } from './exchange.ts';
import type { OutputMode } from './output-mode.ts';
import type { PlayedEvent, ProfileRun, Result, Session } from './result.ts';

/** How far a play has come, and what it waits for. Milliseconds. */
export interface PlayProgress {
  elapsed: number;
  length: number;
  /** The type of the next event, and when it is due. */
  next: string;
  inMs: number;
}

/** What a command waits for. Hosts are as the endpoint names them. */
export type Wait =
  | { for: 'look-up' | 'tls' | 'response'; host: string }
  | { for: 'connection'; host: string; port: number }
  | { for: 'proxy'; host: string; proxy: string }
  | { for: 'stdin'; terminal: boolean }
  | { for: 'retry'; attempt: number; attempts: number };

/** What a command for one profile reports while it runs. */
export interface RunHooks {
  /** A session exists; its ID must not be lost from here on. */
  sessionStarted(session: Session): Promise<void>;
  /** A session that was started has ended, or takes no more events. */
  sessionEnded(session: Session): Promise<void>;
  /** A wait before another attempt begins. */
  waiting(notice: RetryNotice): Promise<void>;
  /** An event of a play is done. */
  played(event: PlayedEvent): Promise<void>;
  /** A play waits for its next event. */
  playing(progress: PlayProgress): void;
  /** So many bodies are checked. */
  progress(done: number): void;
  /** A step of `doctor` begins. */
  step(name: string): void;
  /** Something begins that may take a while. */
  waitsFor(wait: Wait): void;
}

/** What a command reports while it runs, for several profiles or one. */
export interface Hooks extends RunHooks {
  readonly output: OutputMode;
  sessionStarted(session: Session, profile?: string): Promise<void>;
  waiting(notice: RetryNotice, profile?: string): Promise<void>;
  /** Which profiles it will be. */
  profiles(names: readonly string[]): void;
  /** One more profile is done. */
  profileDone(run: ProfileRun): Promise<void>;
  /** Brings a result out while the command goes on. A write that fails changes the result. */
  announce(result: Result): Promise<Result>;
}
