import type { InspectorRequest, InspectorSession, InspectorStatus } from '../../model/inspector.ts';

/** More requests than these are not kept in the page; the sandbox has them. */
export const MOST_REQUESTS = 2000;

/** Which requests are shown. */
export interface Filter {
  /** Only those that were refused, or that have an error or a warning. */
  problems: boolean;
  /** Empty for any. */
  eventType: string;
  /** Text that stands anywhere in the request; empty for any. */
  text: string;
}

/** What the page knows of the sandbox. */
export interface Live {
  status?: InspectorStatus;
  /** By number. */
  sessions: ReadonlyMap<number, InspectorSession>;
  /** Of the chosen session, or of all; the oldest first. */
  requests: readonly InspectorRequest[];
  /** Whether there are older ones that were not loaded. */
  isCut: boolean;
}

/** What the page knows before it has heard anything. */
export const NOTHING: Live = { sessions: new Map(), requests: [], isCut: false };

/** What came over the stream since the page was last drawn. */
export interface News {
  status?: InspectorStatus;
  sessions: readonly InspectorSession[];
  requests: readonly InspectorRequest[];
}

/** Adds what has come to what is known. `sessionId`: the session that is shown; undefined for all. */
export function withNews(live: Live, news: News, sessionId: string | undefined): Live {
  const last = live.requests.at(-1)?.id ?? 0;
  const own = news.requests.filter(
    ({ id, sessionId: other }) => id > last && (sessionId === undefined || other === sessionId),
  );
  const sessions = new Map(live.sessions);
  for (const session of news.sessions) sessions.set(session.number, session);
  const requests = own.length === 0 ? live.requests : [...live.requests, ...own];
  const status = news.status ?? live.status;
  return {
    ...(status && { status }),
    sessions: news.sessions.length === 0 ? live.sessions : sessions,
    requests: requests.slice(-MOST_REQUESTS),
    isCut: live.isCut || requests.length > MOST_REQUESTS,
  };
}

/** Whether a request is worth a look. */
function isProblem({ status, findings }: InspectorRequest): boolean {
  return status === 0 || status >= 400 || findings.some(({ severity }) => severity !== 'info');
}

/** The requests that pass the filter. */
export function filtered(requests: readonly InspectorRequest[], filter: Filter): InspectorRequest[] {
  const wanted = filter.text.trim().toLowerCase();
  return requests.filter(
    (request) =>
      (!filter.problems || isProblem(request)) &&
      (filter.eventType === '' || request.eventType === filter.eventType) &&
      (wanted === '' || textOf(request).includes(wanted)),
  );
}

const texts = new WeakMap<InspectorRequest, string>();

/** All of a request as text, put together once. */
function textOf(request: InspectorRequest): string {
  const known = texts.get(request);
  if (known !== undefined) return known;
  const text = JSON.stringify(request).toLowerCase();
  texts.set(request, text);
  return text;
}

/** What the address of the page chooses: `#session=2`, `#request=17`, or both. */
export interface Chosen {
  session?: number;
  request?: number;
}

/** Reads the fragment of an address. */
export function chosenIn(hash: string): Chosen {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const numberOf = (name: string): number | undefined => {
    const text = parts.get(name) ?? '';
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  };
  const [session, request] = [numberOf('session'), numberOf('request')];
  return { ...(session !== undefined && { session }), ...(request !== undefined && { request }) };
}

/** The fragment for a choice. */
export function hashOf({ session, request }: Chosen): string {
  const parts = [
    session !== undefined && `session=${session}`,
    request !== undefined && `request=${request}`,
  ];
  return `#${parts.filter(Boolean).join('&')}`;
}
