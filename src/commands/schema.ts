import {
  type CommandEntry,
  type CommandFamily,
  defineCommand,
  type Given,
  plainWords,
} from '../cli/definition.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { settingsOptions } from '../cli/options/settings.ts';
import type { SettingsChoice } from '../config/choice.ts';
import { resolveSettings } from '../config/resolve.ts';
import { judge } from '../diagnosis/verdict.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { EVENT_TYPES } from '../model/event-types.ts';
import type { Exchange } from '../model/exchange.ts';
import { ASKING_EXITS, LOCAL_EXITS } from '../model/exit-codes.ts';
import type { Finding } from '../model/finding.ts';
import type { Hooks } from '../model/hooks.ts';
import { isHeard, silence } from '../model/ignore.ts';
import type { JsonObject } from '../model/json.ts';
import type { ErrorArgs, Result, ResultError, SchemaDiffResult } from '../model/result.ts';
import { table } from '../model/table.ts';
import { bundledSchema } from '../rules/bundled-schema.ts';
import { diffSchemas } from '../rules/schema-diff.ts';
import { prepareConnection } from './shared/connection.ts';
import { eventTypeFinding } from './shared/event-type.ts';
import { Interruption } from './shared/interruption.ts';
import { fetchSchema } from './shared/live-schema.ts';
import { requireEndpoint } from './shared/settings.ts';

interface SchemaOptions {
  eventType: string;
  connection: SettingsChoice;
}

const SETTINGS = settingsOptions();

/** What both commands have in common. */
const COMMON = {
  options: [SETTINGS, OUTPUT],
  words: { 'event-type': () => plainWords(EVENT_TYPES) },
  read: (given: Given): SchemaOptions => ({
    eventType: String(given.args[0] ?? 'sessionStart'),
    connection: SETTINGS.read(given),
  }),
};

/** The schemas of files, by the names that stand beside those of the event types. */
const FILES = table({
  config: {
    description: 'the JSON Schema of the config file, for editors',
    load: async () => (await import('../config/file-schema.ts')).configSchema(),
  },
  scenario: {
    description: 'the JSON Schema of the files that play takes',
    load: async () => (await import('../scenario/file-schema.ts')).scenarioSchema(),
  },
});

const SHOW: CommandEntry = {
  usage: 'show [event-type]',
  summary: 'print the bundled schema of an event type, or of a file (config, scenario)',
  load: async () =>
    defineCommand<SchemaOptions>({
      ...COMMON,
      words: {
        'event-type': () => [
          ...plainWords(EVENT_TYPES),
          ...Object.entries(FILES).map(([text, { description }]) => ({ text, description })),
        ],
      },
      examples: [
        'media-session schema show adStart',
        'media-session schema show config > mediarc.schema.json  # for editors',
        'media-session schema show scenario',
      ],
      exits: LOCAL_EXITS,
      refuse: ({ args: [name] }) => unfitName(name, 'show'),
      run: async ({ eventType }) => show(eventType),
    }),
};

const DIFF: CommandEntry = {
  usage: 'diff [event-type]',
  summary: "compare the bundled schema with the endpoint's own (GET)",
  load: async () =>
    defineCommand<SchemaOptions>({
      ...COMMON,
      examples: ['media-session schema diff', 'media-session schema diff adStart --json'],
      exits: ASKING_EXITS,
      refuse: ({ args: [name] }) => unfitName(name, 'diff'),
      run: diff,
    }),
};

/** `schema show` prints the bundled schema; `schema diff` compares it with the endpoint's. */
export const SCHEMA: CommandFamily = {
  commands: [SHOW, DIFF],
  examples: ['media-session schema show adStart', 'media-session schema diff'],
  exits: ASKING_EXITS,
};

/** What is wrong with the name of a schema. One that is missing is that of `sessionStart`. */
async function unfitName(name: Given['args'][number], command: 'show' | 'diff'): Promise<Finding[]> {
  const allowed = [...EVENT_TYPES, ...(command === 'show' ? Object.keys(FILES) : [])];
  const given = String(name ?? 'sessionStart');
  return allowed.includes(given)
    ? []
    : [await eventTypeFinding({ given, allowed, before: `schema ${command}` })];
}

/** Throws InputError for an event type that the API does not have. */
async function schemaOf(eventType: string, command: 'show' | 'diff'): Promise<JsonObject> {
  const bundled = bundledSchema(eventType);
  if (bundled) return bundled;
  throw new InputError('usage', await unfitName(eventType, command));
}

async function show(name: string): Promise<Result> {
  const schema = (await FILES[name]?.load()) ?? (await schemaOf(name, 'show'));
  return { command: 'schema show', sent: 'no', findings: [], schema };
}

async function diff(
  options: SchemaOptions,
  context: Context,
  hooks: Pick<Hooks, 'waitsFor'>,
): Promise<Result> {
  const bundled = await schemaOf(options.eventType, 'diff');
  const settings = await resolveSettings(options.connection, context);
  const endpoint = requireEndpoint(settings);
  const interruption = new Interruption(context);
  const connection = await prepareConnection(settings, endpoint.url, context, interruption.signal, hooks);
  const live = await fetchSchema(connection, endpoint.url, options.eventType);
  const findings = silence(live.ok ? diffSchemas(bundled, live.schema) : [], settings.ignore);
  const count = findings.filter(isHeard).length;
  const result: SchemaDiffResult = {
    command: 'schema diff',
    eventType: options.eventType,
    sent: live.exchange.sent,
    exchange: live.exchange,
    request: { method: 'GET', url: live.url.href },
    requestHeaders: connection.base.headers,
    proxy: connection.proxyUse,
    findings: [...settings.warnings, ...findings],
  };
  if (!live.ok)
    return interruption.apply({
      ...result,
      ...notASchema(live.exchange, live.url, result.findings, connection.facts),
    });
  if (count === 0) return result;
  return {
    ...result,
    error: { code: 'schema-drift', args: { count, eventType: options.eventType } },
  };
}

/** An answer that is no schema: what it is instead, in the words for any other answer; 200 with something else is its own case. */
export function notASchema(
  exchange: Exchange,
  url: URL,
  findings: Finding[],
  facts: ErrorArgs,
): { error: ResultError; findings: Finding[] } {
  const verdict = judge(exchange, url, 'schema');
  const error = verdict.error ?? { code: 'not-a-schema' as const, args: { host: url.host, url: url.href } };
  return {
    error: { ...error, args: { ...error.args, ...facts } },
    findings: [...findings, ...verdict.findings],
  };
}
