import { Command, type CommanderError, Option } from 'commander';
import type { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { closest } from '../rules/closest.ts';
import type { CallableCommand, CommandFamily, OptionSpec } from './definition.ts';
import { conflict, takesNoValue, unknownCommand, usage } from './usage.ts';
import type { Words } from './words.ts';

/** What the options of one command line need while it is read. */
export interface Reading {
  words: Words;
  /** What is worth a warning although the command line can be understood. */
  warnings: Finding[];
}

/**
 * A commander command whose mistakes are reported by this project: commander's own texts differ between its
 * majors and its exit code for all of them is 1. The overridden methods are the ones it calls for each mistake.
 */
export class Verb extends Command {
  override createCommand(name: string): Verb {
    return new Verb(name);
  }

  /** Name and arguments, as the list of commands shows them. */
  usageLine = '';

  /** What it is made of; undefined for one that is only listed. */
  definition: CallableCommand | CommandFamily | undefined;

  /** All its options, those included that were not made because the command line does not name them. */
  specs: readonly OptionSpec[] = [];

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

  /** Characters per line of its help. */
  get helpWidth(): number {
    return this.configureOutput().getOutHelpWidth?.() ?? 80;
  }

  /** Its commands as the help shows them. */
  get visible(): Verb[] {
    return this.createHelp().visibleCommands(this) as Verb[];
  }

  unknownOption(given: string): never {
    // What follows an = may be a secret, and is not needed to name the option.
    const flag = given.replace(/=[\s\S]*$/, '');
    const names = this.flags;
    if (flag !== given && names.includes(flag)) throw takesNoValue(flag, names);
    const near = closest(
      flag.replace(/^-+/, ''),
      names.map((name) => name.slice(2)),
    );
    const suggestion = near === undefined ? undefined : `--${near}`;
    throw usage({ code: 'usage-unknown-option', args: { option: flag, command: this.path, suggestion } });
  }

  unknownCommand(): never {
    const [command = ''] = this.args;
    const names = this.visible.map((child) => child.name());
    throw unknownCommand(command, closest(command, names));
  }

  missingArgument(argument: string): never {
    throw usage({ code: 'usage-missing-argument', args: { argument, command: this.path } });
  }

  optionMissingArgument(option: Option): never {
    const placeholder = /[<[].*[>\]]/.exec(option.flags)?.[0] ?? '<value>';
    throw usage({ code: 'usage-option-value', args: { option: option.long ?? option.flags, placeholder } });
  }

  _conflictingOption(option: Option, other: Option): never {
    throw conflict(option.long ?? option.flags, other.long ?? other.flags);
  }

  _excessArguments(received: string[]): never {
    const argument = received[this.registeredArguments.length] ?? '';
    if (this.commands.length > 0) {
      this.args = [argument];
      return this.unknownCommand();
    }
    throw usage({ code: 'usage-extra-argument', args: { argument, command: this.path } });
  }
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

/** Makes commander's option of a spec. */
export function makeOption(spec: OptionSpec, reading: Reading): Option {
  const { flags, description, heading, conflicts = [], repeatable } = spec;
  const option = new Option(flags, repeatable ? `${description} (repeatable)` : description);
  if (heading !== undefined) option.helpGroup(heading);
  option.conflicts(conflicts.map((name) => new Option(name).attributeName()));
  if (repeatable)
    option.argParser((value, before: string[] = []) => collected(option, value, before, reading));
  else if (option.required) option.argParser((value, before) => single(option, value, before, reading));
  return option;
}

/** Given twice, the last value counts, and a warning says so. */
function single(option: Option, value: string, before: unknown, reading: Reading): string {
  guardValue(option, value, reading);
  if (before !== undefined) warnRepeated(option.long ?? option.flags, reading);
  return value;
}

function collected(option: Option, value: string, before: string[], reading: Reading): string[] {
  guardValue(option, value, reading);
  const key = option.flags.includes('<key=') ? `${value.split('=', 1)[0]}=` : undefined;
  if (key !== undefined && before.some((other) => other.startsWith(key)))
    warnRepeated(`${option.long} ${key.slice(0, -1)}`, reading);
  return [...before, value];
}

function warnRepeated(option: string, { warnings }: Reading): void {
  warnings.push({ code: 'usage-repeated', severity: 'warning', args: { option } });
}

/** A value may not look like another option unless it is given with `=`: commander would take `--json` in `--custom --json`. */
function guardValue(option: Option, value: string, { words }: Reading): void {
  const name = option.long ?? option.flags;
  // An empty name, as from a variable that is not set, would otherwise mean the current directory.
  if (value === '' && option.flags.endsWith('<file>')) {
    throw usage({ code: 'usage-option-value', args: { option: name, placeholder: '<file>' } });
  }
  if (!/^-./.test(value) || /^-\d|^-\.\d/.test(value) || words.has(`${name}=${value}`)) return;
  throw usage({
    code: 'usage-option-value',
    actual: { type: 'text', value },
    args: { option: name, looksLike: value },
  });
}
