import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import type { FaultName } from '../../sandbox/faults.ts';

/** Starts a sandbox for the time of a command; with a fault, it gets every POST wrong. */
export async function openSandbox(
  context: Context,
  fault?: FaultName,
): Promise<{ url: string; close(): Promise<void> }> {
  const { startSandbox } = await import('../../sandbox/server.ts');
  return startSandbox({ now: context.now, ...(fault && { fault }) });
}

/** The sandbox in the place of the endpoint. */
export function sandboxEndpoint(url: string): NonNullable<Settings['endpoint']> {
  return { url: new URL(url), origin: { kind: 'sandbox', name: 'sandbox' } };
}
