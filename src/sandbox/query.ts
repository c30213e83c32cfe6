import type { RequestFilter } from './kept-request.ts';

/** A larger number is a time, and no id. */
const LEAST_TIME = 1e11;

const KEYS = ['bad', 'eventType', 'sessionId', 'since', 'limit', 'token'];

/** Reads the query of `requests`; or says what is wrong with it. */
export function readFilter(query: Readonly<Record<string, string>>): RequestFilter | { message: string } {
  const unknown = Object.keys(query).find((key) => !KEYS.includes(key));
  if (unknown !== undefined)
    return { message: `Unknown parameter ${unknown}; there are bad, eventType, sessionId, since, limit.` };
  const { bad, eventType, sessionId, since, limit } = query;
  if (bad !== undefined && bad !== 'true' && bad !== 'false') return { message: 'bad takes true or false.' };
  if (limit !== undefined && !/^\d{1,9}$/.test(limit)) return { message: 'limit takes a number.' };
  const after = since === undefined ? {} : readSince(since);
  if (after === undefined)
    return { message: 'since takes the id of a request, or a time in ISO 8601 or milliseconds.' };
  return {
    ...after,
    ...(bad !== undefined && { bad: bad === 'true' }),
    ...(eventType !== undefined && { eventType }),
    ...(sessionId !== undefined && { sessionId }),
    ...(limit !== undefined && { limit: Number(limit) }),
  };
}

function readSince(text: string): Pick<RequestFilter, 'afterId' | 'from'> | undefined {
  if (/^\d{1,15}$/.test(text)) {
    const number = Number(text);
    return number < LEAST_TIME ? { afterId: number } : { from: number };
  }
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : { from: time };
}
