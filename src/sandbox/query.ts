import { table } from '../model/table.ts';
import type { RequestFilter } from './kept-request.ts';

/** A larger number is a time, and no id. */
const LEAST_TIME = 1e11;

const ISO_8601 = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+ ]\d\d:?\d\d)?)?$/;

/** What a path of the query API takes. */
interface Route {
  methods: readonly string[];
  query?: readonly string[];
}

const READ = ['GET', 'HEAD'];

/** The paths of the query API below `/_sandbox/`, as the framework's patterns. */
export const ROUTES = table<Route>({
  'app.js': { methods: READ },
  'app.css': { methods: READ },
  status: { methods: READ },
  metrics: { methods: READ },
  sessions: { methods: READ, query: ['brief'] },
  'sessions/:id': { methods: READ },
  requests: { methods: READ, query: ['bad', 'eventType', 'sessionId', 'since', 'limit'] },
  'requests/:id': { methods: READ },
  'export.har': { methods: READ, query: ['sessionId'] },
  'export.ndjson': { methods: READ, query: ['sessionId'] },
  'export.html': { methods: READ, query: ['sessionId'] },
  // Of a stream, there is no head without a body that never ends.
  stream: { methods: ['GET'], query: ['lastEventId'] },
  reset: { methods: ['POST'] },
  fault: { methods: ['PUT'] },
  clock: { methods: ['POST'] },
});

/** What is wrong with the parameters of a call, if anything; `token` may stand in each. */
export function wrongParameter(
  { query = [] }: Route,
  given: Readonly<Record<string, readonly string[]>>,
): string | undefined {
  const unknown = Object.keys(given).find((key) => key !== 'token' && !query.includes(key));
  if (unknown !== undefined) return `Unknown parameter ${unknown}; ${thereAre(query)}.`;
  const twice = Object.keys(given).find((key) => (given[key]?.length ?? 0) > 1);
  return twice === undefined ? undefined : `${twice} is given more than once.`;
}

/** The names that could have been meant. */
export function thereAre(names: readonly string[]): string {
  if (names.length < 2) return names.length === 0 ? 'there are none here' : `there is only ${names[0]}`;
  return `there are ${names.join(', ')}`;
}

/** The number in a path, counted from 1; undefined for anything else. */
export function countOf(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined;
}

/** A switch in a query, off where it is left out; undefined for what is neither `true` nor `false`. */
export function readSwitch(text: string = 'false'): boolean | undefined {
  return text === 'true' || text === 'false' ? text === 'true' : undefined;
}

/** Where a client left off: an id; one that never was for what is none; undefined where it does not say. */
export function readLastId(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  return /^\d{1,15}$/.test(header) ? Number(header) : Number.POSITIVE_INFINITY;
}

/** Reads the query of `requests`; or says what is wrong with it. */
export function readFilter(query: Readonly<Record<string, string>>): RequestFilter | { message: string } {
  const { bad, eventType, sessionId, since, limit } = query;
  if (readSwitch(bad) === undefined) return { message: 'bad takes true or false.' };
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
  // The + of a time zone is a space in a query.
  const time = ISO_8601.test(text) ? Date.parse(text.replace(' ', '+')) : Number.NaN;
  return Number.isNaN(time) ? undefined : { from: time };
}
