import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { Client } from 'undici';
import type { ErrorCode, Sent } from '../model/error-codes.ts';
import type { Answer, AnswerBody, Exchange, FailureDetail } from '../model/exchange.ts';
import { createConnector } from './connect.ts';
import { BODY_LIMIT, decodeBody } from './decode-body.ts';
import { Ending } from './ending.ts';
import { ConnectFailure, classifyConnect, classifySent, TIMEOUT_CODES } from './failure.ts';
import type { HttpRequest } from './http.ts';
import { Trace } from './trace.ts';

/**
 * Sends one request and returns what became of it. Never throws for anything the network does, never follows a redirect,
 * and never outlives `timeoutMs` (nothing is sent when that is 0): the deadline destroys whatever hangs. The connection is its own: on a shared one, a
 * server that answers twice would give the next request an answer, and with it a session, that is not its own.
 */
export async function exchange(request: HttpRequest): Promise<Exchange> {
  const { Client } = await import('./undici.ts');
  // Loaded before the clock starts: it must not count as time that the network took.
  if (request.url.protocol === 'https:') await import('./tls.ts');
  return new Run(request, Client).start();
}

/** The exchange of a socket, and of the request that undici writes to it: its record of what left names only these. */
const runs = new WeakMap<object, Run>();

subscribe('undici:client:sendHeaders', (message) => {
  const { request, socket } = message as { request: object; socket: Socket };
  const run = runs.get(socket);
  if (!run) return;
  runs.set(request, run);
  run.headSent();
});
subscribe('undici:request:bodySent', (message) => {
  runs.get((message as { request: object }).request)?.bodySent();
});

/**
 * undici connects again, and without a pause, when the other end speaks before it is spoken to; a proxy that answers more than
 * its 200 does so each time.
 */
const MOST_CONNECTS = 3;

/** Why a client is destroyed. Nobody asks; undici would make an error with a stack for each, which takes its time. */
const OVER = new Error('the exchange is over');

/** One exchange in progress. */
class Run {
  readonly #request: HttpRequest;
  readonly #Client: typeof Client;
  readonly #trace: Trace;
  readonly #ending = new Ending();
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #connects = 0;
  #sent: Sent = 'no';
  #head: Pick<Answer, 'status' | 'statusText' | 'headers'> | undefined;
  #settled = false;
  #resolve: (exchange: Exchange | Promise<Exchange>) => void = () => {};
  #client: Client | undefined;
  #timers: NodeJS.Timeout[] = [];

  constructor(request: HttpRequest, ClientClass: typeof Client) {
    this.#request = request;
    this.#trace = new Trace(request.watch);
    this.#Client = ClientClass;
  }

  start(): Promise<Exchange> {
    const result = new Promise<Exchange>((resolve) => {
      this.#resolve = resolve;
    });
    if (this.#request.timeoutMs <= 0) {
      this.#fail('no-time-left', {});
      return result;
    }
    this.#startTimers();
    this.#client = this.#createClient();
    this.#dispatch(this.#client);
    return result;
  }

  #createClient(): Client {
    const connect = createConnector(this.#request, this.#trace, this.#ending);
    return new this.#Client(this.#request.url.origin, {
      // Our own deadline is total; undici's would restart with every byte or be off by half a second.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (options, callback) => {
        const done = callback as (error: Error | null, socket: Socket | null) => void;
        this.#connects += 1;
        if (this.#connects > MOST_CONNECTS) return done(this.#brokenOff(), null);
        connect(options, (error, socket) => {
          if (socket) this.#connected(socket);
          done(error, socket);
        });
      },
    });
  }

  #startTimers(): void {
    const { timeoutMs, connectTimeoutMs, signal } = this.#request;
    this.#timers[0] = setTimeout(() => this.#timedOut(timeoutMs), timeoutMs);
    const connectMs = Math.min(connectTimeoutMs, timeoutMs);
    this.#timers[1] = setTimeout(() => this.#timedOut(connectMs), connectMs);
    if (signal?.aborted) this.#interrupted();
    else signal?.addEventListener('abort', this.#interrupted, { once: true });
  }

  #clearTimer(index: 0 | 1): void {
    clearTimeout(this.#timers[index]);
  }

  #brokenOff(): ConnectFailure {
    return new ConnectFailure(this.#request.proxy ? 'proxy-unreachable' : 'connect-failed', {
      systemCode: 'EPROTO',
    });
  }

  #connected(socket: Socket): void {
    this.#clearTimer(1);
    runs.set(socket, this);
  }

  /** The head of the request is on its way. */
  headSent(): void {
    this.#sent = this.#request.body ? 'unknown' : 'yes';
  }

  /** All of the request is on its way. */
  bodySent(): void {
    this.#sent = 'yes';
  }

  readonly #interrupted = (): void => {
    if (this.#head) this.#finishAnswer('cut');
    else this.#fail('interrupted', {});
  };

  #timedOut(limitMs: number): void {
    const { failure, stage } = this.#trace;
    if (this.#head) this.#finishAnswer('deadline');
    else if (failure) this.#fail(failure.code, failure.detail);
    else this.#fail(TIMEOUT_CODES[stage], { limitMs });
  }

  #dispatch(client: Client): void {
    const { method, url, headers, body } = this.#request;
    client.dispatch(
      { method, path: `${url.pathname}${url.search}`, headers, ...(body && { body: Buffer.from(body) }) },
      {
        onRequestStart: () => {},
        onResponseStart: (_controller, status, headers, statusText) => {
          // Informational answers (103) come before the real one.
          if (status >= 100 && status < 200) return;
          this.#trace.answered();
          this.#head = { status, statusText: statusText ?? '', headers: headers as Answer['headers'] };
        },
        onResponseData: (_controller, chunk) => {
          this.#chunks.push(chunk);
          this.#length += chunk.length;
          if (this.#length > BODY_LIMIT) this.#finishAnswer('cap');
        },
        onResponseEnd: () => this.#finishAnswer(),
        onResponseError: (_controller, error) => this.#onError(error),
      },
    );
  }

  #onError(error: Error): void {
    if (this.#settled) return;
    if (this.#head) {
      this.#finishAnswer('cut');
      return;
    }
    const { code, detail } = this.#explain(error);
    this.#fail(code, detail);
  }

  #explain(error: Error): { code: ErrorCode; detail: FailureDetail } {
    const { stage } = this.#trace;
    if (error instanceof ConnectFailure || stage !== 'sent') return classifyConnect(error, stage);
    if (this.#sent === 'no') return classifyConnect(error, 'connect');
    const explained = classifySent(error);
    // A TLS 1.3 server refuses a missing client certificate only after the first bytes: it read none of them.
    if (explained.code === 'tls-client-certificate') this.#sent = 'no';
    return explained;
  }

  #fail(code: ErrorCode, detail: FailureDetail): void {
    if (this.#settled) return;
    const { stage, peer } = this.#trace;
    this.#end();
    const timings = this.#trace.timings();
    this.#resolve({ kind: 'failure', sent: this.#sent, code, stage, detail, timings, peer });
  }

  #finishAnswer(incomplete?: AnswerBody['incomplete']): void {
    if (this.#settled || !this.#head) return;
    const head = this.#head;
    this.#end();
    const timings = this.#trace.timings();
    const bytes = Buffer.concat(this.#chunks).subarray(0, BODY_LIMIT);
    const encoding = head.headers['content-encoding'];
    const body = decodeBody({ bytes, ...(incomplete && { incomplete }) }, String(encoding ?? ''));
    const { peer } = this.#trace;
    this.#resolve(
      body.then((decoded) => ({ kind: 'answer', sent: 'yes', ...head, body: decoded, timings, peer })),
    );
  }

  #end(): void {
    this.#settled = true;
    this.#clearTimer(0);
    this.#clearTimer(1);
    this.#request.signal?.removeEventListener('abort', this.#interrupted);
    // Only when undici is done with what it has just read: a TLS socket closes at once, and to take the parser away from under
    // it makes an assertion of undici's fail, for whose message Node 20 parses the whole bundle (2.5 s).
    queueMicrotask(() => {
      this.#ending.end();
      this.#client?.destroy(OVER, () => {});
    });
  }
}
