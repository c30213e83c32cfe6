import { fstatSync, readSync, statSync, writeSync } from 'node:fs';
import manifest from '../package.json' with { type: 'json' };
import type { Context, Signal, Sink } from './model/context.ts';
import { replaceProcess } from './model/process.ts';

/** The context of this very process. */
function processContext(): Context {
  const signals = new Signals(endBySignal);
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
    stdinIsTerminal: () => process.stdin.isTTY === true,
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
      if (signals.listen(listener)) for (const name of SIGNALS) process.on(name, signals.receive);
    },
    lastWords: signals.lastWords,
    networkSince: stopwatch(),
    onCrash: (listener) => void process.on('uncaughtException', listener),
  };
}

const SIGNALS: readonly Signal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The signals of a run: the first is handed to all who listen, a second ends everything. */
export class Signals {
  readonly #end: (signal: Signal, words: string) => void;
  readonly #listeners: ((signal: Signal) => void)[] = [];
  readonly #speakers: (() => string)[] = [];
  #received: Signal | undefined;

  constructor(end: (signal: Signal, words: string) => void) {
    this.#end = end;
  }

  /** Adds a listener. Says whether it is the first. */
  listen(listener: (signal: Signal) => void): boolean {
    if (this.#received) listener(this.#received);
    return this.#listeners.push(listener) === 1;
  }

  /** Adds to what is done and said when a second signal comes. */
  readonly lastWords = (speak: () => string): void => void this.#speakers.push(speak);

  /** A signal has come. */
  readonly receive = (signal: Signal): void => {
    if (this.#received) {
      this.#end(signal, this.#speakers.map((speak) => speak()).join(''));
      return;
    }
    this.#received = signal;
    for (const listener of this.#listeners) listener(signal);
  };
}

/** A monotonic instant in milliseconds: that of the first call. */
export function stopwatch(): () => number {
  let begin: number | undefined;
  return () => {
    begin ??= performance.now();
    return begin;
  };
}

function endBySignal(signal: Signal, words: string): void {
  try {
    writeSync(2, words);
  } catch {
    // Nobody is left to be told.
  }
  if (replaceProcess || !isAtWork(/^(?:GetAddrInfo|FSReq)/))
    endProcess(signal === 'SIGINT' ? 130 : 143, true);
  // To be killed by the signal is the only end that waits for no thread; a shell sees the same code.
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/** Ends the process with a code. Threads that hang are left behind where that is possible: `process.exit` waits for them. */
function endProcess(code: number, threadsHang: boolean): never {
  const env = { ...process.env, NODE_OPTIONS: '' };
  if (threadsHang) replaceProcess?.(process.execPath, ['node', '-e', `process.exitCode=${code}`], env);
  process.exit(code);
}

/** Whether a thread may be at work on something: Node 26 names what is done, too, until its memory is collected. */
function isAtWork(names: RegExp): boolean {
  return process.getActiveResourcesInfo().some((name) => names.test(name));
}

/**
 * Runs the program in this process and ends with its code, at once: every write has been waited for, and until the very end a
 * signal finds the listeners that were added for it. A process that ends by itself drops them some milliseconds before.
 */
export async function runInProcess(
  main: (argv: string[], context: Context) => Promise<number>,
): Promise<void> {
  const code = await main(process.argv.slice(2), processContext());
  endProcess(code, isAtWork(/^GetAddrInfo/));
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
