import { wrap } from '../messages/layout.ts';
import { EXIT_CODES, type ExitName } from '../model/exit-codes.ts';
import type { OptionSpec } from './definition.ts';
import { TOPICS } from './topic-names.ts';
import type { Verb } from './verb.ts';

/** For a call without a command. */
export const SHORT_HELP = `media-session starts sessions of Adobe's Media Collection API and explains what goes wrong.

  media-session start --sandbox --smoke   try it without an account
  media-session config init               write a .mediarc to fill in
  media-session start --smoke             test your own credentials

media-session --help lists all commands.
`;

/** The most lines of a command's help at 80 columns: what does not fit is named there, and told in full by a topic. */
const MOST_LINES = 60;
const NARROW = 80;

const HELP_OPTION: OptionSpec = { flags: '-h, --help', description: 'show this help' };

/** A name in the left column, and what is to be said of it. */
export type Entry = readonly [name: string, text: string];

/** Names and texts in two columns, the texts wrapped within `width` characters. */
export function columns(entries: readonly Entry[], width: number): string {
  const left = Math.max(...entries.map(([name]) => name.length)) + 4;
  return entries
    .map(([name, text]) => {
      const [first = '', ...more] = wrap(text, width - left, '').split('\n');
      return [
        `  ${name.padEnd(left - 2)}${first}`.trimEnd(),
        ...more.map((line) => ' '.repeat(left) + line),
      ].join('\n');
    })
    .join('\n');
}

/** The table of exit codes. */
export function exitCodeHelp(width: number): string {
  const entries = EXIT_CODES.map(
    ({ code, name, meaning }): Entry => [`${String(code).padStart(3)}  ${name}`, meaning],
  );
  return `Exit codes:\n${columns(entries, width)}`;
}

/** The program's own help. */
export function programHelp(program: Verb, width: number): string {
  const groups = groupBy(program.visible, ({ group }) => group);
  const commands = program.visible.map((verb): Entry => [verb.usageLine, verb.description()]);
  const topics = Object.entries(TOPICS).map(([name, text]): Entry => [`help ${name}`, text]);
  const left = Math.max(...[...commands, ...topics].map(([name]) => name.length));
  const aligned = (entries: readonly Entry[]): string =>
    columns(
      entries.map(([name, text]): Entry => [name.padEnd(left), text]),
      width,
    );
  return sections(
    `Usage: media-session <command> [options]\n\n${wrap(program.description(), width, '')}`,
    `Examples:\n${columns(
      [
        ['media-session start --sandbox --smoke', 'try it without an account'],
        ['media-session doctor', 'check settings and connection'],
        ['media-session explain customer.har', 'find the mistakes in a capture'],
      ],
      width,
    )}`,
    ...[...groups].map(
      ([heading, verbs]) =>
        `${heading}\n${aligned(verbs.map((verb): Entry => [verb.usageLine, verb.description()]))}`,
    ),
    `Topics (also as pages in docs/):\n${aligned(topics)}`,
    `Options:\n${aligned([
      ['-h, --help', 'show this help, or that of a command'],
      ['-V, --version', 'print the version'],
    ])}`,
  );
}

/**
 * The help of a command: examples first, then its own options. The options that it shares with other commands are told in
 * full where that fits on a page of {@link MOST_LINES}, and else by their names, whatever the width of this terminal.
 */
export function commandHelp(verb: Verb, width: number): string {
  const whole = render(verb, NARROW, true);
  return render(verb, width, whole.split('\n').length <= MOST_LINES);
}

function render(verb: Verb, width: number, whole: boolean): string {
  const { definition } = verb;
  const summary = verb.description();
  const lines = (definition?.examples ?? []).map((line) => `  ${line}`).join('\n');
  const more = definition?.more?.(width);
  return sections(
    `Usage: ${verb.usageText}\n\n${wrap(`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, width, '')}`,
    lines === '' ? '' : `Examples:\n${lines}`,
    commandList(verb, width),
    ...optionSections(verb.specs, width, whole),
    ...paramSections(verb.specs, width),
    more ?? '',
    exitLine(definition?.exits ?? [], width),
  );
}

function commandList({ visible }: Verb, width: number): string {
  if (visible.length === 0) return '';
  const entries = visible.map((one): Entry => [one.usageLine, one.description()]);
  return `Commands:\n${columns(entries, width)}`;
}

/** The options in the order of the command, those that fill params left out. */
function optionSections(specs: readonly OptionSpec[], width: number, whole: boolean): string[] {
  const groups = groupBy(
    specs.filter(({ param }) => param === undefined),
    ({ heading }) => heading ?? '',
  );
  const own = [...(groups.get('') ?? []), HELP_OPTION];
  groups.delete('');
  return [
    `Options:\n${columns(own.map(optionEntry), width)}`,
    ...[...groups].map(([heading, options]) =>
      whole
        ? `${heading}\n${columns(options.map(optionEntry), width)}`
        : `${heading.replace(/:$/, '')} (media-session help options):\n${names(options, width)}`,
    ),
  ];
}

function names(options: readonly OptionSpec[], width: number): string {
  return wrap(
    options.map(({ flags }) => flags.replace(/ <.*/, '').replace(', ', '/')).join(', '),
    width,
    '  ',
  );
}

/** The params that the event cannot do without; of the others only where they are told. */
function paramSections(specs: readonly OptionSpec[], width: number): string[] {
  const params = specs.filter(({ param, negates }) => param !== undefined && !negates);
  if (params.length === 0) return [];
  const required = params.filter(({ required }) => required);
  const rest = params.length - required.length;
  const where = `Params: ${rest} ${required.length > 0 ? 'more have' : 'have'} an option of their own; media-session help params lists them.`;
  return [
    required.length === 0 ? '' : `Required params:\n${columns(required.map(optionEntry), width)}`,
    wrap(where, width, ''),
  ];
}

/** An option as the help shows it. */
export function optionEntry({ flags, description, repeatable }: OptionSpec): Entry {
  return [flags, repeatable ? `${description} (repeatable)` : description];
}

function exitLine(exits: readonly ExitName[], width: number): string {
  const codes = EXIT_CODES.filter(({ name }) => exits.includes(name)).map(
    ({ code, name }) => `${code} ${name}`,
  );
  return wrap(`Exit codes (media-session help exit-codes): ${codes.join(', ')}`, width, '');
}

/** Items by a heading of theirs, both in the order of the items. */
export function groupBy<T>(items: readonly T[], headingOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const heading = headingOf(item);
    groups.set(heading, [...(groups.get(heading) ?? []), item]);
  }
  return groups;
}

function sections(...parts: readonly string[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
