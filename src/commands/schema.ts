import type { SettingsOptions } from '../cli/options.ts';
import { resolveSettings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import { judge } from '../diagnosis/verdict.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import type { Result } from '../model/result.ts';
import { safeJson } from '../report/sanitize.ts';
import { bundledSchema, EVENT_TYPES } from '../rules/schema.ts';
import { diffSchemas } from '../rules/schema-diff.ts';
import { adviseEvent } from '../rules/suggest.ts';
import { prepareConnection } from './connection.ts';
import { unknownEventType } from './event-type.ts';
import { Interruption } from './interruption.ts';
import { fetchSchema } from './live-schema.ts';
import { requireEndpoint, settingsInput } from './settings.ts';

/** What `schema` was asked to do. */
export interface SchemaOptions {
  action: 'show' | 'diff';
  eventType: string;
  connection: SettingsOptions;
}

/** `schema show` prints the bundled schema; `schema diff` compares it with the endpoint's. Throws InputError. */
export async function schema(options: SchemaOptions, context: Context): Promise<Result> {
  const { eventType } = options;
  const bundled = bundledSchema(eventType);
  if (!bundled) throw unknownEventType(eventType, EVENT_TYPES, adviseEvent(eventType, EVENT_TYPES));
  if (options.action === 'show') {
    const output = `${safeJson(bundled, 2)}\n`;
    return { command: 'schema show', sent: 'no', findings: [], output, data: { schema: bundled } };
  }
  return diff(options, bundled, context);
}

async function diff(options: SchemaOptions, bundled: JsonObject, context: Context): Promise<Result> {
  const settings = await resolveSettings(settingsInput(options.connection, context));
  const endpoint = requireEndpoint(settings);
  const interruption = new Interruption(context);
  const connection = await prepareConnection(settings, endpoint.url, context, interruption.signal);
  const live = await fetchSchema(connection, endpoint.url, options.eventType);
  const findings = live.ok ? diffSchemas(bundled, live.schema) : [];
  const result: Result = {
    command: 'schema diff',
    sent: live.exchange.sent,
    exchange: live.exchange,
    request: { method: 'GET', url: live.url.href },
    requestHeaders: connection.base.headers,
    proxy: connection.proxyText,
    findings: [...settings.warnings, ...findings],
  };
  if (!live.ok)
    return interruption.apply({
      ...result,
      ...notASchema(live.exchange, live.url, result.findings, connection.facts),
    });
  if (findings.length === 0)
    return { ...result, output: `${options.eventType}: the endpoint's schema and the bundled one agree\n` };
  return {
    ...result,
    error: { code: 'schema-drift', args: { count: findings.length, eventType: options.eventType } },
  };
}

/** An answer that is no schema: what it is instead, in the words for any other answer; 200 with something else is its own case. */
export function notASchema(
  exchange: NonNullable<Result['exchange']>,
  url: URL,
  findings: Finding[],
  facts: NonNullable<Result['error']>['args'],
): Pick<Result, 'error' | 'findings'> {
  const verdict = judge(exchange, url, 'schema');
  const error = verdict.error ?? { code: 'not-a-schema' as const, args: { host: url.host, url: url.href } };
  return {
    error: { ...error, args: { ...error.args, ...facts } },
    findings: [...findings, ...verdict.findings],
  };
}
