import type { OptionSpec, Owner } from '../../cli/definition.ts';
import { columns, type Entry, groupBy } from '../../cli/help.ts';
import { describe } from '../../cli/verb.ts';
import { wrap } from '../../messages/layout.ts';
import { SENDABLE_TYPES } from '../../rules/bundled-schema.ts';
import { PARAM_GROUPS, type ParamSpec, paramSpecs } from '../../rules/params.ts';
import { FAULTS } from '../../sandbox/faults.ts';

/** An option with the commands that have it just so. */
export interface OptionUse {
  spec: OptionSpec;
  paths: readonly string[];
}

/** Every option once, in the order of the commands; what two commands describe differently is two options. */
export function optionUses(owners: readonly Owner[]): OptionUse[] {
  const all = owners.flatMap(({ path, specs }) => specs.map((spec) => ({ path, spec })));
  const uses = groupBy(all, ({ spec }) => `${spec.flags} ${describe(spec)}`);
  return [...uses.values()].flatMap((same) => {
    const [first] = same;
    return first ? [{ spec: first.spec, paths: same.map(({ path }) => path) }] : [];
  });
}

/** Every option but those for params: what commands share under its heading, the rest under its commands. */
export function optionsTopic(owners: readonly Owner[], width: number): string[] {
  const uses = optionUses(owners).filter(({ spec }) => spec.param === undefined);
  const entry = ({ spec, paths }: OptionUse, at: number, some: readonly OptionUse[]): Entry => {
    const isAnother = some.findIndex((one) => one.spec.flags === spec.flags) < at;
    return [spec.flags, isAnother ? `${describe(spec)} (${paths.join(', ')})` : describe(spec)];
  };
  const shared = groupBy(
    uses.filter(({ spec }) => spec.heading !== undefined),
    ({ spec }) => spec.heading ?? '',
  );
  const own = groupBy(
    uses.filter(({ spec }) => spec.heading === undefined),
    ({ paths }) => `${paths.join(', ')}:`,
  );
  return [
    wrap(
      'The options that several commands share come first, then those of single commands. The help of a command says ' +
        'which it has: media-session <command> --help. Options for params: media-session help params.',
      width,
      '',
    ),
    ...[...shared, ...own].map(
      ([heading, some]) => `${wrap(heading, width, '')}\n${columns(some.map(entry), width)}`,
    ),
  ];
}

/** The params of an event by group: of a sessionStart each with its option, of others by its key. */
export function paramsTopic(eventType: string, width: number): string[] {
  const specs = paramSpecs(eventType);
  const starts = eventType === 'sessionStart';
  const entry = (spec: ParamSpec): Entry => {
    const required = spec.required ? ' (required)' : '';
    if (!starts) return [spec.key, `${spec.type}${required}: ${spec.description}`];
    return [spec.flag, `${spec.key}, ${spec.type}${required}: ${spec.description}`];
  };
  const groups = PARAM_GROUPS.flatMap((group) => {
    const some = specs.filter((spec) => spec.group === group);
    return some.length === 0 ? [] : [`${group}:\n${columns(some.map(entry), width)}`];
  });
  const others = starts
    ? 'Each has an option; --param <key>=<value> and the config file (params) take the key. media-session help params ' +
      '<event-type> lists those of another event.'
    : `Give each with --param <key>=<value>: media-session event <session-id> ${eventType} --param <key>=<value>`;
  return [
    wrap(`The params of ${eventType}. ${others}`, width, ''),
    ...(groups.length > 0 ? groups : [`${eventType} has no params.`]),
  ];
}

/** The event types, each with the params that it cannot do without. */
export function eventsTopic(width: number): string[] {
  const types = SENDABLE_TYPES.map((type): Entry => {
    const required = paramSpecs(type).filter((spec) => spec.required);
    return [type, required.map((spec) => spec.key).join(', ')];
  });
  return [
    wrap(
      'The types that media-session event sends, with the params that each needs (--param <key>=<value>).',
      width,
      '',
    ),
    `Event types:\n${columns(types, width)}`,
    wrap(
      'All params of one: media-session help params <event-type>. sessionStart is sent by start.',
      width,
      '',
    ),
  ];
}

/** The faults that the sandbox can rehearse. */
export function faultsTopic(width: number): string[] {
  const faults = Object.entries(FAULTS).map(
    ([name, { summary, how }]): Entry => [name, `${summary}: ${how}`],
  );
  return [
    wrap(
      'The sandbox misbehaves on purpose: on every POST with --fault <name>, on one with the header X-Sandbox-Fault or ' +
        'the query ?fault=<name>.',
      width,
      '',
    ),
    ['Try it:', '  media-session start --sandbox --smoke --fault 503-retry-after'].join('\n'),
    `Faults:\n${columns(faults, width)}`,
  ];
}
