import { lookup } from 'node:dns';
import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';
import { parseJsonText } from '../model/json-text.ts';
import { NODE, replaceProcess } from '../model/process.ts';
import { Ending } from './ending.ts';
import { type ConnectFailure, classifyConnect, TIMEOUT_CODES } from './failure.ts';

/** The addresses of a host, or why there are none. Milliseconds. */
export type LookupResult =
  | { ok: true; addresses: string[]; elapsed: number }
  | { ok: false; code: ConnectFailure['code']; systemCode?: string; elapsed: number };

/** What the look-up in a process of its own prints: getaddrinfo's answer, or its error. */
interface Printed {
  found?: { address: string }[];
  code?: string;
  errno?: number;
}

/** The program of that process. The host comes as an argument, never as a part of the text. */
const LOOK_UP =
  "require('node:dns').lookup(process.argv[1],{all:true},(e,found)=>process.stdout.write(JSON.stringify(e?{code:e.code,errno:e.errno}:{found})))";

/**
 * Every address of a host, from the system's resolver. Rejects with the system's error. getaddrinfo cannot be cancelled, and
 * a process ends only when it has returned, 5 to 30 seconds later where a resolver is silent. A process that can be replaced
 * leaves it behind; any other has it done by a second one, which the end of the exchange kills.
 */
export async function addressesOf(host: string, ending: Ending): Promise<string[]> {
  try {
    return await (replaceProcess ? lookUpHere(host) : lookUpApart(host, ending));
  } catch (error) {
    assertFilesLeft();
    throw error;
  }
}

/** As many files as a look-up opens: /etc/hosts, the resolver's configuration, a socket. */
const FILES_NEEDED = 4;

/** getaddrinfo says "not found" when it may open no more files. Throws the system's error where that is the reason. */
function assertFilesLeft(): void {
  const opened: number[] = [];
  try {
    while (opened.length < FILES_NEEDED) opened.push(openSync(devNull, 'r'));
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
  }
}

function lookUpHere(host: string): Promise<string[]> {
  return new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, found) => {
      if (error) reject(error);
      else resolve(found.map(({ address }) => address));
    });
  });
}

/** glibc's and musl's own program for getaddrinfo: it answers in a few milliseconds, where a second Node takes a hundred. */
const GETENT = '/usr/bin/getent';

async function lookUpApart(host: string, ending: Ending): Promise<string[]> {
  const quick = await output(GETENT, ['-A', '--', 'ahosts', host], ending);
  const addresses = [...(quick ?? '').matchAll(/^(\S+)\s+STREAM\b/gm)].map(([, address = '']) => address);
  if (addresses.length > 0) return addresses;
  // It does not say why there is none, and not every system has it.
  const text = ending.over ? '' : await output(NODE, ['-e', LOOK_UP, '--', host], ending);
  // No process to be had (limits, a sandbox): the look-up matters more than how fast its end comes.
  if (text === undefined) return lookUpHere(host);
  const printed = parseJsonText(text) as Printed | undefined;
  const { found, ...error } = printed ?? { code: 'EAI_AGAIN' };
  if (found) return found.map(({ address }) => address);
  throw Object.assign(new Error(`getaddrinfo ${error.code} ${host}`), error);
}

/** What a program prints, until the exchange is over; undefined when it cannot be run. */
async function output(program: string, args: string[], ending: Ending): Promise<string | undefined> {
  const { spawn } = await import('node:child_process');
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  ending.calls(() => child.kill('SIGKILL'));
  const started = await new Promise<boolean>((resolve) => {
    child.on('error', () => resolve(false));
    child.on('close', () => resolve(true));
  });
  return started ? Buffer.concat(chunks).toString() : undefined;
}

/** Asks the system's resolver for every address of a host, as a connection would. Never takes longer than `limitMs`. */
export function lookupHost(host: string, limitMs: number, signal: AbortSignal): Promise<LookupResult> {
  const begin = performance.now();
  const elapsed = (): number => Math.round(10 * (performance.now() - begin)) / 10;
  const ending = new Ending();
  return new Promise<LookupResult>((resolve) => {
    const failed = (error: unknown): void => {
      const { code, detail } = classifyConnect(error, 'dns');
      const { systemCode } = detail;
      resolve({ ok: false, code, elapsed: elapsed(), ...(systemCode !== undefined && { systemCode }) });
    };
    const stop = (code: ConnectFailure['code']) => () => {
      resolve({ ok: false, code, elapsed: elapsed() });
    };
    const timer = setTimeout(stop(TIMEOUT_CODES.dns), limitMs);
    const interrupted = stop('interrupted');
    if (signal.aborted) interrupted();
    signal.addEventListener('abort', interrupted, { once: true });
    ending.calls(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', interrupted);
    });
    addressesOf(host, ending).then(
      (addresses) => resolve({ ok: true, addresses, elapsed: elapsed() }),
      failed,
    );
  }).finally(() => ending.end());
}
