import { fstatSync, readSync, statSync, writeSync } from 'node:fs';
import manifest from '../package.json' with { type: 'json' };

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

/** The context of this very process. */
function processContext(): Context {
  return {
    env: process.env,
    cwd: workingDirectory(),
    home: process.env['HOME'] || process.env['USERPROFILE'] || undefined,
    stdout: sink(1),
    stderr: sink(2),
    toolVersion: manifest.version,
    nodeVersion: process.versions.node,
    platform: process.platform,
    uid: process.getuid?.(),
    now: () => Date.now(),
    readStdin,
    stdinChunks: () => process.stdin,
    inDirectory: (directory, work) => {
      const before = workingDirectory();
      process.chdir(directory);
      try {
        return work();
      } finally {
        if (before !== undefined) process.chdir(before);
      }
    },
    onSignal: (listener) => {
      const signals: Signal[] = ['SIGINT', 'SIGTERM'];
      for (const signal of signals) process.on(signal, listener);
      return () => {
        for (const signal of signals) process.off(signal, listener);
      };
    },
    onCrash: (listener) => void process.on('uncaughtException', listener),
    exitNow: (code) => process.exit(code),
  };
}

/** How long the process may linger after its work is done, in milliseconds. */
const LINGER_MS = 50;

/**
 * Runs the program in this process and ends with its code. Every write has been waited for, so a look-up that
 * cannot be cancelled (getaddrinfo) must not keep the process: then it is ended.
 */
export async function runInProcess(
  main: (argv: string[], context: Context) => Promise<number>,
): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), processContext());
  setTimeout(() => process.exit(), LINGER_MS).unref();
}

function workingDirectory(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/**
 * A standard stream. Only a terminal is written to through Node's stream, whose making takes a while at every start; files
 * and pipes, to which that stream writes synchronously, too, are written to directly.
 */
function sink(descriptor: 1 | 2): Sink {
  const isTTY = isTerminal(descriptor);
  let discarded: boolean | undefined;
  return {
    isTTY,
    // A terminal that was given no size says 0.
    columns: (isTTY && standardStream(descriptor).columns) || 80,
    // Looked for only when there is something that must not be lost.
    get discarded() {
      discarded ??= isDiscarded(descriptor);
      return discarded;
    },
    write: (text) =>
      isTTY ? writeToStream(descriptor, Buffer.from(text)) : writeDirectly(descriptor, Buffer.from(text)),
  };
}

function isTerminal(descriptor: 1 | 2): boolean {
  try {
    const { rdev } = fstatSync(descriptor);
    // Everything else that has no device number, or that of /dev/null, is the usual case in scripts.
    return rdev !== 0 && rdev !== statSync('/dev/null').rdev && standardStream(descriptor).isTTY === true;
  } catch {
    return standardStream(descriptor).isTTY === true;
  }
}

function standardStream(descriptor: 1 | 2): NodeJS.WriteStream {
  return descriptor === 1 ? process.stdout : process.stderr;
}

async function writeDirectly(descriptor: 1 | 2, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    try {
      done += writeSync(descriptor, bytes, done);
    } catch (error) {
      // A pipe that somebody has made non-blocking is full: Node's stream knows how to wait.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      return writeToStream(descriptor, bytes.subarray(done));
    }
  }
}

function writeToStream(descriptor: 1 | 2, bytes: Buffer): Promise<void> {
  const stream = standardStream(descriptor);
  // Without a listener, a reader that went away (EPIPE) would be an uncaught exception; here it is reported.
  if (stream.listenerCount('error') === 0) stream.on('error', () => {});
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

/**
 * Node replaces a closed standard stream by /dev/null opened for reading and writing; `>/dev/null` opens it for
 * writing only, which is a wish to discard and not a mistake.
 */
function isDiscarded(descriptor: 1 | 2): boolean {
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isCharacterDevice() || stats.rdev !== statSync('/dev/null').rdev) return false;
    return readSync(descriptor, new Uint8Array(1)) === 0;
  } catch {
    return false;
  }
}

async function readStdin(maxBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(chunks);
}
