import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './cli.ts';
import { tempDirectory } from './temp.ts';

/** Whether tests that need a terminal cannot run here: the program `script` makes one. */
export const NO_TERMINAL = !existsSync('/usr/bin/script');

const quoted = (args: readonly string[]): string => args.map((arg) => `'${arg}'`).join(' ');

interface TerminalOptions {
  env?: object;
  size?: string;
  /** What stands before the command, such as a pipe into it. */
  before?: string;
  redirect?: string;
  files?: Record<string, string>;
}

/**
 * Runs the binary on a terminal of its own and gives back what the terminal showed. `redirect` takes streams away
 * from it; the files it writes lie in `cwd`.
 */
export async function onTerminal(
  args: readonly string[],
  { env = {}, size = 'cols 80', before = '', redirect = '', files = {} }: TerminalOptions = {},
) {
  const cwd = tempDirectory(files);
  const command = `stty ${size}; ${before} "$NODE" "$BIN" ${quoted(args)} ${redirect}`;
  const shell = `script -qec '${command.replaceAll("'", `'"'"'`)}' /dev/null`;
  const outcome = await run([], { shell, cwd, env: { TERM: 'xterm', ...env } });
  const file = (name: string): string => readFileSync(join(cwd, name), 'utf8');
  return { code: outcome.code, screen: outcome.stdout.replaceAll('\r\n', '\n'), file };
}
