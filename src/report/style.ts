import type { Sink } from '../model/context.ts';

/** The few roles that colour is used for. Each takes safe text and returns it, perhaps coloured. */
export interface Paint {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  strong(text: string): string;
  dim(text: string): string;
}

const PLAIN: Paint = {
  error: (text) => text,
  warning: (text) => text,
  info: (text) => text,
  strong: (text) => text,
  dim: (text) => text,
};

/**
 * Whether a stream gets colour: --color/--no-color, then NO_COLOR, FORCE_COLOR/CLICOLOR_FORCE, TERM=dumb, then
 * whether that stream is a terminal. chalk knows neither NO_COLOR nor separate streams, so it is not asked.
 */
export function wantsColor(
  sink: Sink,
  env: Readonly<Record<string, string | undefined>>,
  flag: boolean | undefined,
): boolean {
  if (flag !== undefined) return flag;
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  if (force) return force !== '0' && force !== 'false';
  // Its 0 means "not forced", and not "never".
  if (env['CLICOLOR_FORCE'] && env['CLICOLOR_FORCE'] !== '0') return true;
  if (env['TERM'] === 'dumb') return false;
  return sink.isTTY;
}

/** Whether the reader's locale has more characters than ASCII: by POSIX the first of these variables that is set decides. */
export function readsUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '');
}

/** The colours for one stream. chalk is loaded only when there is colour. */
export async function paintFor(color: boolean): Promise<Paint> {
  if (!color) return PLAIN;
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return {
    error: chalk.red.bold,
    warning: chalk.yellow.bold,
    info: chalk.cyan,
    strong: chalk.bold,
    dim: chalk.dim,
  };
}
