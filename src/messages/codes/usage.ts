import type { FindingCode } from '../../model/finding.ts';
import type { Explanation } from './explanation.ts';

type UsageCode = Extract<FindingCode, `usage-${string}`>;

const command = (before: string, after: string): Explanation['example'] => ({ of: 'command', before, after });

/** The codes about how the command was called. */
export const USAGE_EXPLANATIONS: Readonly<Record<UsageCode, Explanation>> = {
  'usage-unknown-option': {
    what: 'The command has no option of this name. Options of other commands do not count.',
    why: 'A misspelt option would otherwise be ignored, and the request would go out without what it was meant to set.',
    example: command('check --lenght 60', 'check --length 60'),
    deeper: ['media-session check --help'],
  },
  'usage-unknown-command': {
    what: 'The first word is not a command of media-session.',
    why: 'Nothing was run.',
    example: command('chek body.json', 'check body.json'),
    deeper: ['media-session --help'],
  },
  'usage-option-value': {
    what: 'An option has no value, or one that cannot be read as what the option takes.',
    why: 'Values are read by the types of the API: a length of 1:30 is not a number of seconds, and would be refused later.',
    example: command('check --length 1:30', 'check --length 90'),
    deeper: ['media-session start --help', 'media-session schema show sessionStart'],
  },
  'usage-extra-argument': {
    what: 'The command line holds a word that the command has no place for. Often it is the value of an option whose name is missing, or an unquoted text with a space in it.',
    why: 'The command cannot know what the word was meant for.',
    example: command('start --name My video --dry-run', "start --name 'My video' --dry-run"),
    deeper: ['media-session start --help'],
  },
  'usage-missing-argument': {
    what: 'The command needs a word that was not given, such as a session ID or a file.',
    why: 'Nothing was run.',
    example: command('explain', 'explain session.har'),
    deeper: ['media-session explain --help'],
  },
  'usage-missing-command': {
    what: 'An option needs a command to run, and none follows --.',
    why: 'There would be nothing to check.',
    example: { of: 'situation', before: 'sandbox --check', after: 'sandbox --check -- npm test' },
    deeper: ['media-session sandbox --help'],
  },
  'usage-conflict': {
    what: 'Two options contradict each other, or two reports would be written to one file.',
    why: 'Whichever of them won, the other would be lost without a word.',
    example: command('start --dry-run --curl', 'start --dry-run'),
    deeper: ['media-session start --help'],
  },
  'usage-repeated': {
    what: 'An option that counts once was given more than once.',
    why: 'Only the last value is used. In a script, an earlier one may be the one you meant.',
    example: command('start --id clip-1 --id clip-2 --dry-run', 'start --id clip-2 --dry-run'),
    deeper: ['media-session start --help'],
  },
};
