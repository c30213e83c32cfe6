import { Command, type CommanderError, Option } from 'commander';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { closest } from '../rules/closest.ts';
import type { HelpTexts } from './verb-help.ts';

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

  /** The event whose params its options fill; undefined for a verb that makes no body. */
  bodyEvent: string | undefined;

  /** Which params its options fill: keys by commander's name for the option's value. */
  readonly paramKeys = new Map<string, string>();

  /** The flags of all its options, those included that were not made because the command line does not name them. */
  flags = (): string[] => this.options.flatMap((option) => [option.long ?? '']).filter(Boolean);

  /** The verb as typed after `media-session`, for hints. */
  get verb(): string {
    const names: string[] = [];
    for (let at: Command | null = this; at?.parent; at = at.parent) names.unshift(at.name());
    return names.join(' ');
  }

  /** Characters per line of its help. */
  get helpWidth(): number {
    return this.configureOutput().getOutHelpWidth?.() ?? 80;
  }

  unknownOption(given: string): never {
    // What follows an = may be a secret, and is not needed to name the option.
    const flag = given.replace(/=[\s\S]*$/, '');
    const names = this.flags();
    if (flag !== given && names.includes(flag)) throw takesNoValue(flag, names);
    const near = closest(
      flag.replace(/^-+/, ''),
      names.map((name) => name.slice(2)),
    );
    const suggestion = near === undefined ? undefined : `--${near}`;
    const args = { option: flag, command: this.verb, suggestion };
    throw usage({ code: 'usage-unknown-option', args });
  }

  unknownCommand(): never {
    const [command = ''] = this.args;
    const names = this.createHelp()
      .visibleCommands(this)
      .map((child) => child.name());
    throw unknownCommand(command, closest(command, names));
  }

  missingArgument(argument: string): never {
    throw usage({ code: 'usage-missing-argument', args: { argument, command: this.verb } });
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
    throw usage({ code: 'usage-extra-argument', args: { argument, command: this.verb } });
  }
}

function usage(finding: Omit<Finding, 'severity'>): InputError {
  return new InputError('usage', [{ ...finding, severity: 'error' }]);
}

function takesNoValue(option: string, names: readonly string[]): InputError {
  const no = option.replace(/^--/, '--no-');
  const fix = `Write ${option}${names.includes(no) ? ` or ${no}` : ''}.`;
  return usage({ code: 'usage-option-value', expected: 'no value', actual: 'one', args: { option, fix } });
}

/** A command that does not exist, and the one that was probably meant. */
export function unknownCommand(command: string, suggestion: string | undefined): InputError {
  return usage({ code: 'usage-unknown-command', args: { command, suggestion } });
}

/** Two options that cannot be used together. */
export function conflict(option: string, other: string): InputError {
  return usage({ code: 'usage-conflict', args: { option, other } });
}

/** A commander error that is not one of ours, as a usage error; help and version are not errors. */
export function fromCommander(error: CommanderError): InputError {
  const text = error.message.replace(/^error: /, '');
  return usage({
    code: 'usage-option-value',
    expected: 'something else',
    actual: text,
    args: { option: text },
  });
}

/** What the options of one command line need while it is read. */
export interface Reading {
  argv: readonly string[];
  warnings: Finding[];
  /** Make every option of every verb, for a use of the whole tree. */
  all?: boolean;
  /** Make every option of the verbs that the command line names, as help and completion need them. */
  full?: boolean;
  /** For help. */
  texts?: HelpTexts;
}

/** Whether a command line may ask for help. */
export function mayAskHelp(argv: readonly string[]): boolean {
  return argv.some((word) => word === 'help' || word === '--help' || /^-[^-]*h/.test(word));
}

/**
 * An option with a value. Its value may not look like another option unless it is given with `=`: commander
 * would swallow `--json` in `--custom --json`. Given twice, the last one counts and a warning says so.
 */
export function valueOption(flags: string, description: string, reading: Reading): Option {
  const option = new Option(flags, description);
  return option.argParser((value: string, previous: string | undefined) => {
    guardValue(option, value, reading);
    if (previous !== undefined) {
      reading.warnings.push({ code: 'usage-repeated', severity: 'warning', args: { option: option.long } });
    }
    return value;
  });
}

/** An option that may be given again and again. */
export class RepeatableOption extends Option {}

/** A {@link RepeatableOption}; its values are collected in order. */
export function listOption(flags: string, description: string, reading: Reading): Option {
  const option = new RepeatableOption(flags, `${description} (repeatable)`);
  return option.argParser((value: string, previous: string[] = []) => {
    guardValue(option, value, reading);
    const key = option.flags.includes('<key=') ? `${value.split('=', 1)[0]}=` : undefined;
    if (key !== undefined && previous.some((other) => other.startsWith(key))) {
      const name = `${option.long} ${key.slice(0, -1)}`;
      reading.warnings.push({ code: 'usage-repeated', severity: 'warning', args: { option: name } });
    }
    return [...previous, value];
  });
}

function guardValue(option: Option, value: string, reading: Reading): void {
  const name = option.long ?? option.flags;
  // An empty name, as from a variable that is not set, would otherwise mean the current directory.
  if (value === '' && option.flags.endsWith('<file>')) {
    throw usage({ code: 'usage-option-value', args: { option: name, placeholder: '<file>' } });
  }
  if (!/^-./.test(value) || /^-\d|^-\.\d/.test(value) || reading.argv.includes(`${name}=${value}`)) return;
  throw usage({
    code: 'usage-option-value',
    actual: `"${value}"`,
    args: { option: name, text: value, looksLikeOption: true },
  });
}
