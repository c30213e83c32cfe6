import { onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.ts';

/** A sandbox that is closed when the test is over. */
export async function sandboxForTest(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  const server = await startSandbox(options);
  onTestFinished(() => server.close());
  return server;
}
