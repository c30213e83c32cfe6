import { type OptionGroup, ownOptions } from '../../cli/definition.ts';
import { usage } from '../../cli/usage.ts';
import { InputError } from '../../model/errors.ts';
import type { UsageAdvice } from '../../model/mistakes.ts';

/** What `sandbox --check` was asked to do. */
export interface CheckChoice {
  command: readonly string[];
  /** A further variable for the URL. */
  env: string | undefined;
  /** Warnings fail the check. */
  strict: boolean;
  /** File that says what is expected. */
  expect: string | undefined;
}

const heading = 'Check a player:';

/** Options for reports on a check. */
const REPORTS = ['--junit', '--github'] as const;

/** The options of `--check`. */
export const CHECK_OPTIONS: OptionGroup<CheckChoice | undefined> = {
  ...ownOptions(
    {
      heading,
      flags: '--check',
      description: 'run the command after --, judge what it sends, and exit with 2 on errors',
    },
    {
      heading,
      flags: '--env <name>',
      description: 'also put the URL into this variable for it (it is in MEDIA_SESSION_ENDPOINT)',
    },
    { heading, flags: '--strict', description: 'warnings fail the check, too' },
    { heading, flags: '--expect <file>', description: 'compare the numbers of the sessions with this file' },
  ),
  read: (given) => {
    const [words = []] = given.args as (readonly string[] | undefined)[];
    return readCheck({
      check: given.flag('--check'),
      words,
      rest: given.rest,
      env: given.text('--env'),
      strict: given.flag('--strict'),
      expect: given.text('--expect'),
      reports: REPORTS.filter((name) => given.text(name) !== undefined || given.flag(name)),
    });
  },
};

/** What an argument of a sandbox that runs no command is probably meant as. */
function meantBy(argument: string): UsageAdvice {
  return /^\d{1,5}$/.test(argument)
    ? { advice: 'meant', words: [`--port ${argument}`] }
    : { advice: 'note', note: 'check-runs' };
}

/** Reads what belongs to `--check`; undefined without it. Throws InputError for what makes no sense. */
function readCheck(given: {
  check: boolean;
  words: readonly string[];
  rest: readonly string[];
  env: string | undefined;
  strict: boolean;
  expect: string | undefined;
  reports: readonly string[];
}): CheckChoice | undefined {
  const { check, words, rest, env, strict, expect, reports } = given;
  if (!check) {
    const [extra] = words;
    if (extra !== undefined)
      throw usage({
        code: 'usage-extra-argument',
        args: { argument: extra, command: 'sandbox', advice: meantBy(extra) },
      });
    const useless = [
      ...(env === undefined ? [] : ['--env']),
      ...(strict ? ['--strict'] : []),
      ...(expect === undefined ? [] : ['--expect']),
      ...reports,
    ];
    if (useless.length === 0) return undefined;
    throw new InputError(
      'usage',
      useless.map((option) => ({
        code: 'usage-option-value',
        severity: 'error',
        args: { option, needs: '--check' },
      })),
    );
  }
  if (!rest[0] || words.length > rest.length)
    throw usage({ code: 'usage-missing-command', args: { option: '--check' } });
  if (env !== undefined && !/^[A-Za-z_]\w*$/.test(env))
    throw usage({
      code: 'usage-option-value',
      expected: { kind: 'form', form: 'variable-name' },
      actual: { type: 'text', value: env },
      args: { option: '--env' },
    });
  return { command: rest, env, strict, expect };
}
