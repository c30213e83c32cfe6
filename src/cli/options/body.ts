import type { BodyOptions } from '../../body/options.ts';
import { SETTINGS } from '../../config/settings.ts';
import { type KnownValue, knownValues } from '../../rules/known-values.ts';
import { type ParamSpec, paramSpecs } from '../../rules/params.ts';
import { jsonPairs, paramPairs, qualityPairs } from '../complete-values.ts';
import type { OptionGroup, OptionSpec } from '../definition.ts';

const heading = 'Body:';

/** For every command that checks a body. */
export const ALLOW_UNKNOWN: OptionSpec = {
  flags: '--allow-unknown',
  description: 'unknown keys are warnings, not errors',
};

const GENERAL: readonly OptionSpec[] = [
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
  },
  { flags: '--param-json <key=json>', description: 'any param as JSON', repeatable: true, values: jsonPairs },
  { flags: '--custom <key=value>', description: 'custom metadata', repeatable: true },
  {
    flags: '--qoe <key=value>',
    description: 'quality data, such as bitrate=2000000',
    repeatable: true,
    values: qualityPairs,
  },
  {
    flags: '--playhead <seconds>',
    description: 'playhead (default: 0, for live content the second of the UTC day)',
  },
  { flags: '--ts <milliseconds>', description: 'time of the event since the epoch (default: now)' },
  ALLOW_UNKNOWN,
];

/** A flag for each param of an event, under its group, and the options for the rest of the body. */
export function bodyOptions(eventType: string): OptionGroup<BodyOptions> {
  return {
    specs: () => [
      ...GENERAL.map((spec) => ({ ...spec, heading })),
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
  const description = `${spec.description}${spec.required ? ' (required)' : ''}`;
  const common = { heading: `${spec.group}:`, param: spec.key };
  if (spec.type === 'boolean') {
    return [
      { ...common, flags: spec.flag, description },
      { ...common, flags: spec.flag.replace('--', '--no-'), description: 'the same as false' },
    ];
  }
  const values = () =>
    knownValues(spec).map(({ value, meaning = '' }: KnownValue) => ({ text: value, description: meaning }));
  return [{ ...common, flags: `${spec.flag} <${VALUES[spec.type]}>`, description, values }];
}
