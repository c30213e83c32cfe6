import type { Argument, Option } from 'commander';
import { EVENT_TYPES } from '../model/event-types.ts';
import {
  type CallableCommand,
  type Candidate,
  type Completion,
  type OptionSpec,
  plainWords,
} from './definition.ts';
import type { Topic } from './topic-names.ts';
import { longName, type Verb } from './verb.ts';

/** How far the words before the cursor have led. */
interface Place {
  program: Verb;
  verb: Verb;
  positionals: string[];
  given: { option: Option; value?: string }[];
  /** The option whose value comes next. */
  pending?: Option | undefined;
  /** A `--` has been passed. */
  ended: boolean;
}

/** The command that takes the other commands for an argument. */
const HELP = 'help';

/** The topic that takes an event type. */
const PARAMS: Topic = 'params';

const NOTHING: Completion = { kind: 'candidates', candidates: [] };

/**
 * Works out what may stand at the cursor, from the tree of commands alone: `words` are those between the name of
 * the program and the cursor, `partial` is what has been typed of the word at the cursor.
 */
export function complete(program: Verb, words: readonly string[], partial: string): Completion {
  const place: Place = { program, verb: program, positionals: [], given: [], ended: false };
  for (const word of words) pass(place, word);
  if (place.pending) return valueAnswer(place, place.pending, partial, '');
  if (place.ended || !partial.startsWith('-')) return positionalAnswer(place, partial);
  const equals = partial.startsWith('--') ? partial.indexOf('=') : -1;
  if (equals < 0) return optionAnswer(place, partial);
  const option = takesValue(optionOf(place, partial.slice(0, equals)));
  if (!option) return NOTHING;
  return valueAnswer(place, option, partial.slice(equals + 1), partial.slice(0, equals + 1));
}

/** Goes past one word, as the parser would. */
function pass(place: Place, word: string): void {
  if (place.pending) {
    place.given.push({ option: place.pending, value: word });
    place.pending = undefined;
  } else if (place.ended || !/^-./.test(word)) passPositional(place, word);
  else if (word === '--') place.ended = true;
  else if (word.startsWith('--')) passOption(place, word);
  else for (const letter of word.slice(1)) passOption(place, `-${letter}`);
}

function passPositional(place: Place, word: string): void {
  const child = place.positionals.length === 0 && place.verb.visible.find((one) => one.name() === word);
  if (child) place.verb = child;
  else place.positionals.push(word);
}

function passOption(place: Place, word: string): void {
  const [flag = ''] = word.split('=', 1);
  const option = optionOf(place, flag);
  if (!option) return;
  if (takesValue(option) && flag === word) place.pending = option;
  else place.given.push({ option, ...(flag !== word && { value: word.slice(flag.length + 1) }) });
}

/** Options as the help shows them, `--help` included. */
function optionsOf(verb: Verb): Option[] {
  return verb.createHelp().visibleOptions(verb);
}

function optionOf(place: Place, flag: string): Option | undefined {
  return optionsOf(place.verb).find(({ long, short }) => flag === long || flag === short);
}

function takesValue(option: Option | undefined): Option | undefined {
  return option?.required ? option : undefined;
}

function valueAnswer(place: Place, option: Option, partial: string, prefix: string): Completion {
  if (option.flags.endsWith('<file>')) return { kind: 'files' };
  if (option.long === '--profile') return { kind: 'profiles', prefix, ...chosenConfig(place) };
  const events = commandOf(place.verb)?.events?.(place.positionals) ?? [];
  const values = specOf(place.verb, option)?.values?.({ events, partial }) ?? [];
  return {
    kind: 'candidates',
    candidates: values.map(({ text, description }) => ({ text: prefix + text, description })),
  };
}

/** What a verb is made of, if it is a command that can be called. */
function commandOf({ definition }: Verb): CallableCommand | undefined {
  return definition && 'invoke' in definition ? definition : undefined;
}

/** What is known of an option beyond what commander knows; nothing of --help. */
function specOf(verb: Verb, { long }: Option): OptionSpec | undefined {
  return verb.specs.find((spec) => longName(spec) === long);
}

/** Of --config and --no-config the last one counts. */
function chosenConfig(place: Place): { config: string | undefined; noConfig: boolean } {
  const last = place.given.findLast(({ option }) => option.attributeName() === 'config');
  return { config: last?.value, noConfig: last?.option.negate === true };
}

/** The options that can still be given, those that say no after the others. */
function optionAnswer(place: Place, partial: string): Completion {
  const given = new Set(
    place.given
      .filter(({ option }) => !specOf(place.verb, option)?.repeatable)
      .map(({ option }) => option.attributeName()),
  );
  const open = optionsOf(place.verb).filter((option) => !given.has(option.attributeName()));
  const ordered = [...open.filter(({ negate }) => !negate), ...open.filter(({ negate }) => negate)];
  const short = partial !== '' && !partial.startsWith('--');
  const candidates = ordered.flatMap(({ long, short: letter, description }) =>
    [long, short ? letter : undefined].flatMap((text) => (text ? [{ text, description }] : [])),
  );
  return { kind: 'candidates', candidates };
}

function positionalAnswer(place: Place, partial: string): Completion {
  const { verb, positionals, ended } = place;
  const children = verb.visible;
  if (children.length > 0) return positionals.length === 0 ? commandAnswer(children) : NOTHING;
  const argument = argumentAt(verb, positionals.length);
  // Where no word is expected, the options are the only way on.
  if (!argument) return ended ? NOTHING : optionAnswer(place, partial);
  if (/^files?$/.test(argument.name())) return { kind: 'files' };
  const candidates = commandOf(verb)?.words?.[argument.name()]?.() ?? [];
  if (verb.name() === HELP) return helpAnswer(place, candidates);
  // Some arguments are a known word or the name of a file.
  const isFile = argument.name() === 'scenario' && !candidates.some(({ text }) => text.startsWith(partial));
  return isFile ? { kind: 'files' } : { kind: 'candidates', candidates };
}

/** Commands and topics, then what belongs to the command that was named. */
function helpAnswer({ program, positionals }: Place, topics: readonly Candidate[]): Completion {
  const [topic] = positionals;
  if (topic === PARAMS && positionals.length === 1)
    return { kind: 'candidates', candidates: plainWords(EVENT_TYPES) };
  const named = positionals.reduce<Verb | undefined>(
    (at, word) => at?.visible.find((one) => one.name() === word),
    program,
  );
  const commands = named?.visible.filter((one) => one.name() !== HELP) ?? [];
  const others = topics.filter(({ text }) => !commands.some((one) => one.name() === text));
  return commandAnswer(commands, positionals.length === 0 ? others : []);
}

function commandAnswer(commands: readonly Verb[], more: readonly Candidate[] = []): Completion {
  const candidates = commands.map((one) => ({ text: one.name(), description: one.description() }));
  return { kind: 'candidates', candidates: [...candidates, ...more] };
}

/** The argument in a place; the last one takes all that follow if it says so. */
function argumentAt(verb: Verb, index: number): Argument | undefined {
  const { registeredArguments } = verb;
  const last = registeredArguments.at(-1);
  return registeredArguments[index] ?? (last?.variadic ? last : undefined);
}
