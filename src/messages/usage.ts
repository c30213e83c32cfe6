import type { Finding, FindingCode } from '../model/finding.ts';
import type { Wording } from './wording.ts';

/** Codes about the way the command was called. */
export type UsageCode = Extract<FindingCode, `usage-${string}`>;

const arg = (finding: Finding, name: string): string => String(finding.args?.[name] ?? '');
const didYouMean = (finding: Finding, otherwise: string): string => {
  const suggestion = arg(finding, 'suggestion');
  return suggestion ? `Did you mean ${suggestion}?` : otherwise;
};

export const USAGE_WORDING: Wording<UsageCode> = {
  'usage-unknown-option': {
    summary: 'an option that this command does not have',
    say: (f) => ({
      message: `There is no option ${arg(f, 'option')}.`,
      fix: didYouMean(
        f,
        arg(f, 'command') === ''
          ? 'Options stand behind the command, as in media-session start --json; media-session --help lists the commands.'
          : `${['media-session', arg(f, 'command'), '--help'].filter(Boolean).join(' ')} lists the options.`,
      ),
    }),
  },
  'usage-unknown-command': {
    summary: 'a command that does not exist',
    say: (f) => ({
      message: `There is no command "${arg(f, 'command')}".`,
      fix: didYouMean(f, 'media-session --help lists the commands.'),
    }),
  },
  'usage-option-value': {
    summary: 'an option whose value is missing or cannot be read',
    say: (f) => {
      const option = arg(f, 'option');
      if (f.args?.['looksLikeOption']) {
        return {
          message: `${option} needs a value, but ${f.actual} looks like an option.`,
          fix: `If it is the value, write ${option}=${arg(f, 'text')}.`,
        };
      }
      if (f.actual === undefined)
        return { message: `${option} needs a value.`, fix: `Write ${option} ${arg(f, 'placeholder')}.` };
      const reason = arg(f, 'reason');
      return {
        message: `${option} takes ${f.expected}, but got ${f.actual}${reason ? ` (${reason})` : ''}.`,
        fix: arg(f, 'fix') || `Give ${option} ${f.expected}.`,
      };
    },
  },
  'usage-extra-argument': {
    summary: 'an argument that the command does not take',
    say: (f) => ({
      message: `The argument "${arg(f, 'argument')}" is not expected here.`,
      fix: `Options begin with --; media-session ${arg(f, 'command')} --help shows how it is called.`,
    }),
  },
  'usage-missing-argument': {
    summary: 'an argument that the command needs',
    say: (f) => ({
      message: `The argument <${arg(f, 'argument')}> is missing.`,
      fix: `media-session ${arg(f, 'command')} --help shows how it is called.`,
    }),
  },
  'usage-conflict': {
    summary: 'two options that exclude each other',
    say: (f) => ({
      message: `${arg(f, 'option')} and ${arg(f, 'other')} exclude each other.`,
      fix: 'Leave one of them out.',
    }),
  },
  'usage-repeated': {
    summary: 'an option given more than once, of which only the last counts',
    say: (f) => ({
      message: f.args?.['once']
        ? `The same ${arg(f, 'option')} was given more than once; it is used once.`
        : `${arg(f, 'option')} was given more than once; the last value is used.`,
      fix: 'Leave the others out.',
    }),
  },
};
