import { Option } from 'commander';
import type { LoadedConfig } from '../config/load.ts';
import { SETTINGS } from '../config/settings.ts';
import type { BodyOptions } from '../request/build.ts';
import { type ParamSpec, paramSpecs } from '../rules/params.ts';
import { listOption, type Reading, type Verb, valueOption } from './command.ts';

/** Heading of the options for output and reports. */
export const OUTPUT = 'Output:';
const CONNECTION = 'Connection and account:';
const BODY = 'Body:';

/** Adds the options that every command has. */
export function addOutputOptions(verb: Verb): Verb {
  return verb
    .addOption(new Option('--json', 'print one JSON document on stdout, whatever happens').helpGroup(OUTPUT))
    .addOption(new Option('-q, --quiet', 'no warnings, one-line errors').helpGroup(OUTPUT))
    .addOption(
      new Option('-v, --verbose', 'heads of request and answer, timings and proxy on stderr').helpGroup(
        OUTPUT,
      ),
    )
    .addOption(new Option('--color', 'colour even when the output is no terminal').helpGroup(OUTPUT))
    .addOption(new Option('--no-color', 'no colour').helpGroup(OUTPUT));
}

/** What is said about settings on the command line. */
export interface SettingsOptions {
  /** Text by the key of the setting. */
  settings: Record<string, string | undefined>;
  config: string | undefined;
  noConfig: boolean;
  /** As given; without one, the variable for it decides. Only some commands take more than one. */
  profiles: string[];
  allProfiles: boolean;
  strict: boolean;
  /** The config file, where it has been read already. */
  loaded?: LoadedConfig;
}

/** Adds a flag per setting, and those that choose the config file and the profile. */
export function addSettingsOptions(
  verb: Verb,
  reading: Reading,
  options: { severalProfiles?: boolean; strict?: string } = {},
): Verb {
  for (const { flag, type, description, ...rest } of SETTINGS) {
    const fallback = 'default' in rest ? ` (default: ${rest.default})` : '';
    const value = { host: 'host', string: 'text', duration: 'time', count: 'n', path: 'file' }[type];
    verb.addOption(valueOption(`${flag} <${value}>`, description + fallback, reading).helpGroup(CONNECTION));
  }
  const profile = 'use this profile of the config file';
  const several = [
    listOption('--profile <name>', profile, reading),
    new Option('--all-profiles', 'run once for each profile of the config file').conflicts('profile'),
  ];
  const choosing = [
    valueOption('--config <file>', 'read this config file', reading),
    new Option('--no-config', 'read no config file'),
    ...(options.severalProfiles ? several : [valueOption('--profile <name>', profile, reading)]),
    new Option('--strict', options.strict ?? 'unknown keys in the config file are errors'),
  ];
  for (const option of choosing) verb.addOption(option.helpGroup(CONNECTION));
  return verb;
}

/** Reads what {@link addSettingsOptions} added. */
export function readSettingsOptions(verb: Verb): SettingsOptions {
  const given = verb.opts();
  const settings = Object.fromEntries(
    SETTINGS.map(({ key, flag }) => [key, givenFor(verb, flag) as string | undefined]),
  );
  const { config } = given;
  return {
    settings,
    config: typeof config === 'string' ? config : undefined,
    noConfig: config === false,
    profiles: [given['profile'] ?? []].flat() as string[],
    allProfiles: given['allProfiles'] === true,
    strict: given['strict'] === true,
  };
}

/** What was given for an option; undefined for nothing, or when the verb has no such option. */
export function givenFor(verb: Verb, flag: string): unknown {
  const option = verb.options.find(({ long }) => long === flag);
  return option && verb.getOptionValue(option.attributeName());
}

/** The params that have a flag of their own: those that are settings are reached by the setting's flag. */
function flaggedParams(eventType: string): ParamSpec[] {
  const taken = new Set<string>(SETTINGS.map((setting) => setting.flag));
  return paramSpecs(eventType).filter((spec) => !taken.has(spec.flag));
}

/**
 * Adds a flag for each param of the schema, under its group, and the options for the rest of the body. There are some sixty
 * params, so only those that the command line names get theirs, unless help is asked for.
 */
export function addBodyOptions(verb: Verb, eventType: string, reading: Reading): Verb {
  verb.bodyEvent = eventType;
  addGeneralBodyOptions(verb, reading);
  const flags = reading.argv.filter((word) => word.startsWith('--')).map((word) => word.split('=', 1)[0]);
  const full = reading.all === true || reading.full === true;
  const before = verb.options.length;
  for (const spec of full || flags.length > 0 ? flaggedParams(eventType) : []) {
    if (full || flagsOf(spec).some((flag) => flags.includes(flag))) addParamOption(verb, spec, reading);
  }
  const after = verb.options.length;
  const made = verb.flags;
  // As if all had been made, in their order: of two names that are equally near, the first is suggested.
  verb.flags = () => {
    const names = made();
    return [...names.slice(0, before), ...flaggedParams(eventType).flatMap(flagsOf), ...names.slice(after)];
  };
  return verb;
}

const negated = (flag: string): string => flag.replace('--', '--no-');

function flagsOf({ flag, type }: ParamSpec): string[] {
  return type === 'boolean' ? [flag, negated(flag)] : [flag];
}

function addParamOption(verb: Verb, spec: ParamSpec, reading: Reading): void {
  const description = `${spec.description}${spec.required ? ' (required)' : ''}`;
  const add = (option: Option): void => {
    verb.addOption(option.helpGroup(`${spec.group}:`));
    verb.paramKeys.set(option.attributeName(), spec.key);
  };
  if (spec.type === 'boolean') {
    add(new Option(spec.flag, description));
    add(new Option(negated(spec.flag), 'the same as false'));
    return;
  }
  const value = { string: 'text', number: 'number', integer: 'n', object: 'json', array: 'json' }[spec.type];
  add(valueOption(`${spec.flag} <${value}>`, description, reading));
}

function addGeneralBodyOptions(verb: Verb, reading: Reading): void {
  const options = [
    valueOption(
      '--body <file>',
      'JSON file with a whole request body or just its params; - reads stdin',
      reading,
    ).conflicts('from'),
    listOption('--param <key=value>', 'any param by its key, typed by the schema', reading),
    listOption('--param-json <key=json>', 'any param as JSON', reading),
    listOption('--custom <key=value>', 'custom metadata', reading),
    listOption('--qoe <key=value>', 'quality data, such as bitrate=2000000', reading),
    valueOption(
      '--playhead <seconds>',
      'playhead (default: 0, for live content the second of the UTC day)',
      reading,
    ),
    valueOption('--ts <milliseconds>', 'time of the event since the epoch (default: now)', reading),
    new Option('--allow-unknown', 'unknown keys are warnings, not errors'),
  ];
  for (const option of options) verb.addOption(option.helpGroup(BODY));
}

/** Text by param key of the flags that were given; booleans become `true` and `false`. */
function readParamFlags(verb: Verb): Record<string, string> {
  const given = verb.opts();
  const texts = [...verb.paramKeys].flatMap(([attribute, key]) => {
    const value = given[attribute] as string | boolean | undefined;
    return value === undefined ? [] : [[key, String(value)]];
  });
  return Object.fromEntries(texts);
}

/** Reads what {@link addBodyOptions} added, and --smoke. */
export function readBodyOptions(verb: Verb): BodyOptions {
  const given = verb.opts();
  const list = (name: string): string[] => (given[name] as string[] | undefined) ?? [];
  const text = (name: string): string | undefined => given[name] as string | undefined;
  return {
    body: text('body'),
    from: text('from'),
    paramFlags: readParamFlags(verb),
    param: list('param'),
    paramJson: list('paramJson'),
    custom: list('custom'),
    qoe: list('qoe'),
    playhead: text('playhead'),
    ts: text('ts'),
    smoke: given['smoke'] === true,
    asGiven: given['validate'] === false,
  };
}

/** How a body is sent. */
export interface SendOptions {
  /** false: send although the check here fails. */
  validate: boolean;
  allowUnknown: boolean;
  dryRun: boolean;
  retryUnsafe: boolean;
  /** After a 400, ask the endpoint for its own schema. */
  schemaFetch: boolean;
}

/** Adds the options of {@link SendOptions}, but for --allow-unknown, which belongs to the body. */
export function addSendOptions(verb: Verb): Verb {
  return verb
    .addOption(new Option('--dry-run', 'print the body that would be sent; sends nothing').conflicts('curl'))
    .addOption(
      new Option('--no-validate', 'send although the check here fails; a whole body is sent as it is'),
    )
    .addOption(new Option('--no-schema-fetch', 'after a 400, do not ask the endpoint for its own schema'))
    .addOption(
      new Option(
        '--retry-unsafe',
        'let --retry also repeat after 5xx and lost answers: what was sent may count twice',
      ),
    );
}

/** Reads what {@link addSendOptions} added, and --allow-unknown. */
export function readSendOptions(verb: Verb): SendOptions {
  const given = verb.opts();
  return {
    validate: given['validate'] !== false,
    allowUnknown: given['allowUnknown'] === true,
    dryRun: given['dryRun'] === true,
    retryUnsafe: given['retryUnsafe'] === true,
    schemaFetch: given['schemaFetch'] !== false,
  };
}
