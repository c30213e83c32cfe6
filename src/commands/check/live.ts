import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import { EVENT_TYPES } from '../../model/event-types.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { JsonObject } from '../../model/json.ts';
import type { CheckResult } from '../../model/result.ts';
import { notASchema } from '../schema.ts';
import { prepareConnection } from '../shared/connection.ts';
import { Interruption } from '../shared/interruption.ts';
import type { LiveSchema } from '../shared/live-schema.ts';
import { fetchSchema } from '../shared/live-schema.ts';
import { requireEndpoint } from '../shared/settings.ts';
import type { CheckHooks } from './options.ts';

/** The endpoint's schemas, fetched before the check so that the check itself stays free of I/O. */
export type LiveSchemas = ReadonlyMap<string, JsonObject>;

/** All schemas of the endpoint, or just that of sessionStart, or the result that says why there are none. */
export async function fetchLive(
  all: boolean,
  settings: Settings,
  context: Context,
  hooks: Pick<CheckHooks, 'waitsFor'>,
): Promise<{ schemas: LiveSchemas } | { failed: CheckResult }> {
  const endpoint = requireEndpoint(settings);
  const interruption = new Interruption(context);
  const connection = await prepareConnection(settings, endpoint.url, context, interruption.signal, hooks);
  const ask = (eventType: string): Promise<LiveSchema> => fetchSchema(connection, endpoint.url, eventType);
  // The first decides whether this is the API at all; the others are asked for at once, for they share one deadline.
  const first = await ask('sessionStart');
  const others = all && first.ok ? EVENT_TYPES.filter((eventType) => eventType !== 'sessionStart') : [];
  const types = ['sessionStart', ...others];
  const lives = [first, ...(await Promise.all(others.map(ask)))];
  const schemas = new Map<string, JsonObject>();
  for (const [at, live] of lives.entries()) {
    if (live.ok) schemas.set(types[at] ?? '', live.schema);
    // Another event type may simply be unknown there.
    else if (at === 0 || !isUnknownThere(live.exchange)) {
      const base: CheckResult = {
        command: 'check',
        sent: live.exchange.sent,
        exchange: live.exchange,
        findings: [],
      };
      const failed = { ...base, ...notASchema(live.exchange, live.url, [], connection.facts) };
      return { failed: interruption.apply(failed) };
    }
  }
  return { schemas };
}

function isUnknownThere(exchange: Exchange): boolean {
  return exchange.kind === 'answer' && (exchange.status === 404 || exchange.status === 400);
}
