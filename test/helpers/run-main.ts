import { main } from '../../src/main.ts';
import { fakeContext } from './context.ts';
import { tempDirectory } from './temp.ts';

/** Runs the program from its sources, in a new directory that holds the given files. */
export async function runMain(
  files: Readonly<Record<string, string | Uint8Array>>,
  args: readonly string[],
): Promise<{ code: number; out: string; err: string }> {
  const context = fakeContext({ cwd: tempDirectory(files) });
  const code = await main(args, context);
  return { code, out: context.out(), err: context.err() };
}
