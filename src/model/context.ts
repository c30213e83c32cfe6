/** One output stream. `write` settles when the text is written in full, and rejects with the system's error. */
export interface Sink {
  readonly isTTY: boolean;
  readonly columns: number;
  write(text: string): Promise<void>;
  /** The stream leads nowhere (it was closed, or is /dev/null opened for reading too), so what is written is lost. */
  readonly discarded: boolean;
}

/** The signals the tool answers to. */
export type Signal = 'SIGINT' | 'SIGTERM';

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
  /** Runs synchronous code with another working directory and comes back, whatever happens. */
  inDirectory<T>(directory: string, work: () => T): T;
  /** Calls `listener` on each SIGINT and SIGTERM until the returned function is called. */
  onSignal(listener: (signal: Signal) => void): () => void;
  /** Calls `listener` with what was thrown where nobody can catch it; Node would print a stack and end the process. */
  onCrash(listener: (error: unknown) => void): void;
  /** Ends the process at once: only for a second signal. */
  exitNow(code: number): void;
}
