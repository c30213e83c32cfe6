import { type KnownValue, knownValues } from '../rules/known-values.ts';
import { type ParamSpec, paramSpecs } from '../rules/params.ts';
import { QUALITY_PREFIX, type QualitySpec, qualitySpecs } from '../rules/quality.ts';
import type { Candidate, ValuePlace } from './definition.ts';

/** A key as it is written on the command line, and what it stands for. */
interface Key {
  name: string;
  spec: QualitySpec;
}

const byKey = (spec: QualitySpec): Key => ({ name: spec.key, spec });

/** What may follow `--param`. */
export function paramPairs(place: ValuePlace): Candidate[] {
  return pairs(paramsOf(place).map(byKey), place.partial);
}

/** What may follow `--param-json`. */
export function jsonPairs(place: ValuePlace): Candidate[] {
  return pairs(paramsOf(place).map(byKey), place.partial, isJson);
}

/** What may follow `--qoe`. */
export function qualityPairs({ partial }: ValuePlace): Candidate[] {
  return pairs(qualityKeys(partial), partial);
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
  return spec && fits(spec) ? knownValues(spec).map((known) => pairOf(name, known)) : [];
}

function pairOf(name: string, { value, meaning = '' }: KnownValue): Candidate {
  return { text: `${name}=${value}`, description: meaning };
}

/** Only what stands in JSON as it is written here: a text would need quotes, and those the shell's own. */
function isJson({ type }: QualitySpec): boolean {
  return type === 'boolean';
}

/** The params of the events that may be sent. Quality data is left out: it has a place of its own in the body, and an option. */
function paramsOf({ events }: ValuePlace): ParamSpec[] {
  const specs = events.flatMap((event) => paramSpecs(event)).filter(({ group }) => group !== 'Quality');
  return [...new Map(specs.map((spec) => [spec.key, spec])).values()];
}

/** The keys as `--qoe` takes them: the short ones, unless a full one has been begun. */
function qualityKeys(partial: string): Key[] {
  const begun = partial.slice(0, QUALITY_PREFIX.length);
  if (begun !== '' && QUALITY_PREFIX.startsWith(begun)) return qualitySpecs().map(byKey);
  return qualitySpecs().map((spec) => ({ name: spec.key.replace(QUALITY_PREFIX, ''), spec }));
}
