/** One output stream. `write` settles when the text is written in full, and rejects with the system's error. */
export interface Sink {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): Promise<void>;
  /** The stream leads nowhere (it was closed, or is /dev/null opened for reading too), so what is written is lost. */
  readonly discarded: boolean;
}

/** The signals the tool answers to. */
export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Everything the program needs of the process it runs in. Tests hand `main` one of their own. */
export interface Context {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory, absolute; undefined when it has been deleted. */
  readonly cwd: string | undefined;
  readonly home: string | undefined;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly toolVersion: string;
  readonly nodeVersion: string;
  readonly platform: NodeJS.Platform;
  readonly uid: number | undefined;
  /** Wall clock, in milliseconds since the epoch. */
  now(): number;
  /** Standard input as bytes; stops once more than `maxBytes` have come. */
  readStdin(maxBytes: number): Promise<Uint8Array>;
  /** Standard input as it comes. */
  stdinChunks(): AsyncIterable<Uint8Array>;
  /** Whether somebody types standard input. */
  stdinIsTerminal(): boolean;
  /** Runs synchronous code with another working directory and comes back, whatever happens. */
  inDirectory<T>(directory: string, work: () => T): T;
  /**
   * Calls `listener` with the first SIGINT, SIGTERM or SIGHUP, at once if it has come already. From the first call on no
   * signal kills the process until it ends by itself: a second one ends it at once, after the last words.
   */
  onSignal(listener: (signal: Signal) => void): void;
  /** What is still to be done, and said on stderr, when a second signal ends the process. Must not wait for anything. */
  lastWords(speak: () => string): void;
  /** When the command first used the network, by the monotonic clock in milliseconds; the first call decides. */
  networkSince(): number;
  /** Calls `listener` with what was thrown where nobody can catch it; Node would print a stack and end the process. */
  onCrash(listener: (error: unknown) => void): void;
}
