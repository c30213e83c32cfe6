import type { Context } from '../context.ts';
import { InputError } from '../model/errors.ts';
import type { Result } from '../model/result.ts';
import { sanitize } from '../report/sanitize.ts';

/** What `sandbox` was asked to do. */
export interface SandboxOptions {
  port: string | undefined;
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
  const { startSandbox } = await import('../sandbox/server.ts');
  const log = (line: { method: string; path: string; status?: number; note?: string }): void => {
    const text = [line.method, line.path, line.status, line.note]
      .filter((part) => part !== undefined)
      .join(' ');
    if (!hooks.output.quiet && !hooks.output.json) void context.stderr.write(`${sanitize(text)}\n`);
  };
  const server = await startSandbox({ port, now: context.now, log }).catch((error: NodeJS.ErrnoException) => {
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
  if (!announced.error) await stopped(context);
  await server.close();
  return announced.error ? announced : listening;
}

/** Waits for a signal. */
function stopped(context: Context): Promise<void> {
  return new Promise((resolve) => {
    const stop = context.onSignal(() => {
      stop();
      resolve();
    });
  });
}

function readPort(text: string | undefined): number {
  if (text === undefined) return 0;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  const args = { option: '--port' };
  throw new InputError('usage', [
    {
      code: 'usage-option-value',
      severity: 'error',
      expected: 'a number from 0 to 65535',
      actual: `"${text}"`,
      args,
    },
  ]);
}
