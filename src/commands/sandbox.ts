import { readFile } from 'node:fs/promises';
import { parseDuration } from '../config/durations.ts';
import { entryAt } from '../config/entry.ts';
import type { Context } from '../context.ts';
import { absolutePath } from '../input/paths.ts';
import { InputError } from '../model/errors.ts';
import type { Result } from '../model/result.ts';
import { sanitize } from '../report/sanitize.ts';
import { writePrivately, writeReason } from '../report/write-file.ts';
import { closest } from '../rules/closest.ts';
import type { ThrowAwayCertificate } from '../sandbox/certificate.ts';
import { FAULT_NAMES, type FaultName, isFaultName } from '../sandbox/faults.ts';

const TAKEN = 'that file holds something else, which would be lost';

/** What `sandbox` was asked to do. */
export interface SandboxOptions {
  port: string | undefined;
  fault: string | undefined;
  latency: string | undefined;
  /** File to write the throw-away certificate to. */
  tls: string | undefined;
}

/** What `sandbox` needs of the reporter. */
export interface SandboxHooks {
  output: { json: boolean; quiet: boolean };
  /** Brings a result out while the command goes on. */
  announce(result: Result): Promise<Result>;
}

/** Runs the stand-in until a signal comes. Its address goes to stdout, a line per request to stderr. */
export async function sandbox(
  options: SandboxOptions,
  context: Context,
  hooks: SandboxHooks,
): Promise<Result> {
  const port = readPort(options.port);
  const fault = readFault(options.fault);
  const latencyMs = readLatency(options.latency);
  const end = stopped(context);
  const tls = options.tls === undefined ? undefined : await certificate(options.tls, context);
  const { startSandbox } = await import('../sandbox/server.ts');
  const log = (line: { method: string; path: string; status?: number; note?: string }): void => {
    const text = [line.method, line.path, line.status, line.note]
      .filter((part) => part !== undefined)
      .join(' ');
    if (!hooks.output.quiet && !hooks.output.json)
      context.stderr.write(`${sanitize(text)}\n`).catch(() => {});
  };
  const server = await startSandbox({
    port,
    now: context.now,
    log,
    latencyMs,
    ...(fault && { fault }),
    ...(tls && { tls }),
  }).catch((error: NodeJS.ErrnoException) => {
    throw new InputError('usage', [
      {
        code: 'usage-option-value',
        severity: 'error',
        expected: 'a port that is free',
        actual: `${port}`,
        args: {
          option: '--port',
          reason: error.code === 'EADDRINUSE' ? 'another program listens there' : String(error.code),
        },
      },
    ]);
  });
  const listening: Result = { command: 'sandbox', sent: 'no', findings: [] };
  const { url } = server;
  const announced = await hooks.announce({ ...listening, output: `${url}\n`, data: { url } });
  if (!announced.error) await end;
  await server.close();
  return announced.error ? announced : listening;
}

/** Settles at the first signal. */
function stopped(context: Context): Promise<void> {
  return new Promise((resolve) => context.onSignal(() => resolve()));
}

function readFault(name: string | undefined): FaultName | undefined {
  if (name === undefined || isFaultName(name)) return name;
  const suggestion = closest(name, FAULT_NAMES);
  throw badOption(
    '--fault',
    `one of ${FAULT_NAMES.join(', ')}`,
    name,
    suggestion && `Did you mean ${suggestion}?`,
  );
}

function readLatency(text: string | undefined): number {
  const latency = text === undefined ? 0 : parseDuration(text);
  if (latency !== undefined) return latency;
  throw badOption('--latency', 'a duration such as 200ms or 2s', text ?? '');
}

/** Makes the certificate and writes it where the client can be told to trust it; the key stays in memory. */
async function certificate(file: string, context: Context): Promise<ThrowAwayCertificate> {
  const { isThrowAway, throwAwayCertificate } = await import('../sandbox/certificate.ts');
  const path = absolutePath(file, context) ?? file;
  const there = await textOf(path);
  if (there && !isThrowAway(there))
    throw badOption('--tls', 'a new file, or the certificate of an earlier sandbox', file, undefined, TAKEN);
  const made = await throwAwayCertificate(context.now());
  try {
    await writePrivately(path, made.cert);
  } catch (error) {
    throw badOption('--tls', 'a file that can be written', file, undefined, writeReason(error));
  }
  return made;
}

/** What a file holds; nothing for a pipe or a device, and where there is none. */
async function textOf(path: string): Promise<string | undefined> {
  return entryAt(path)?.isFile() ? readFile(path, 'utf8').catch(() => undefined) : undefined;
}

function badOption(
  option: string,
  expected: string,
  text: string,
  fix?: string,
  reason?: string,
): InputError {
  const args = { option, fix, reason };
  return new InputError('usage', [
    { code: 'usage-option-value', severity: 'error', expected, actual: JSON.stringify(text), args },
  ]);
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw badOption('--port', 'a number from 0 to 65535', text);
}
