import { InputError } from '../model/errors.ts';
import type { Finding, Unweighed } from '../model/finding.ts';
import type { UsageAdvice, UsageNote } from '../model/mistakes.ts';
import { SENDABLE_TYPES } from '../rules/bundled-schema.ts';
import { closest } from '../rules/closest.ts';
import type { OptionSpec, Owner } from './definition.ts';
import { MEANINGS } from './meant.ts';
import { adviseCommand, adviseSubject, askingHelp } from './meant-command.ts';
import { paramMeant } from './meant-param.ts';
import { optionOwners } from './owners.ts';
import { takesNoValue } from './usage.ts';
import { longName, type Mistake, type Reading, type Verb } from './verb.ts';

/** A kind of {@link Mistake}. */
type Of<K extends Mistake['kind']> = Extract<Mistake, { kind: K }>;

/** The options of the program itself. */
const OWN: readonly OptionSpec[] = ['--help', '--version'].map((flags) => ({ flags, description: '' }));

/** Notes on options that have a value elsewhere. */
const VALUED: readonly UsageNote[] = ['no-credentials', 'proxy', 'request-fixed'];

/** All mistakes of a command line as one error, in the order of the words, each with what is probably meant. */
export async function usageError(verb: Verb, reading: Reading): Promise<InputError> {
  const { words, mistakes, entries } = reading;
  const isUnknown = mistakes.some(({ kind }) => kind === 'option');
  // Before the command, an option may be one of any.
  const desk = new Desk(verb, words.all, isUnknown && verb.path !== '' ? await optionOwners(entries) : []);
  const found = [...desk.findings(mistakes), ...((await reading.refuse?.()) ?? [])];
  const unique = new Map(found.map((finding) => [JSON.stringify(finding), finding]));
  const place = (finding: Unweighed): number => {
    const word = wordOf(finding);
    const at = words.all.findIndex((one) => one === word || one.startsWith(`${word}=`));
    return at < 0 ? words.all.length : at;
  };
  const ordered = [...unique.values()].sort((one, other) => place(one) - place(other));
  return new InputError(
    'usage',
    ordered.map((finding): Finding => ({ ...finding, severity: 'error' })),
  );
}

/** The word of the command line that a finding is about. */
function wordOf(finding: Unweighed): string | undefined {
  const { actual, args, origin } = finding;
  const { option, argument } = (args ?? {}) as { option?: string; argument?: string | true };
  // An argument that a command refuses is named by its kind.
  const isWord = argument === true || (option !== undefined && !option.startsWith('-'));
  if (isWord && actual && 'value' in actual) return String(actual.value);
  return (option ?? (argument === true ? undefined : argument) ?? origin?.name)?.split(' ', 1)[0];
}

/** Works out what is to be said of the mistakes of one command line. */
class Desk {
  readonly #verb: Verb;
  readonly #words: readonly string[];
  readonly #owners: readonly Owner[];
  readonly #specs: readonly OptionSpec[];

  constructor(verb: Verb, words: readonly string[], all: readonly Owner[]) {
    this.#verb = verb;
    this.#words = words;
    this.#owners = all;
    this.#specs = verb.path === '' ? OWN : verb.specs;
  }

  findings(mistakes: readonly Mistake[]): Unweighed[] {
    const missing = mistakes.filter((one): one is Of<'missing'> => one.kind === 'missing');
    const found = mistakes.flatMap((mistake) => this.#say(mistake, missing));
    const command = this.#verb.path;
    const usage = this.#verb.usageText.replace(/ \[options\]$/, '');
    const still = missing.map(
      ({ argument }): Unweighed =>
        this.#typeForId(argument) ?? { code: 'usage-missing-argument', args: { argument, command, usage } },
    );
    return [...found, ...still];
  }

  /** An event type in the place of the session ID: what is missing is the ID, and not the type. */
  #typeForId(missing: string): Unweighed | undefined {
    const [type = ''] = this.#verb.args;
    if (missing !== 'type' || !SENDABLE_TYPES.includes(type)) return undefined;
    const command = this.#verb.path;
    const usage = `media-session ${command} <session-id> ${type}`;
    return { code: 'usage-missing-argument', args: { argument: 'session-id', command, usage, type } };
  }

  /** What was missing is taken out of `missing` where it is found after all. */
  #say(mistake: Mistake, missing: Of<'missing'>[]): Unweighed[] {
    switch (mistake.kind) {
      case 'finding':
        return [mistake.finding];
      case 'command':
        return [this.#unknownCommand(mistake)];
      case 'option':
        return this.#unknownOption(mistake, missing);
      case 'extra':
        return [this.#extra(mistake.argument)];
      case 'missing':
        return [];
    }
  }

  #extra(argument: string): Unweighed {
    const command = this.#verb.path;
    if (command === 'help')
      return {
        code: 'usage-extra-argument',
        args: { argument, command, advice: { advice: 'note', note: 'help-one' } },
      };
    const time = this.#splitTime(argument);
    if (time !== undefined)
      return {
        code: 'usage-extra-argument',
        args: { argument, command, advice: { advice: 'meant', words: [time] } },
      };
    // The name of a file that an option would take.
    const option = /\.har$/.test(argument) ? '--from' : '--body';
    const isFile = /^[\w./-]+\.(?:har|json)$/.test(argument) && this.#verb.flags.includes(option);
    const advice: UsageAdvice | undefined = isFile
      ? { advice: 'meant', words: [`${option} ${argument}`] }
      : undefined;
    return { code: 'usage-extra-argument', args: { argument, command, advice } };
  }

  /** `--timeout 5 s`: the number and its unit as the one word that they should have been. */
  #splitTime(unit: string): string | undefined {
    const at = this.#words.indexOf(unit);
    const [option = '', number = ''] = this.#words.slice(Math.max(0, at - 2), at);
    const isTime = /^(?:ms|s|m|h)$/.test(unit) && /^\d+(?:\.\d+)?$/.test(number) && option.startsWith('--');
    return isTime ? `${option} ${number}${unit}` : undefined;
  }

  /** The argument that is one too many once another has come before some of them. */
  #pushedOut(argument: string, at: number): Unweighed[] {
    const { args, registeredArguments } = this.#verb;
    const all = [...args.slice(0, at), argument, ...args.slice(at)];
    const extra = all[registeredArguments.length];
    return extra === undefined ? [] : [this.#extra(extra)];
  }

  /** The word behind it is its value, if what is meant takes one; if that is not clear, it may be a missing argument. */
  #unknownOption({ word, next, at }: Of<'option'>, missing: Of<'missing'>[]): Unweighed[] {
    const [flag = ''] = word.split('=', 1);
    const names = this.#specs.map(longName);
    if (flag !== word && names.includes(flag)) return [...takesNoValue(flag, names).findings];
    const isFormat = MEANINGS.formats.includes(flag);
    // What follows an = may be a secret, and is not needed to name the option.
    const advice = this.#advise(
      flag,
      isFormat ? (flag === word ? next : word.slice(flag.length + 1)) : undefined,
    );
    const finding: Unweighed = {
      code: 'usage-unknown-option',
      args: { option: flag, command: this.#verb.path, advice },
    };
    if (next === undefined || isFormat || this.#verb.path === '') return [finding];
    const takes = this.#takesValue(advice);
    if (takes === true || (takes === undefined && missing.shift())) return [finding];
    return takes === false && !missing.shift() ? [finding, ...this.#pushedOut(next, at)] : [finding];
  }

  /** undefined: nobody knows. */
  #takesValue(advice: UsageAdvice | undefined): boolean | undefined {
    if (advice?.advice === 'note') return VALUED.includes(advice.note);
    const [name] = advice?.advice === 'meant' ? advice.words : [];
    const meant = advice?.advice === 'elsewhere' ? advice.option : name?.split(' ', 1)[0];
    const specs = [...this.#specs, ...this.#owners.flatMap((one) => one.specs)];
    return specs.find((spec) => longName(spec) === meant)?.flags.includes('<');
  }

  #advise(flag: string, format: string | undefined): UsageAdvice | undefined {
    const names = this.#specs.map(longName);
    const own = MEANINGS.notes.options[`${this.#verb.name()}:${flag}`];
    if (own !== undefined) return { advice: 'note', note: own };
    const meant =
      format === undefined
        ? (MEANINGS.options[flag] ?? [])
        : (MEANINGS.formatValues[format.slice(format.lastIndexOf('.') + 1).toLowerCase()] ?? []);
    const here = meant.find((name) => names.includes(name.split(' ', 1)[0] ?? ''));
    if (here !== undefined) return { advice: 'meant', words: [here] };
    const note = MEANINGS.notes.options[flag];
    if (note !== undefined) return { advice: 'note', note };
    const param = this.#param(flag, true);
    if (param) return param;
    const there = this.#elsewhere([flag, ...meant]);
    if (there) return there;
    const near = closest(
      flag.replace(/^-+/, ''),
      names.map((name) => name.slice(2)),
    );
    return near === undefined ? this.#param(flag, false) : { advice: 'meant', words: [`--${near}`] };
  }

  /** An event has no options for its params: `--ad-id` is `--param media.ad.id=…`. */
  #param(flag: string, exact: boolean): UsageAdvice | undefined {
    const meant = this.#verb.path === 'event' ? paramMeant(flag, this.#words, exact) : undefined;
    return meant === undefined ? undefined : { advice: 'meant', words: [meant] };
  }

  #elsewhere(names: readonly string[]): UsageAdvice | undefined {
    for (const option of names) {
      const having = this.#owners.filter(({ specs }) => specs.some((spec) => longName(spec) === option));
      const commands = having.map(({ path }) => path);
      if (commands.length > 0) return { advice: 'elsewhere', option, commands };
    }
    return undefined;
  }

  #unknownCommand({ word, known, help }: Of<'command'>): Unweighed {
    const family = this.#verb.path;
    const subject = help && family === '' ? adviseSubject(word) : undefined;
    if (subject)
      return { code: 'usage-unknown-command', args: { command: word, help: true, advice: subject } };
    const advice = adviseCommand(word, family, known);
    const args = { command: word, ...(family !== '' && { family }), ...(help && { help }) };
    return {
      code: 'usage-unknown-command',
      args: { ...args, advice: help && advice?.advice === 'meant' ? askingHelp(advice.words) : advice },
    };
  }
}
