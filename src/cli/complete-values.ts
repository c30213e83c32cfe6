import type { Option } from 'commander';
import { table } from '../model/table.ts';
import { type KnownValue, knownValues } from '../rules/known-values.ts';
import { type ParamSpec, paramSpecs } from '../rules/params.ts';
import { QUALITY_PREFIX, type QualitySpec, qualitySpecs } from '../rules/quality.ts';
import { EVENT_TYPES, SENDABLE_TYPES } from '../rules/schema.ts';
import { FAULTS } from '../sandbox/faults.ts';
import type { Verb } from './command.ts';

/** One word that may stand at the cursor. One that ends in `=` is to be typed on. */
export interface Candidate {
  text: string;
  description: string;
}

/** Where a value is to be put. */
export interface ValuePlace {
  verb: Verb;
  positionals: readonly string[];
  /** What has been typed of the value. */
  partial: string;
}

/** A key as it is written on the command line, and what it stands for. */
interface Key {
  name: string;
  spec: QualitySpec;
}

const byKey = (spec: QualitySpec): Key => ({ name: spec.key, spec });
const plain = (texts: readonly string[]): Candidate[] => texts.map((text) => ({ text, description: '' }));

/** Values of positional arguments by the name that the usage line gives them. */
export const POSITIONAL_VALUES = table<() => Candidate[]>({
  type: () => plain(SENDABLE_TYPES),
  'event-type': () => plain(EVENT_TYPES),
});

/** Values of options by their long name. */
export const OPTION_VALUES = table<(place: ValuePlace) => Candidate[]>({
  '--param': (place) => pairs(paramsOf(place).map(byKey), place.partial),
  '--param-json': (place) => pairs(paramsOf(place).map(byKey), place.partial, isJson),
  '--qoe': ({ partial }) => pairs(qualityKeys(partial), partial),
  '--fault': () => Object.entries(FAULTS).map(([text, { summary }]) => ({ text, description: summary })),
});

/** The values that are known for an option: a table's, or those of the param that the option fills. */
export function valuesOf(option: Option, place: ValuePlace): Candidate[] {
  const listed = OPTION_VALUES[option.long ?? ''];
  if (listed) return listed(place);
  const spec = paramSpecs(place.verb.bodyEvent ?? '').find(({ flag }) => flag === option.long);
  return spec ? knownValues(spec).map((known) => candidate(known)) : [];
}

function candidate({ value, meaning = '' }: KnownValue, prefix = ''): Candidate {
  return { text: prefix + value, description: meaning };
}

/** Keys while the key is being typed, then what is known of its values. */
function pairs(
  keys: readonly Key[],
  partial: string,
  fits: (spec: QualitySpec) => boolean = () => true,
): Candidate[] {
  const equals = partial.indexOf('=');
  if (equals < 0) return keys.map(({ name, spec }) => ({ text: `${name}=`, description: spec.description }));
  const name = partial.slice(0, equals);
  const spec = keys.find((key) => key.name === name)?.spec;
  return spec && fits(spec) ? knownValues(spec).map((known) => candidate(known, `${name}=`)) : [];
}

/** Only what stands in JSON as it is written here: a text would need quotes, and those the shell's own. */
function isJson({ type }: QualitySpec): boolean {
  return type === 'boolean';
}

/**
 * The params of the event that the verb sends. Where an argument says which, those of all events until it is typed.
 * Quality data is left out: it has a place of its own in the body, and an option.
 */
function paramsOf({ verb, positionals }: ValuePlace): ParamSpec[] {
  const at = verb.registeredArguments.findIndex((argument) => argument.name() === 'type');
  const typed = positionals[at];
  const events = at < 0 ? [verb.bodyEvent ?? ''] : typed === undefined ? SENDABLE_TYPES : [typed];
  const specs = events.flatMap((event) => paramSpecs(event)).filter(({ group }) => group !== 'Quality');
  return [...new Map(specs.map((spec) => [spec.key, spec])).values()];
}

/** The keys as `--qoe` takes them: the short ones, unless a full one has been begun. */
function qualityKeys(partial: string): Key[] {
  const begun = partial.slice(0, QUALITY_PREFIX.length);
  if (begun !== '' && QUALITY_PREFIX.startsWith(begun)) return qualitySpecs().map(byKey);
  return qualitySpecs().map((spec) => ({ name: spec.key.replace(QUALITY_PREFIX, ''), spec }));
}
