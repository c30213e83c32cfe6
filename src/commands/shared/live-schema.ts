import { exchange } from '../../client/exchange.ts';
import { apiUrl } from '../../config/endpoint.ts';
import type { LiveEvidence } from '../../diagnosis/explain.ts';
import type { Exchange } from '../../model/exchange.ts';
import { inFileOrder } from '../../model/file-order.ts';
import type { JsonObject } from '../../model/json.ts';
import { parseJsonText } from '../../model/json-text.ts';
import type { OriginLookup } from '../../model/origin.ts';
import type { RequestBody } from '../../model/result.ts';
import { onePerMistake } from '../../rules/one-mistake.ts';
import { isUsableSchema, validateBody } from '../../rules/validate.ts';
import type { Connection } from './connection.ts';

/** The endpoint's schema of an event type, or the answer that was none. */
export type LiveSchema =
  | { ok: true; schema: JsonObject; exchange: Exchange; url: URL }
  | { ok: false; exchange: Exchange; url: URL };

/**
 * Asks the endpoint for its schema (`GET /api/v1/schemas/{eventType}`: public, without credentials; source:
 * mc-api-validate-reqs.md). The answer's body is capped like any other.
 */
export async function fetchSchema(
  connection: Connection,
  endpoint: URL,
  eventType: string,
  atMostMs?: number,
): Promise<LiveSchema> {
  const url = apiUrl(endpoint, `/api/v1/schemas/${encodeURIComponent(eventType)}`);
  const { 'content-type': _none, ...headers } = connection.base.headers;
  const answer = await exchange({
    ...connection.base,
    headers,
    timeoutMs: connection.deadline.left(atMostMs),
    method: 'GET',
    url,
  });
  const found = answer.kind === 'answer' && answer.status === 200;
  const schema = found ? parseJsonText(new TextDecoder().decode(answer.body.bytes)) : undefined;
  return isUsableSchema(schema)
    ? { ok: true, schema, exchange: answer, url }
    : { ok: false, exchange: answer, url };
}

/** How long the endpoint's schema may take after a 400, in milliseconds: it only helps to explain. */
const EXPLAIN_LIMIT_MS = 5000;

/** A body, or a batch, and where each of its values came from. */
export interface PostedBody {
  body: RequestBody;
  originOf: OriginLookup;
}

/** A body that was sent, and the answer it got. */
export interface SentBody {
  connection: Connection;
  endpoint: URL;
  exchange: Exchange;
  built: PostedBody;
  eventType: string;
}

/** After a 400: what the endpoint's own schema says about the body that was sent. */
export async function liveEvidence(sent: SentBody): Promise<LiveEvidence | undefined> {
  const { connection, endpoint, exchange, built, eventType } = sent;
  if (exchange.kind !== 'answer' || exchange.status !== 400) return undefined;
  const live = await fetchSchema(connection, endpoint, eventType, EXPLAIN_LIMIT_MS);
  if (live.ok) {
    const { body, originOf } = built;
    const found = validateBody(body, live.schema, { originOf, evidence: 'live-schema' });
    const findings = inFileOrder(onePerMistake(found));
    const unavailable = findings.find((finding) => finding.code === 'schema-unavailable');
    return unavailable ? { unavailable: unavailable.args } : { findings };
  }
  const answer = live.exchange;
  return { unavailable: answer.kind === 'answer' ? { status: answer.status } : { failure: answer.code } };
}
