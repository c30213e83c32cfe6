import { explainError } from '../diagnosis/explain.ts';
import type { Finding } from '../model/finding.ts';
import { addCounts, countsOf, type Ignore, isHeard, silence } from '../model/ignore.ts';
import type { JsonValue } from '../model/json.ts';
import type { IgnoredCounts } from '../model/result.ts';
import type { SandboxRequest } from '../model/sandbox.ts';
import type { ExplainedSession, SessionSummary } from '../model/session.ts';
import { judgeSuccessors } from '../session/index.ts';
import { Contents } from './contents.ts';
import { judgeBody } from './judge.ts';
import { bytesOf, isWanted, type RequestFilter, requestOf } from './kept-request.ts';
import { type Change, KnownSession } from './known-session.ts';
import type { Received } from './response.ts';

/** How much is kept if nobody says, in bytes. */
const DEFAULT_KEPT_BYTES = 64 * 1024 * 1024;

/** A request that was added, and what the lines say beyond it. */
export interface Added {
  request: SandboxRequest;
  session: KnownSession | undefined;
  /** Codes among its findings that the session had broken before. */
  again: readonly string[];
  /** Codes that no longer hold for the session. */
  withdrawn: readonly string[];
  /** It is the first for which older ones had to go. */
  dropsFirst: boolean;
}

/** Who wants to hear of what happens. */
export interface StoreListener {
  added?(added: Added): void;
  /** Something was dropped; told after the request that it made room for. */
  dropped?(): void;
  /** A session was dropped. */
  gone?(session: KnownSession): void;
  reset?(): void;
}

/** Everything that a sandbox received, as far as the memory it may use goes: the sessions that were quiet longest go first. */
export class Store {
  readonly limit: number;
  readonly #requests = new Map<number, SandboxRequest>();
  /** In the order of their last request. */
  readonly #sessions = new Map<number, KnownSession>();
  readonly #byId = new Map<string, KnownSession>();
  readonly #listeners = new Set<StoreListener>();
  readonly #contents = new Contents();
  /** Ids of requests without a session. */
  readonly #loose = new Set<number>();
  #lastId = 0;
  #lastNumber = 0;
  #bytes = 0;
  #dropped = { requests: 0, sessions: 0 };
  /** The highest id that was dropped or forgotten; whoever saw less has missed something. */
  #goneTo = 0;
  /** The last id before everything was forgotten; 0: never. */
  resetAt = 0;
  readonly #ignore: Ignore;
  #ignored: IgnoredCounts = {};

  /** `limit`: how much to keep, in bytes. `ignore`: what is not to be reported. */
  constructor(limit: number = DEFAULT_KEPT_BYTES, ignore: Ignore = new Map()) {
    this.limit = limit;
    this.#ignore = ignore;
  }

  /** How many findings were left out because they are to be ignored. */
  get ignored(): IgnoredCounts {
    return this.#ignored;
  }

  get lastId(): number {
    return this.#lastId;
  }

  get goneTo(): number {
    return this.#goneTo;
  }

  get kept(): { requests: number; sessions: number; bytes: number; limit: number } {
    const { limit } = this;
    return { requests: this.#requests.size, sessions: this.#sessions.size, bytes: this.#bytes, limit };
  }

  get dropped(): { requests: number; sessions: number } {
    return { ...this.#dropped };
  }

  /** Calls a listener from now on; gives back what ends that. */
  listen(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes a request, and says all that there is to say of it. */
  add(received: Received): Added {
    const { value, eventType, playhead, findings } = judgeBody(received);
    const { notes, url, verdict, ...rest } = received;
    const explained = explainError(verdict?.error, findings, verdict?.live);
    const id = ++this.#lastId;
    const session = this.#sessionOf(received);
    const request: SandboxRequest = {
      id,
      ...requestOf(rest, url),
      ...(eventType !== undefined && { eventType }),
      ...(playhead !== undefined && { playhead }),
      ...(session && { session: session.number }),
      ...(explained.error && { error: explained.error }),
      findings: this.#heard([...notes, ...explained.findings]),
    };
    const before = session?.bytes ?? 0;
    const change = session && this.#count(session, request, value);
    if (change?.findings.length) request.findings = [...request.findings, ...this.#heard(change.findings)];
    this.#requests.set(id, request);
    this.#bytes += bytesOf(request) + (session ? session.bytes - before : 0);
    if (session) this.#touch(session, request);
    else this.#loose.add(id);
    const { requests: dropped } = this.#dropped;
    this.#makeRoom(session);
    const hasDropped = this.#dropped.requests > dropped;
    const { again = [], withdrawn = [] } = change ?? {};
    const added = { request, session, again, withdrawn, dropsFirst: hasDropped && dropped === 0 };
    for (const listener of this.#listeners) listener.added?.(added);
    if (hasDropped) for (const listener of this.#listeners) listener.dropped?.();
    return added;
  }

  /** The requests that are kept, oldest first. */
  requests(filter: RequestFilter = {}): SandboxRequest[] {
    const found = [...this.#requests.values()].filter((request) => isWanted(request, filter));
    return filter.limit === undefined ? found : found.slice(Math.max(0, found.length - filter.limit));
  }

  /** The request with this id, if it is kept. */
  request(id: number): SandboxRequest | undefined {
    return this.#requests.get(id);
  }

  /** The sessions that are kept, in the order of their numbers. */
  sessions(): KnownSession[] {
    return [...this.#sessions.values()].sort((one, other) => one.number - other.number);
  }

  /** The session with this ID or number. */
  session(name: string | number): KnownSession | undefined {
    return typeof name === 'number' ? this.#sessions.get(name) : this.#byId.get(name);
  }

  /** A session for a reader, with what only the one before of the same content shows. */
  explained(session: KnownSession): ExplainedSession {
    const explained = session.explained(this.#summaryOf(session));
    return { ...explained, findings: explained.findings.filter(({ code }) => !this.#ignore.has(code)) };
  }

  #summaryOf(session: KnownSession): SessionSummary {
    const summary = session.summary();
    const { start } = session;
    if (!start) return summary;
    const [before, after] = this.#contents.around(session);
    const started = [before, after].flatMap((one) =>
      one?.start ? [{ start: one.start, summary: one.summary() }] : [],
    );
    judgeSuccessors([{ start, summary }, ...started]);
    return summary;
  }

  #heard(findings: readonly Finding[]): Finding[] {
    const marked = silence(findings, this.#ignore);
    if (marked.every(isHeard)) return marked;
    this.#ignored = addCounts(this.#ignored, countsOf(marked));
    return marked.filter(isHeard);
  }

  /** Forgets everything, once the listeners have heard of it. Ids go on. */
  reset(): void {
    for (const listener of this.#listeners) listener.reset?.();
    for (const map of [this.#requests, this.#sessions, this.#byId, this.#contents, this.#loose]) map.clear();
    this.#bytes = 0;
    this.#lastNumber = 0;
    this.#dropped = { requests: 0, sessions: 0 };
    this.#goneTo = this.resetAt = this.#lastId;
  }

  /** The session that a request belongs to; an accepted start, or a batch, begins one. */
  #sessionOf({ kind, sessionId, status }: Received): KnownSession | undefined {
    const known = sessionId === undefined ? undefined : this.#byId.get(sessionId);
    if (known || status !== 201 || kind === undefined || kind === 'event') return known;
    const session = new KnownSession(++this.#lastNumber, sessionId ?? null, kind === 'batch');
    this.#sessions.set(session.number, session);
    if (sessionId !== undefined) this.#byId.set(sessionId, session);
    this.#bytes += session.bytes;
    return session;
  }

  /** A refused request is in no session, but a 404 or 410 tells that the session was closed. */
  #count(session: KnownSession, request: SandboxRequest, value: JsonValue | undefined): Change | undefined {
    const { status, kind } = request;
    const counts = (status > 0 && status < 400) || (kind === 'event' && (status === 404 || status === 410));
    if (!counts || value === undefined) return undefined;
    const isNew = session.start === undefined;
    const change = session.count(request, value);
    const isEnd = request.eventType === 'sessionEnd' || Array.isArray(value);
    if (isEnd && status < 300) session.ended = true;
    if (isNew) this.#contents.add(session);
    return change;
  }

  #touch(session: KnownSession, { id, time }: SandboxRequest): void {
    session.requests.add(id);
    session.lastRequest = time;
    this.#sessions.delete(session.number);
    this.#sessions.set(session.number, session);
  }

  #makeRoom(current: KnownSession | undefined): void {
    while (this.#bytes > this.limit) {
      const [oldest] = this.#sessions.values();
      const [loose] = this.#loose;
      const looseTime = loose === undefined ? Number.POSITIVE_INFINITY : this.#requests.get(loose)?.time;
      if (loose !== undefined && (!oldest || (looseTime ?? 0) <= oldest.lastRequest)) this.#drop(loose);
      else if (oldest && oldest !== current) this.#dropSession(oldest);
      else if (!oldest || !this.#dropHalf(oldest)) return;
    }
  }

  #dropSession(session: KnownSession): void {
    for (const id of session.requests) this.#drop(id);
    this.#bytes -= session.bytes;
    this.#sessions.delete(session.number);
    if (session.id !== null) this.#byId.delete(session.id);
    this.#contents.delete(session);
    this.#dropped.sessions += 1;
    for (const listener of this.#listeners) listener.gone?.(session);
  }

  /** The only session that is left gives up its older requests. Says whether there were any. */
  #dropHalf(session: KnownSession): boolean {
    const ids = [...session.requests];
    if (ids.length < 2) return false;
    const before = session.bytes;
    for (const id of ids.slice(0, Math.ceil(ids.length / 2))) {
      this.#drop(id);
      session.requests.delete(id);
    }
    session.trim();
    this.#bytes += session.bytes - before;
    return true;
  }

  #drop(id: number): void {
    const request = this.#requests.get(id);
    if (!request) return;
    this.#requests.delete(id);
    this.#loose.delete(id);
    this.#bytes -= bytesOf(request);
    this.#dropped.requests += 1;
    this.#goneTo = Math.max(this.#goneTo, id);
  }
}
