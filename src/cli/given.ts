import { CODES } from '../model/codes.ts';
import { complete } from './complete.ts';
import type { Given } from './definition.ts';
import { TOPICS } from './topic-names.ts';
import { longName, Unreadable, type Verb } from './verb.ts';
import type { Words } from './words.ts';

/** What a command line gave a verb; `program` is the root of all verbs, `all` the words as given. */
export function givenTo(verb: Verb, args: Given['args'], program: Verb, { all }: Pick<Words, 'all'>): Given {
  const valueFor = (name: string): unknown => {
    const option = verb.options.find(({ long }) => long === name);
    return option && verb.getOptionValue(option.attributeName());
  };
  return {
    args,
    rest: all.includes('--') ? all.slice(all.indexOf('--') + 1) : [],
    flag: (name) => valueFor(name) === !name.startsWith('--no-'),
    text: (name) => textOf(valueFor(name)),
    list: (name) => (valueFor(name) as string[] | undefined) ?? [],
    params: () => paramsOf(verb, valueFor),
    showHelp: (words) => commandNamed(program, words).help(),
    everyOption: async () => (await import('./owners.ts')).optionOwners(program.reading?.entries ?? []),
    complete: (words) => complete(program, words.slice(0, -1), words.at(-1) ?? ''),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function paramsOf(verb: Verb, valueFor: (name: string) => unknown): Record<string, string> {
  const filled = verb.specs.flatMap((spec) => {
    const value = spec.param === undefined ? undefined : valueFor(longName(spec));
    return value === undefined ? [] : [[spec.param, String(value)]];
  });
  return Object.fromEntries(filled);
}

/** Throws Unreadable for words that name no command, with the mistake noted. */
function commandNamed(program: Verb, words: readonly string[]): Verb {
  return words.reduce((at, word) => {
    const child = at.commands.find((command) => command.name() === word);
    if (child) return child as Verb;
    const names = at.commands.map((command) => command.name());
    const known = at === program ? [...names, ...Object.keys(TOPICS), ...CODES] : names;
    // Behind what has a help of its own, but no commands below it.
    const extra = at !== program && names.length === 0 ? word : known.includes(word) ? words[1] : undefined;
    if (extra !== undefined) throw tooMuch(program, extra);
    at.note({ kind: 'command', word, known, help: true });
    throw new Unreadable(at);
  }, program);
}

/** One word too many for `help`. */
function tooMuch(program: Verb, argument: string): Unreadable {
  const help = program.commands.find((command) => command.name() === 'help') as Verb;
  help.note({ kind: 'extra', argument });
  return new Unreadable(help);
}
