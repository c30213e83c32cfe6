import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { Actual } from '../model/finding-values.ts';
import type { OptionAdvice, OptionProblem, UsageAdvice, UsageNote } from '../model/mistakes.ts';
import { table } from '../model/table.ts';
import { listed } from './phrases.ts';
import { sayJsonMistake } from './syntax.ts';
import { sayWriting } from './system-codes.ts';
import { sayActual, sayExpected } from './values.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about the way the command was called. */
export type UsageCode = Extract<FindingCode, `usage-${string}`>;

/** What to do, and what to paste. */
type Fix = Pick<Words, 'fix' | 'run'>;

/** What is no option, but an argument, by its name on the command line. */
const ARGUMENTS = table({ '<session-id>': 'The session ID' });

const CONFLICTS = { 'config-file': 'the config file', 'several-profiles': 'several --profile' } as const;

export const USAGE_WORDING: Wording<UsageCode> = {
  'usage-unknown-option': {
    summary: 'an option that this command does not have',
    say: ({ args: { option, command, advice } }) => ({
      message: `Unknown option ${option}.`,
      ...advise(
        advice,
        command === ''
          ? { fix: 'Options go after the command. To list the commands:', run: ['media-session --help'] }
          : { fix: 'To list the options:', run: [`media-session ${command} --help`] },
      ),
    }),
  },
  'usage-unknown-command': {
    summary: 'a command that does not exist',
    say: ({ args: { command, family, help, advice } }) => ({
      message: `Unknown command${help ? ', topic or code' : ''} "${family === undefined ? '' : `${family} `}${command}".`,
      ...advise(
        advice,
        help && family === undefined
          ? {
              fix: 'To list the commands and topics, and the codes:',
              run: ['media-session --help', 'media-session help findings'],
            }
          : {
              fix: 'To list the commands:',
              run: [`media-session ${family === undefined ? '' : `${family} `}--help`],
            },
      ),
    }),
  },
  'usage-option-value': {
    summary: 'an option whose value is missing or cannot be read',
    say: optionValue,
  },
  'usage-extra-argument': {
    summary: 'an argument that the command does not take',
    say: ({ args: { argument, command, advice } }) => ({
      message: `Unexpected argument "${argument}".`,
      ...advise(advice, {
        fix: 'Options begin with --, and a value with spaces goes in quotes. To list the options:',
        run: [`media-session ${command} --help`],
      }),
    }),
  },
  'usage-missing-argument': {
    summary: 'an argument that the command needs',
    say: ({ args: { argument, usage, type } }) => ({
      message:
        type === undefined
          ? `Missing argument <${argument}>.`
          : `"${type}" is an event type; the session ID before it is missing.`,
      fix: 'Write:',
      run: [usage],
    }),
  },
  'usage-missing-command': {
    summary: 'an option that needs a command to run',
    say: ({ args: { option } }) => ({
      message: `${option} needs a command to run, after --.`,
      fix: 'Write it last, as in:',
      run: [`media-session sandbox ${option} -- npm test`],
    }),
  },
  'usage-conflict': {
    summary: 'two options that cannot be combined',
    say: ({ args: { option, other } }) => ({
      message: `${option} and ${typeof other === 'string' ? other : CONFLICTS[other.what]} cannot be combined.`,
      fix: 'Leave one of them out.',
    }),
  },
  'usage-repeated': {
    summary: 'an option given more than once, of which only the last counts',
    say: ({ args: { option, once, used } }) => ({
      message: once
        ? `The same ${option} was given more than once; it is used once.`
        : used === undefined
          ? `${option} was given more than once; the last value is used.`
          : `${option} and ${used} are for the same value; ${used} is used.`,
      fix: used === undefined ? 'Leave the others out.' : 'Leave one of them out.',
    }),
  },
};

function optionValue({ args, actual, expected }: FindingOf<'usage-option-value'>): Words {
  const option = ARGUMENTS[args.option] ?? args.option;
  const got = actual && sayActual(actual);
  if ('looksLike' in args) {
    return {
      message: `${option} needs a value, but ${got} looks like an option.`,
      fix: `If it is the value, write ${option}=${args.looksLike}.`,
    };
  }
  if ('needs' in args) {
    return {
      message: `${option} works only with ${args.needs}.`,
      fix: `Add ${args.needs}, or leave ${option} out.`,
    };
  }
  if ('placeholder' in args)
    return { message: `${option} needs a value.`, fix: `Write ${option} ${args.placeholder}.` };
  if (expected?.kind === 'form' && expected.form === 'free-port') return portTaken(args.reason, actual);
  const wanted = expected && sayExpected(expected);
  const reason = args.reason ? ` (${sayProblem(args.reason)})` : '';
  return {
    message: `${option} wants ${wanted}; got ${got}${reason}.`,
    // A list is not said twice.
    ...(args.advice
      ? sayAdvice(args.advice)
      : { fix: `Give ${option} ${expected?.kind === 'one-of' ? 'one of them' : wanted}.` }),
  };
}

function portTaken(problem: OptionProblem | undefined, actual: Actual | undefined): Words {
  const port = actual !== undefined && 'value' in actual ? `Port ${actual.value}` : 'The port';
  const isTaken = problem === undefined || problem.problem === 'port-taken';
  return {
    message: isTaken ? `${port} is in use.` : `${port} cannot be opened (${sayProblem(problem)}).`,
    fix: 'Choose another, or leave --port out.',
  };
}

function sayProblem(problem: OptionProblem): string {
  switch (problem.problem) {
    case 'json':
      return sayJsonMistake(problem.json).reason;
    case 'write':
      return sayWriting(problem.code);
    case 'system':
      return problem.code;
    case 'port-taken':
      return 'in use';
    case 'other-content':
      return 'a file there holds something else, which would be lost';
  }
}

function sayAdvice(advice: OptionAdvice): Fix {
  switch (advice.advice) {
    case 'write':
      return { fix: `Write ${advice.words.join(' or ')}` };
    case 'meant':
      return { fix: `Did you mean ${advice.suggestion}?` };
    case 'faults':
      return { fix: 'To list them:', run: ['media-session help faults'] };
    case 'id-empty':
      return { fix: 'It is empty: did the start fail that should have set it?' };
    case 'id-from-start':
      return { fix: 'Write the ID that start printed.' };
    case 'id-alone':
      return { fix: `Write ${advice.given} alone.` };
  }
}

/** What nothing here does, and what to do instead. */
const NOTES: Readonly<Record<UsageNote, string | Fix>> = {
  certificates:
    'TLS certificates are always verified. Where a request is sent, --cacert <file> trusts one more authority.',
  'check-runs': {
    fix: 'A command runs only with --check, as in:',
    run: ['media-session sandbox --check -- npm test'],
  },
  'config-by-hand': {
    fix: '.mediarc is edited by hand. To print its name, or to write a new one:',
    run: ['media-session config path', 'media-session config init'],
  },
  'help-one': 'help takes one command, topic or code.',
  'http-status': {
    fix: 'It may be an HTTP status. The list of errors has the code that each leads to:',
    run: ['media-session help findings'],
  },
  'http-version': 'Requests are HTTP/1.1. Leave it out.',
  'no-credentials':
    'The Media Collection API takes no credentials: the org ID and the report suite say whose data it is. Leave it out.',
  'no-login': {
    fix: 'There is no login. To write a .mediarc with the four settings that an account needs:',
    run: ['media-session config init'],
  },
  'no-overwrite': 'A config file is never overwritten: edit it, or move it away first.',
  'no-prompts': 'Nothing is ever asked. Leave it out.',
  'no-telemetry': 'There is no telemetry and no update check. Leave it out.',
  'no-update': 'npm updates it, as any other package.',
  proxy: { fix: 'Set HTTPS_PROXY instead. To list the variables:', run: ['media-session help environment'] },
  redirects: 'Redirects are never followed. Give the host that they lead to with --endpoint.',
  'request-fixed': {
    fix: 'The API prescribes method and headers. To change them, print the request as a curl command:',
    run: ['media-session start --curl'],
  },
  topics: { fix: 'To list the topics:', run: ['media-session --help'] },
};

/** Names as a sentence lists them; of many the first few. */
function allOf(names: readonly string[]): string {
  return names.length > 6 ? listed(names) : names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
}

function advise(advice: UsageAdvice | undefined, otherwise: Fix): Fix {
  switch (advice?.advice) {
    case undefined:
      return otherwise;
    case 'meant':
      return didYouMeanAny(advice.words);
    case 'elsewhere':
      return { fix: `${advice.option} is an option of ${allOf(advice.commands)}.` };
    case 'note': {
      const note = NOTES[advice.note];
      return typeof note === 'string' ? { fix: note } : note;
    }
  }
}

/** Commands stand on lines of their own, to be pasted. */
function didYouMeanAny(words: readonly string[]): Fix {
  if (!words.some((text) => text.startsWith('media-session ')))
    return { fix: `Did you mean ${words.join(' or ')}?` };
  return { fix: words.length > 1 ? 'Did you mean one of these:' : 'Did you mean:', run: words };
}
