import { bodyBytes } from '../../body/serialize.ts';
import { exchangeWithRetries, type RetryPolicy } from '../../client/retry.ts';
import type { Settings } from '../../config/resolve.ts';
import { clockSkew, explainError } from '../../diagnosis/explain.ts';
import { type Asked, judge } from '../../diagnosis/verdict.ts';
import type { Context } from '../../model/context.ts';
import type { Sent } from '../../model/error-codes.ts';
import type { Finding } from '../../model/finding.ts';
import { silence } from '../../model/ignore.ts';
import type { Asking, ResultError, Session } from '../../model/result.ts';
import type { Connection } from './connection.ts';
import { liveEvidence, type PostedBody } from './live-schema.ts';

/** A checked body, where it goes, and how. */
export interface Posting {
  asked: Exclude<Asked, 'schema'>;
  eventType: string;
  url: URL;
  endpoint: NonNullable<Settings['endpoint']>;
  settings: Settings;
  connection: Connection;
  built: PostedBody;
  /** What the check before sending had to say. */
  findings: readonly Finding[];
  options: { retryUnsafe: boolean; schemaFetch: boolean };
  announce: RetryPolicy['announce'];
  /** Told of the session as soon as its ID has been read, before anything else is done with the answer. */
  started?: (session: Session) => Promise<void>;
}

/** What came of it: the session for a start, and what a result says about the request. */
export interface Posted extends Asking {
  session?: Session;
  error?: ResultError;
  sent: Sent;
  findings: Finding[];
}

/** Sends a body, with retries, and reads the answer; after a 400 the findings are ranked by evidence. */
export async function postBody(posting: Posting, context: Context): Promise<Posted> {
  const { asked, eventType, url, endpoint, settings, connection, built, findings, options } = posting;
  const startedAt = context.now();
  const exchange = await exchangeWithRetries(
    {
      ...connection.base,
      timeoutMs: connection.deadline.left(),
      method: 'POST',
      url,
      body: bodyBytes(built.body),
    },
    { retries: settings.retry.value, unsafe: options.retryUnsafe, announce: posting.announce },
  );
  const { session, findings: said, ...verdict } = judge(exchange, url, asked);
  if (session) await posting.started?.(session);
  const live = options.schemaFetch
    ? await liveEvidence({ connection, endpoint: endpoint.url, exchange, built, eventType })
    : undefined;
  const { error, findings: local } = explainError(verdict.error, findings, live);
  const skew = exchange.kind === 'answer' ? clockSkew(exchange, context.now()) : [];
  return {
    sent: exchange.sent,
    exchange,
    startedAt,
    request: { method: 'POST', url: url.href, body: built.body },
    requestHeaders: connection.base.headers,
    proxy: connection.proxyUse,
    findings: silence([...said, ...local, ...skew], settings.ignore),
    ...(session && { session }),
    ...(error && { error: { ...error, args: { ...error.args, ...connection.facts } } }),
  };
}
