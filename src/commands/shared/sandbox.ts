import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';

/** Starts a sandbox for the time of a command. */
export async function openSandbox(context: Context): Promise<{ url: string; close(): Promise<void> }> {
  const { startSandbox } = await import('../../sandbox/server.ts');
  return startSandbox({ now: context.now });
}

/** The sandbox in the place of the endpoint. */
export function sandboxEndpoint(url: string): NonNullable<Settings['endpoint']> {
  return { url: new URL(url), origin: { kind: 'sandbox', name: 'sandbox' } };
}
