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

/** What is no option, but an argument, by its name on the command line. */
const ARGUMENTS = table({ '<session-id>': 'The session ID' });

const CONFLICTS = { 'config-file': 'the config file', 'several-profiles': 'several --profile' } as const;

export const USAGE_WORDING: Wording<UsageCode> = {
  'usage-unknown-option': {
    summary: 'an option that this command does not have',
    say: ({ args: { option, command, advice } }) => ({
      message: `Unknown option ${option}.`,
      fix: advise(
        advice,
        command === ''
          ? 'Options go after the command, as in media-session start --json; media-session --help lists the commands.'
          : `media-session ${command} --help lists the options.`,
      ),
    }),
  },
  'usage-unknown-command': {
    summary: 'a command that does not exist',
    say: ({ args: { command, family, help, advice } }) => ({
      message: `Unknown command${help ? ', topic or code' : ''} "${family === undefined ? '' : `${family} `}${command}".`,
      fix: advise(
        advice,
        help && family === undefined
          ? 'media-session --help lists the commands and topics, media-session help findings the codes.'
          : `media-session ${family === undefined ? '' : `${family} `}--help lists the commands.`,
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
      fix: advise(
        advice,
        `Options begin with --, and a value with spaces goes in quotes; media-session ${command} --help lists them.`,
      ),
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
      fix: `Write it last, as in media-session sandbox ${option} -- npm test.`,
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
    say: ({ args: { option, once } }) => ({
      message: once
        ? `The same ${option} was given more than once; it is used once.`
        : `${option} was given more than once; the last value is used.`,
      fix: 'Leave the others out.',
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
    fix: args.advice ? sayAdvice(args.advice) : `Give ${option} ${wanted}.`,
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

function sayAdvice(advice: OptionAdvice): string {
  switch (advice.advice) {
    case 'write':
      return `Write ${advice.words.join(' or ')}`;
    case 'meant':
      return `Did you mean ${advice.suggestion}?`;
    case 'faults':
      return 'media-session help faults lists them.';
    case 'id-empty':
      return 'It is empty: did the start fail that should have set it?';
    case 'id-from-start':
      return 'Write the ID that start printed.';
    case 'id-alone':
      return `Write ${advice.given} alone.`;
  }
}

/** What nothing here does, and what to do instead. */
const NOTES: Readonly<Record<UsageNote, string>> = {
  certificates:
    'TLS certificates are always verified. Where a request is sent, --cacert <file> trusts one more authority.',
  'check-runs': 'A command runs only with --check, as in media-session sandbox --check -- npm test.',
  'config-by-hand':
    '.mediarc is edited by hand: media-session config path prints its name, media-session config init writes a new one.',
  'help-one': 'help takes one command, topic or code.',
  'http-status':
    'It may be an HTTP status: media-session help findings has the code of the error that each leads to.',
  'http-version': 'Requests are HTTP/1.1. Leave it out.',
  'no-credentials':
    'The Media Collection API takes no credentials: the org ID and the report suite say whose data it is. Leave it out.',
  'no-login':
    'There is no login: media-session config init writes a .mediarc with the four settings that an account needs.',
  'no-overwrite': 'A config file is never overwritten: edit it, or move it away first.',
  'no-prompts': 'Nothing is ever asked. Leave it out.',
  'no-telemetry': 'There is no telemetry and no update check. Leave it out.',
  'no-update': 'npm updates it, as any other package.',
  proxy: 'Set HTTPS_PROXY instead; media-session help environment lists the variables.',
  redirects: 'Redirects are never followed. Give the host that they lead to with --endpoint.',
  'request-fixed':
    'The API prescribes method and headers. To change them, print the request as a curl command: media-session start --curl',
  topics: 'media-session --help lists the topics.',
};

/** Names as a sentence lists them; of many the first few. */
function allOf(names: readonly string[]): string {
  return names.length > 6 ? listed(names) : names.join(', ').replace(/, (?=[^,]*$)/, ' and ');
}

function advise(advice: UsageAdvice | undefined, otherwise: string): string {
  switch (advice?.advice) {
    case undefined:
      return otherwise;
    case 'meant':
      return `Did you mean ${advice.words.join(' or ')}?`;
    case 'elsewhere':
      return `${advice.option} is an option of ${allOf(advice.commands)}.`;
    case 'note':
      return NOTES[advice.note];
  }
}
