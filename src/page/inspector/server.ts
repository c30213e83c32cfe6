import type {
  InspectorDetail,
  InspectorRequest,
  InspectorSession,
  InspectorStatus,
} from '../../model/inspector.ts';
import type { MetricsPart, SessionPart } from '../../model/parts.ts';
import { type Live, MOST_REQUESTS, type News } from './state.ts';

const ROOT = '/_sandbox/';

/** Asks the sandbox. Rejects if it is gone or refuses. */
async function ask<T>(path: string, options?: RequestInit): Promise<T> {
  const response = await fetch(ROOT + path, options);
  if (!response.ok) throw new Error(`${response.status}`);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** All that the sandbox holds of a session, or of all of them, as far as the page shows it. */
export async function load(sessionId: string | undefined): Promise<Live> {
  const of = sessionId === undefined ? '' : `&sessionId=${encodeURIComponent(sessionId)}`;
  // The status comes first: what arrives after it will come over the stream.
  const status = await ask<InspectorStatus>('status');
  const [{ sessions }, { requests }] = await Promise.all([
    ask<{ sessions: InspectorSession[] }>('sessions?brief=true'),
    ask<{ requests: InspectorRequest[] }>(`requests?limit=${MOST_REQUESTS}${of}`),
  ]);
  return {
    status,
    sessions: new Map(sessions.map((session) => [session.number, session])),
    requests,
    isCut: requests.length >= MOST_REQUESTS,
  };
}

/** The names of the numbers. */
export async function loadMetrics(): Promise<MetricsPart> {
  return (await ask<{ metrics: MetricsPart }>('metrics')).metrics;
}

/** All of a request; undefined where the sandbox has dropped it. */
export async function loadRequest(id: number): Promise<InspectorDetail | undefined> {
  return ask<InspectorDetail>(`requests/${id}`).catch(() => undefined);
}

/** A session with its events; undefined where the sandbox has dropped it. */
export async function loadSession(number: number): Promise<SessionPart | undefined> {
  return ask<SessionPart>(`sessions/${number}`).catch(() => undefined);
}

/** Forgets all sessions, the fault and the clock. */
export function reset(): Promise<void> {
  return ask<void>('reset', { method: 'POST' });
}

/** Where all of it can be downloaded in a form. */
export function exportUrl(form: 'har' | 'ndjson' | 'html', sessionId: string | undefined): string {
  return `${ROOT}export.${form}${sessionId === undefined ? '' : `?sessionId=${encodeURIComponent(sessionId)}`}`;
}

/** What a stream tells. */
export interface Listener {
  news(news: News): void;
  /** Everything has to be loaded anew. */
  reset(): void;
  connection(isOpen: boolean): void;
}

/** Listens to what happens after a request; the browser comes back by itself after a lost connection. Gives what ends it. */
export function listen(afterId: number, listener: Listener): () => void {
  const stream = new EventSource(`${ROOT}stream?lastEventId=${afterId}`);
  let waiting: { status?: InspectorStatus; sessions: InspectorSession[]; requests: InspectorRequest[] } = {
    sessions: [],
    requests: [],
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  // What comes in quick succession is drawn at once.
  const soon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      const news = waiting;
      waiting = { sessions: [], requests: [] };
      listener.news(news);
    }, DRAWN_EVERY_MS);
  };
  const on = <T>(name: string, take: (data: T) => void): void => {
    stream.addEventListener(name, (event) => {
      take(JSON.parse((event as MessageEvent<string>).data) as T);
      soon();
    });
  };
  on<InspectorStatus>('status', (status) => {
    waiting.status = status;
  });
  on<InspectorSession>('session', (session) => waiting.sessions.push(session));
  on<InspectorRequest>('request', (request) => waiting.requests.push(request));
  stream.addEventListener('reset', () => listener.reset());
  stream.addEventListener('open', () => listener.connection(true));
  stream.addEventListener('error', () => listener.connection(false));
  return () => {
    clearTimeout(timer);
    stream.close();
  };
}

const DRAWN_EVERY_MS = 100;
