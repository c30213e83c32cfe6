import { Command, type CommanderError, Option } from 'commander';
import type { InputError } from '../model/errors.ts';
import type { Finding, Unweighed } from '../model/finding.ts';
import type { CallableCommand, CommandEntry, CommandFamily, OptionSpec } from './definition.ts';
import { usage } from './usage.ts';
import type { Words } from './words.ts';

/** A mistake in the command line. What is best said of a word that means nothing is worked out once all have been found. */
export type Mistake =
  /** `next`: the word behind it, which may be its value or an argument; `at`: how many arguments come before it. */
  | { kind: 'option'; word: string; next?: string; at: number }
  /** `help`: it was asked what the word means. */
  | { kind: 'command'; word: string; known: readonly string[]; help?: true }
  | { kind: 'missing'; argument: string }
  | { kind: 'extra'; argument: string }
  | { kind: 'finding'; finding: Unweighed };

/** What the options of one command line need while it is read. */
export interface Reading {
  words: Words;
  /** All commands. */
  entries: readonly CommandEntry[];
  /** What is worth a warning although the command line can be understood. */
  warnings: Finding[];
  /** Each in its turn. One that is found does not hide the others. */
  mistakes: Mistake[];
  /** Looks for what is wrong with the arguments. */
  refuse?: () => Promise<readonly Finding[]>;
}

/** Nothing more can be read: what is wrong has been noted. */
export class Unreadable extends Error {
  readonly verb: Verb;

  constructor(verb: Verb) {
    super('the command line cannot be read');
    this.verb = verb;
  }
}

/**
 * A commander command whose mistakes are noted by this project: commander stops at the first, its own texts differ between
 * its majors, and its exit code for all of them is 1. The overridden methods are the ones it calls for each mistake.
 */
export class Verb extends Command {
  override createCommand(name: string): Verb {
    return new Verb(name);
  }

  /** Name and arguments, as the list of commands shows them. */
  usageLine = '';

  /** Its heading in the list of commands. */
  group = '';

  /** What it is made of; undefined for one that is only listed. */
  definition: CallableCommand | CommandFamily | undefined;

  /** All its options, those included that were not made because the command line does not name them. */
  specs: readonly OptionSpec[] = [];

  /** Where its mistakes are noted. */
  reading: Reading | undefined;

  /** Makes the text of its help; undefined while none can be asked for. */
  helpText: (() => string) | undefined;

  /** The long names of all its options. */
  get flags(): string[] {
    return this.specs.map(longName);
  }

  /** The verb as typed after `media-session`, for hints. */
  get path(): string {
    const names: string[] = [];
    for (let at: Command | null = this; at?.parent; at = at.parent) names.unshift(at.name());
    return names.join(' ');
  }

  /** How it is called. */
  get usageText(): string {
    const parents = this.path.split(' ').slice(0, -1);
    const end = this.visible.length > 0 ? '<command>' : '[options]';
    return ['media-session', ...parents, this.usageLine, end].join(' ');
  }

  /** Characters per line of its help. */
  get helpWidth(): number {
    return this.configureOutput().getOutHelpWidth?.() ?? 80;
  }

  /** Its commands as the help shows them. */
  get visible(): Verb[] {
    return this.createHelp().visibleCommands(this) as Verb[];
  }

  override helpInformation(): string {
    return this.helpText?.() ?? '';
  }

  note(mistake: Mistake): void {
    this.reading?.mistakes.push(mistake);
  }

  /** Called with the first unknown option. From there on, commander sorts nothing that is not a known option. */
  unknownOption(first: string): void {
    const from = this.args.indexOf(first);
    const rest = this.args.slice(from);
    this.args = this.args.slice(0, from);
    type Unknown = Extract<Mistake, { kind: 'option' }>;
    let open: Unknown | undefined;
    for (const word of rest) {
      if (/^-./.test(word) && word !== '--') {
        const option: Unknown = { kind: 'option', word, at: this.args.length };
        this.note(option);
        // With =, it has its value.
        open = word.includes('=') ? undefined : option;
      } else if (open) {
        open.next = word;
        open = undefined;
      } else if (word !== '--') this.args.push(word);
    }
    if (this.commands.length > 0) throw new Unreadable(this);
  }

  unknownCommand(): never {
    const [word = ''] = this.args;
    this.note({ kind: 'command', word, known: this.visible.map((child) => child.name()) });
    throw new Unreadable(this);
  }

  missingArgument(argument: string): void {
    this.note({ kind: 'missing', argument });
  }

  optionMissingArgument(option: Option): void {
    this.note({ kind: 'finding', finding: valueMissing(option) });
  }

  _conflictingOption(option: Option, other: Option): void {
    const args = { option: option.long ?? option.flags, other: other.long ?? other.flags };
    this.note({ kind: 'finding', finding: { code: 'usage-conflict', args } });
  }

  _excessArguments(received: string[]): void {
    const extra = received.slice(this.registeredArguments.length);
    if (this.commands.length > 0) {
      this.args = extra;
      this.unknownCommand();
    }
    for (const argument of extra) this.note({ kind: 'extra', argument });
  }
}

function valueMissing(option: Option): Unweighed {
  const placeholder = /[<[].*[>\]]/.exec(option.flags)?.[0] ?? '<value>';
  return { code: 'usage-option-value', args: { option: option.long ?? option.flags, placeholder } };
}

/** A commander error that is not one of ours, as a usage error; help and version are not errors. */
export function fromCommander(error: CommanderError): InputError {
  const text = error.message.replace(/^error: /, '');
  return usage({
    code: 'usage-option-value',
    expected: { kind: 'form', form: 'a-value' },
    actual: { type: 'name', value: text },
    args: { option: text },
  });
}

/** The long name of an option, dashes included. */
export function longName({ flags }: Pick<OptionSpec, 'flags'>): string {
  return /--[\w-]+/.exec(flags)?.[0] ?? flags;
}

/** What the lists of options say of one. */
export function describe({ description, repeatable, required }: OptionSpec): string {
  return `${description}${required ? ' (required)' : ''}${repeatable ? ' (repeatable)' : ''}`;
}

/** Makes commander's option of a spec. */
export function makeOption(spec: OptionSpec, reading: Reading): Option {
  const { flags, conflicts = [], once, repeatable } = spec;
  const option = new Option(flags, describe(spec));
  option.conflicts(conflicts.map((name) => new Option(name).attributeName()));
  if (repeatable)
    option.argParser((value, before: string[] = []) => collected(option, value, before, reading));
  else if (option.required)
    option.argParser((value, before) =>
      single(option, value, once ? only(option, value, before, reading) : before, reading),
    );
  return option;
}

/** Given twice, the last value counts, and a warning says so. */
function single(option: Option, value: string | undefined, before: unknown, reading: Reading): string {
  // Has been noted as missing.
  if (value === undefined) return '';
  guardValue(option, value, reading);
  // False: a --no- option came before it.
  if (typeof before === 'string') warnRepeated({ option: option.long ?? option.flags }, reading);
  return value;
}

/** The value before, unless it is another one: then it is noted that the two cannot both be meant. */
function only(option: Option, value: string | undefined, before: unknown, { mistakes }: Reading): unknown {
  if (value === undefined || before === undefined || before === value) return before;
  const args = { option: `${option.long} ${before}`, other: `${option.long} ${value}` };
  mistakes.push({ kind: 'finding', finding: { code: 'usage-conflict', args } });
  return undefined;
}

function collected(option: Option, value: string | undefined, before: string[], reading: Reading): string[] {
  if (value === undefined) return before;
  guardValue(option, value, reading);
  const key = option.flags.includes('<key=') ? `${value.split('=', 1)[0]}=` : undefined;
  if (key !== undefined && before.some((other) => other.startsWith(key)))
    warnRepeated({ option: `${option.long} ${key.slice(0, -1)}` }, reading);
  return [...before, value];
}

/** `--resume` beside `--no-resume`, or `--config` beside `--no-config`: the last counts, and a warning says so. */
export function warnOpposites(specs: readonly OptionSpec[], reading: Reading): void {
  const { all, flags } = reading.words;
  for (const no of specs.map(longName)) {
    const yes = no.replace('--no-', '--');
    if (yes === no || !flags.has(no) || !flags.has(yes)) continue;
    const last = all.findLastIndex((word) => word === yes || word.startsWith(`${yes}=`));
    const [option, used] = all.lastIndexOf(no) < last ? [no, yes] : [yes, no];
    warnRepeated({ option, used }, reading);
  }
}

function warnRepeated(args: { option: string; used?: string }, { warnings }: Reading): void {
  warnings.push({ code: 'usage-repeated', severity: 'warning', args });
}

/** A value may not look like another option unless it is given with `=`: commander would take `--json` in `--custom --json`. */
function guardValue(option: Option, value: string, { words, mistakes }: Reading): void {
  const name = option.long ?? option.flags;
  // An empty name, as from a variable that is not set, would otherwise mean the current directory.
  if (value === '' && option.flags.endsWith('<file>'))
    mistakes.push({ kind: 'finding', finding: valueMissing(option) });
  if (!/^-./.test(value) || /^-\d|^-\.\d/.test(value) || words.has(`${name}=${value}`)) return;
  const args = { option: name, looksLike: value };
  const actual = { type: 'text', value } as const;
  mistakes.push({ kind: 'finding', finding: { code: 'usage-option-value', actual, args } });
}
