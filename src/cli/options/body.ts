import { readJson, readValue, splitPair } from '../../body/flag-values.ts';
import type { BodyOptions } from '../../body/options.ts';
import { SETTINGS } from '../../config/settings.ts';
import type { Finding } from '../../model/finding.ts';
import type { Origin } from '../../model/origin.ts';
import { type KnownValue, knownValues } from '../../rules/known-values.ts';
import { type ParamSpec, paramSpecs, paramsByKey } from '../../rules/params.ts';
import { QUALITY_PREFIX, qualityTypes } from '../../rules/quality.ts';
import { jsonPairs, paramPairs, qualityPairs } from '../complete-values.ts';
import type { OptionGroup, OptionSpec } from '../definition.ts';
import { refusals } from '../values.ts';

const heading = 'Body:';

/** For every command that checks a body. */
export const ALLOW_UNKNOWN: OptionSpec = {
  flags: '--allow-unknown',
  description: 'unknown keys are warnings, not errors',
};

/** The options for all of a body but its single params, for an event of this type. */
function generalOptions(eventType: string): readonly OptionSpec[] {
  const types = paramsByKey(eventType);
  return [
    {
      flags: '--body <file>',
      description: 'JSON file with a whole request body or just its params; - reads stdin',
      conflicts: ['--from'],
    },
    {
      flags: '--param <key=value>',
      description: 'any param by its key, typed by the schema',
      repeatable: true,
      values: paramPairs,
      check: (pair) => checkPair(pair, '--param', (key) => types.get(key)?.type ?? 'string'),
    },
    {
      flags: '--param-json <key=json>',
      description: 'any param as JSON',
      repeatable: true,
      values: jsonPairs,
      check: (pair) => checkPair(pair, '--param-json'),
    },
    {
      flags: '--custom <key=value>',
      description: 'custom metadata',
      repeatable: true,
      check: (pair) => checkPair(pair, '--custom', () => 'string'),
    },
    {
      flags: '--qoe <key=value>',
      description: 'quality data, such as bitrate=2000000',
      repeatable: true,
      values: qualityPairs,
      check: (pair) => checkPair(pair, '--qoe', qualityType),
    },
    {
      flags: '--playhead <seconds>',
      description: 'playhead (default: 0; for live content, the second of the UTC day)',
      check: (text) => checkValue(text, 'number', '--playhead'),
    },
    {
      flags: '--ts <milliseconds>',
      description: 'time of the event since the epoch (default: now)',
      check: (text) => checkValue(text, 'integer', '--ts'),
    },
    ALLOW_UNKNOWN,
  ];
}

function qualityType(key: string): ParamSpec['type'] {
  const types = qualityTypes();
  return types.get(key) ?? types.get(QUALITY_PREFIX + key) ?? 'string';
}

function checkValue(text: string, type: ParamSpec['type'], flag: string): readonly Finding[] {
  return refusals(() => readValue(text, type, { kind: 'flag', name: flag }));
}

/** A pair whose value is a text of some type, or else JSON. */
function checkPair(
  pair: string,
  flag: string,
  typeOf?: (key: string) => ParamSpec['type'],
): readonly Finding[] {
  return refusals(() => {
    const { key, value } = splitPair(pair, flag);
    const origin: Origin = { kind: 'flag', name: `${flag} ${key}` };
    return typeOf ? readValue(value, typeOf(key), origin) : readJson(value, origin);
  });
}

/** A flag for each param of an event, under its group, and the options for the rest of the body. */
export function bodyOptions(eventType: string): OptionGroup<BodyOptions> {
  return {
    specs: () => [
      ...generalOptions(eventType).map((spec) => ({ ...spec, heading })),
      ...flaggedParams(eventType).flatMap(paramOptions),
    ],
    read: (given) => ({
      body: given.text('--body'),
      from: given.text('--from'),
      paramFlags: given.params(),
      param: given.list('--param'),
      paramJson: given.list('--param-json'),
      custom: given.list('--custom'),
      qoe: given.list('--qoe'),
      playhead: given.text('--playhead'),
      ts: given.text('--ts'),
      smoke: given.flag('--smoke'),
      asGiven: given.flag('--no-validate'),
    }),
  };
}

/** The params that have a flag of their own: those that are settings are reached by the setting's flag. */
function flaggedParams(eventType: string): ParamSpec[] {
  const taken = new Set<string>(SETTINGS.map((setting) => setting.flag));
  return paramSpecs(eventType).filter((spec) => !taken.has(spec.flag));
}

const VALUES = { string: 'text', number: 'number', integer: 'n', object: 'json', array: 'json' } as const;

function paramOptions(spec: ParamSpec): OptionSpec[] {
  const { description, required, flag, type } = spec;
  const common = { heading: `${spec.group}:`, param: spec.key, required };
  if (type === 'boolean') {
    const negative = { flags: flag.replace('--', '--no-'), description: 'the same as false' };
    return [
      { ...common, flags: flag, description },
      { ...common, ...negative, negates: true },
    ];
  }
  const values = () =>
    knownValues(spec).map(({ value, meaning = '' }: KnownValue) => ({ text: value, description: meaning }));
  const check = (text: string): readonly Finding[] => checkValue(text, type, flag);
  return [{ ...common, flags: `${flag} <${VALUES[type]}>`, description, values, check }];
}
