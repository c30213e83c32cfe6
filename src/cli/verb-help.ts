import { EXIT_CODES, type ExitName } from '../model/exit.ts';
import { table } from '../model/table.ts';
import { columns, exitCodeHelp, programHelp } from './help.ts';

/** What stands in help besides the options. Loaded when help may be asked for. */
export const HELP_TEXTS = { columns, programHelp, verbHelp };

/** See {@link HELP_TEXTS}. */
export type HelpTexts = typeof HELP_TEXTS;

/** What the help of a command ends with. */
interface VerbHelp {
  /** Command lines that work as they stand, given the files and variables that they name. */
  examples: readonly string[];
  exits: readonly ExitName[];
}

const ALL = EXIT_CODES.map((row) => row.name);
const LOCAL: readonly ExitName[] = ['ok', 'internal', 'input'];
const ASKING = ALL.filter((name) => name !== 'follow-up-failed');
/** One event: nothing can follow up on it. */
const EVENT = ASKING;

/** By the words of the command. A test runs every example. */
export const VERB_HELP = table<VerbHelp>({
  start: {
    examples: [
      'media-session start --sandbox --smoke',
      'media-session start --smoke --all-profiles',
      'media-session start --body meta.json --json',
      'media-session start --from customer.har --no-validate',
    ],
    exits: ALL,
  },
  end: {
    examples: ['media-session end "$id"', 'media-session end "$id" --complete --playhead 60'],
    exits: EVENT,
  },
  event: {
    examples: [
      'media-session event "$id" play',
      'media-session event "$id" bitrateChange --qoe bitrate=2000000',
      'media-session event "$id" chapterStart --param media.chapter.index=1 \\',
      '    --param media.chapter.offset=0 --param media.chapter.length=30',
    ],
    exits: EVENT,
  },
  check: {
    examples: [
      'media-session check --body meta.json',
      'media-session check body.json events.ndjson',
      'cat events.ndjson | media-session check -',
      'media-session check --live --smoke --junit check.xml',
    ],
    exits: ASKING,
  },
  explain: {
    examples: ['media-session explain customer.har', 'cat curl.txt | media-session explain -'],
    exits: LOCAL,
  },
  doctor: {
    examples: ['media-session doctor', 'media-session doctor --strict --junit doctor.xml'],
    exits: ASKING,
  },
  config: { examples: ['media-session config init', 'media-session config show'], exits: LOCAL },
  'config show': {
    examples: ['media-session config show', 'media-session config show --profile staging --json'],
    exits: LOCAL,
  },
  'config path': { examples: ['media-session config path'], exits: LOCAL },
  'config init': { examples: ['media-session config init'], exits: LOCAL },
  schema: {
    examples: ['media-session schema show adStart', 'media-session schema diff'],
    exits: ASKING,
  },
  'schema show': { examples: ['media-session schema show adStart'], exits: LOCAL },
  'schema diff': {
    examples: ['media-session schema diff', 'media-session schema diff adStart --json'],
    exits: ASKING,
  },
  sandbox: {
    examples: ['media-session sandbox', 'media-session sandbox --fault 503-retry-after'],
    exits: LOCAL,
  },
  completion: {
    examples: [
      'source <(media-session completion bash)',
      'media-session completion fish > media-session.fish',
    ],
    exits: LOCAL,
  },
  help: { examples: ['media-session help start', 'media-session help exit-codes'], exits: LOCAL },
});

/** The examples and exit codes of a command, to stand at the end of its help. */
export function verbHelp(verb: string, width: number): string {
  const help = VERB_HELP[verb];
  if (!help) return '';
  const examples = help.examples.map((line) => `  ${line}`).join('\n');
  return `\nExamples:\n${examples}\n\n${exitCodeHelp(width, help.exits)}`;
}
