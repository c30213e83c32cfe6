import type { Context } from '../../model/context.ts';
import type { Finding } from '../../model/finding.ts';
import type { OutputMode } from '../../model/output-mode.ts';
import { isBad } from '../../model/sandbox.ts';
import { Outbox } from '../../output/outbox.ts';
import { shownLines, type TextOptions, textOf } from '../../report/blocks.ts';
import { redactRequest } from '../../report/redact-request.ts';
import { requestDocument } from '../../report/sandbox-document.ts';
import { droppedLines, requestLines, summaryLines } from '../../report/sandbox-lines.ts';
import { safeJson } from '../../report/sanitize.ts';
import type { Api } from '../../sandbox/api.ts';
import { textOf as bodyText, shownBody } from '../../sandbox/judge.ts';
import type { KnownSession } from '../../sandbox/known-session.ts';
import type { Added, Store } from '../../sandbox/store.ts';

/** A session that goes on after its sessionComplete is summed up once it was quiet for so long, in milliseconds. */
const QUIET_MS = 2_000;

/** How often time-outs are looked for, in milliseconds. */
const SWEEP_MS = 1_000;

/** How the log is to look. */
export interface LogOptions {
  output: OutputMode;
  /** How text on stderr looks. */
  text: TextOptions;
  /** Show visitor IDs and custom metadata. */
  noRedact: boolean;
}

/** What is known of a session for the log. */
interface Followed {
  session: KnownSession;
  /** Codes that the lines of its requests have said. */
  told: Set<string>;
  /** Its version when it was last summed up. */
  summedUp: number;
  /** It was summed up for good. */
  over: boolean;
  timer?: NodeJS.Timeout;
}

/** Tells of every request as it comes: lines on stderr, or NDJSON on stdout; and of each session when it ends. */
export class RequestLog {
  readonly #store: Store;
  readonly #options: LogOptions;
  readonly #out: Outbox;
  readonly #aside: Outbox;
  readonly #followed = new Map<KnownSession, Followed>();
  #sweep: NodeJS.Timeout | undefined;

  constructor(store: Store, options: LogOptions, context: Pick<Context, 'stdout' | 'stderr'>) {
    this.#store = store;
    this.#options = options;
    this.#aside = new Outbox(context.stderr);
    this.#out = options.output.json ? new Outbox(context.stdout) : this.#aside;
  }

  /** Begins to tell; `api` knows which sessions have timed out. */
  start(api: Pick<Api, 'state'>): void {
    this.#store.listen({
      added: (added) => (this.#options.output.json ? this.#addJson(added) : this.#addLines(added)),
      gone: (session) => this.#forget(session),
      reset: () => this.#followed.clear(),
    });
    if (this.#options.output.json) return;
    this.#sweep = setInterval(() => this.#sumUpTimedOut(api), SWEEP_MS).unref();
  }

  /** Tells of something else that happened; on stderr, since NDJSON holds requests alone. */
  say(finding: Finding): void {
    this.#aside.add(textOf(shownLines([finding], this.#options.text)));
  }

  /** Sums up the sessions that are still open, and writes what is left. */
  async stop(): Promise<void> {
    clearInterval(this.#sweep);
    for (const followed of this.#followed.values()) {
      clearTimeout(followed.timer);
      this.#sumUp(followed, 'stopped');
    }
    await this.#out.flush();
    await this.#aside.flush();
  }

  #addJson({ request }: Added): void {
    const body = shownBody(request.request.body);
    const shown = this.#options.noRedact ? { request, body } : redactRequest(request, body);
    this.#out.add(`${safeJson(requestDocument(shown.request, shown.body))}\n`);
  }

  #addLines({ request, session, again, withdrawn, dropsFirst }: Added): void {
    const { noRedact, text } = this.#options;
    const isBare = request.findings.length === 0 && !text.verbose;
    const body = isBare ? null : shownBody(request.request.body);
    const isSilent = text.quiet && !isBad(request);
    const shown = noRedact || isBare || isSilent ? request : redactRequest(request, body).request;
    const facts = {
      again,
      withdrawn,
      text: text.verbose ? bodyText(shown.request.body) : '',
      responseText: text.verbose ? bodyText(shown.response.body) : '',
    };
    const dropped = dropsFirst ? droppedLines(this.#store.limit, text) : [];
    this.#out.add(textOf([...requestLines(shown, facts, text), ...dropped]));
    if (!session) return;
    const followed = this.#follow(session);
    for (const { code } of request.findings) followed.told.add(code);
    clearTimeout(followed.timer);
    if (session.ended && request.status < 300) this.#sumUp(followed, 'ended');
    else if (request.eventType === 'sessionComplete' && request.status < 300)
      followed.timer = setTimeout(() => this.#sumUp(followed, 'completed'), QUIET_MS).unref();
  }

  #follow(session: KnownSession): Followed {
    const known = this.#followed.get(session);
    if (known) return known;
    const followed = { session, told: new Set<string>(), summedUp: 0, over: false };
    this.#followed.set(session, followed);
    return followed;
  }

  #forget(session: KnownSession): void {
    clearTimeout(this.#followed.get(session)?.timer);
    this.#followed.delete(session);
  }

  #sumUpTimedOut(api: Pick<Api, 'state'>): void {
    for (const followed of this.#followed.values()) {
      const { id } = followed.session;
      const state = id === null ? 'ended' : api.state(id);
      if (state === 'no-events' || state === 'no-playhead') this.#sumUp(followed, state);
      if (state !== 'open') this.#followed.delete(followed.session);
    }
  }

  /** Says what a session counts, unless that was said. A single event counts nothing. */
  #sumUp(followed: Followed, reason: Parameters<typeof summaryLines>[2]): void {
    const { session, told, summedUp } = followed;
    if (session.version === summedUp || followed.over) return;
    followed.over = reason === 'ended';
    followed.summedUp = session.version;
    const explained = this.#store.explained(session);
    if (explained.events < 2) return;
    this.#out.add(textOf(summaryLines(explained, session.number, reason, told, this.#options.text)));
    for (const { code } of explained.findings) told.add(code);
  }
}
