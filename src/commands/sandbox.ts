import { readFile } from 'node:fs/promises';
import { defineCommand, ownOptions } from '../cli/definition.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { usage } from '../cli/usage.ts';
import { parseDuration } from '../config/durations.ts';
import { entryAt } from '../config/entry.ts';
import type { Context } from '../model/context.ts';
import type { InputError } from '../model/errors.ts';
import { LOCAL_EXITS } from '../model/exit-codes.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import type { Expected, Form } from '../model/finding-values.ts';
import type { Hooks } from '../model/hooks.ts';
import type { OptionProblem } from '../model/mistakes.ts';
import type { Result, SandboxResult } from '../model/result.ts';
import { systemCodeOf } from '../model/system-code.ts';
import { writePrivately } from '../output/write-file.ts';
import { absolutePath } from '../parse/paths.ts';
import { sanitize } from '../report/sanitize.ts';
import type { ThrowAwayCertificate } from '../sandbox/certificate.ts';
import { faultOption, readFault } from './shared/fault.ts';

/** What `sandbox` was asked to do. */
interface SandboxOptions {
  port: string | undefined;
  fault: string | undefined;
  latency: string | undefined;
  /** File to write the throw-away certificate to. */
  tls: string | undefined;
}

/** `sandbox`. */
export const SANDBOX = defineCommand<SandboxOptions>({
  options: [
    ownOptions(
      { flags: '--port <n>', description: 'port to listen on (default: one that is free)' },
      faultOption('misbehave on every POST (media-session help faults)'),
      { flags: '--latency <time>', description: 'wait before every answer, such as 200ms' },
      {
        flags: '--tls <file>',
        description: 'serve https with a throw-away certificate, written to this file for --cacert',
      },
    ),
    OUTPUT,
  ],
  examples: ['media-session sandbox', 'media-session sandbox --fault 503-retry-after'],
  exits: LOCAL_EXITS,
  read: (given) => ({
    port: given.text('--port'),
    fault: given.text('--fault'),
    latency: given.text('--latency'),
    tls: given.text('--tls'),
  }),
  run: sandbox,
});

/** Runs the stand-in until a signal comes. Its address goes to stdout, a line per request to stderr. */
async function sandbox(
  options: SandboxOptions,
  context: Context,
  hooks: Pick<Hooks, 'output' | 'announce'>,
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
    const code = systemCodeOf(error);
    const reason: OptionProblem =
      code === 'EADDRINUSE' ? { problem: 'port-taken' } : { problem: 'system', code };
    throw usage({
      code: 'usage-option-value',
      expected: { kind: 'form', form: 'free-port' },
      actual: { type: 'name', value: `${port}` },
      args: { option: '--port', reason },
    });
  });
  const listening: SandboxResult = { command: 'sandbox', sent: 'no', findings: [] };
  const { url } = server;
  const announced = await hooks.announce({ ...listening, url });
  if (!announced.error) await end;
  await server.close();
  return announced.error ? announced : listening;
}

/** Settles at the first signal. */
function stopped(context: Context): Promise<void> {
  return new Promise((resolve) => context.onSignal(() => resolve()));
}

function readLatency(text: string | undefined): number {
  const latency = text === undefined ? 0 : parseDuration(text);
  if (latency !== undefined) return latency;
  throw badOption({ option: '--latency' }, { kind: 'form', form: 'latency' }, text ?? '');
}

/** Makes the certificate and writes it where the client can be told to trust it; the key stays in memory. */
async function certificate(file: string, context: Context): Promise<ThrowAwayCertificate> {
  const { isThrowAway, throwAwayCertificate } = await import('../sandbox/certificate.ts');
  const path = absolutePath(file, context) ?? file;
  const there = await textOf(path);
  if (there && !isThrowAway(there)) throw badFile(file, 'new-certificate-file', { problem: 'other-content' });
  const made = await throwAwayCertificate(context.now());
  try {
    await writePrivately(path, made.cert);
  } catch (error) {
    throw badFile(file, 'writable-file', { problem: 'write', code: systemCodeOf(error) });
  }
  return made;
}

/** What a file holds; nothing for a pipe or a device, and where there is none. */
async function textOf(path: string): Promise<string | undefined> {
  return entryAt(path)?.isFile() ? readFile(path, 'utf8').catch(() => undefined) : undefined;
}

function badFile(file: string, form: Form, reason: OptionProblem): InputError {
  return badOption({ option: '--tls', reason }, { kind: 'form', form }, file);
}

function badOption(args: FindingArgs['usage-option-value'], expected: Expected, value: string): InputError {
  return usage({ code: 'usage-option-value', expected, actual: { type: 'text', value }, args });
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw badOption({ option: '--port' }, { kind: 'form', form: 'port' }, text);
}
