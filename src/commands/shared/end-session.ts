import { bodyBytes } from '../../body/serialize.ts';
import { exchange } from '../../client/exchange.ts';
import { judge } from '../../diagnosis/verdict.ts';
import type { Context } from '../../model/context.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { EventResult, StartResult } from '../../model/result.ts';
import type { Connection } from './connection.ts';

/**
 * Ends a session that was just started. A session the server says is closed already (410) counts as ended;
 * any other failure becomes `end-failed` in the result, which keeps the session's ID.
 */
export async function endSession(
  result: StartResult,
  startBody: JsonObject,
  connection: Connection,
  context: Context,
): Promise<StartResult> {
  const { session } = result;
  if (!session) return result;
  const url = new URL(`${session.url}/events`);
  const startedAt = context.now();
  const body = endBody(startBody, startedAt);
  const answer = await exchange({
    ...connection.base,
    timeoutMs: connection.deadline.left(),
    method: 'POST',
    url,
    body: bodyBytes(body),
  });
  const { error } = judge(answer, url, 'event');
  const ending: EventResult = {
    command: 'end',
    sent: answer.sent,
    exchange: answer,
    startedAt,
    request: { method: 'POST', url: url.href, body },
    requestHeaders: connection.base.headers,
    findings: [],
    ...(error && { error }),
  };
  if (!error || error.code === 'session-closed')
    return { ...result, ending, session: { ...session, ended: true } };
  const cause = { ...error, args: { ...error.args, ...connection.facts } };
  return { ...result, ending, error: { code: 'end-failed', args: { id: session.id }, cause } };
}

/** A sessionEnd at the playhead of `before`, its `ts` (milliseconds) later than that one's: equal ones may be misread. */
export function endBody(before: JsonObject, now: number): JsonObject {
  const time = isObject(before['playerTime']) ? before['playerTime'] : {};
  const { playhead, ts } = time;
  const earliest = typeof ts === 'number' ? ts + 1 : now;
  return {
    playerTime: { playhead: typeof playhead === 'number' ? playhead : 0, ts: Math.max(now, earliest) },
    eventType: 'sessionEnd',
  };
}
