import type { Client } from 'undici';
import type { ErrorCode, Sent } from '../model/outcome.ts';
import { BODY_LIMIT, decodeBody } from './body.ts';
import { createConnector } from './connect.ts';
import { type ConnectCallback, createLane, discard, type Lane, promisesToStay } from './connections.ts';
import { ConnectFailure, classifyConnect, classifySent, TIMEOUT_CODES } from './failure.ts';
import { type SendWatcher, watchSends } from './sends.ts';
import { Trace } from './trace.ts';
import type { Answer, AnswerBody, Exchange, FailureDetail, HttpRequest } from './types.ts';

/**
 * Sends one request and returns what became of it, over a connection of its own unless the request brings some to
 * share. Never throws for anything the network does, never follows a redirect, and never outlives `timeoutMs`: the
 * deadline destroys whatever hangs.
 */
export async function exchange(request: HttpRequest): Promise<Exchange> {
  const { Client } = await import('./undici.ts');
  // Loaded before the clock starts: it must not count as time that the network took.
  if (request.url.protocol === 'https:') await import('./tls.ts');
  return new Run(request, Client).start();
}

/** Why what belongs to a connection ends; nobody asks, but without a reason a costly error would be made to be one. */
const OVER = 'over';

/** One exchange in progress. */
class Run implements SendWatcher {
  readonly #request: HttpRequest;
  readonly #Client: typeof Client;
  readonly #trace = new Trace();
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #sent: Sent = 'no';
  #lane: Lane | undefined;
  /** The connection has served another request before. */
  #reused = false;
  #head: Pick<Answer, 'status' | 'statusText' | 'headers'> | undefined;
  #settled = false;
  #resolve: (exchange: Exchange | Promise<Exchange>) => void = () => {};
  #timers: NodeJS.Timeout[] = [];

  constructor(request: HttpRequest, ClientClass: typeof Client) {
    this.#request = request;
    this.#Client = ClientClass;
  }

  start(): Promise<Exchange> {
    const result = new Promise<Exchange>((resolve) => {
      this.#resolve = resolve;
    });
    this.#startTimers();
    // It may have been interrupted before it began.
    if (this.#settled) return result;
    this.#lane = this.#takeLane();
    this.#dispatch(this.#lane.client);
    return result;
  }

  #takeLane(): Lane {
    const { url, connections } = this.#request;
    const idle = connections?.take(this.#request);
    const lane = idle ?? createLane(this.#Client, url.origin);
    lane.connect = (callback) => this.#connect(lane, callback);
    if (idle?.socket) {
      this.#reused = true;
      this.#trace.reuse(idle.peer);
      watchSends(idle.socket, this);
    }
    return lane;
  }

  /** Called for a new connection, and in place of an idle one that turns out to be closed. */
  #connect(lane: Lane, callback: ConnectCallback): void {
    this.#reused = false;
    this.#trace.connecting();
    lane.peer = this.#trace.peer;
    const over = new AbortController();
    lane.end = () => over.abort(OVER);
    const { timeoutMs, connectTimeoutMs } = this.#request;
    this.#timers[1] = setTimeout(
      () => this.#timedOut(connectTimeoutMs),
      Math.min(connectTimeoutMs, timeoutMs),
    );
    const open = createConnector(this.#request, this.#trace, over.signal);
    open((error, socket) => {
      if (socket) {
        lane.socket = socket;
        watchSends(socket, this);
        this.#clearTimer(1);
      }
      callback(error, socket);
    });
  }

  #startTimers(): void {
    const { timeoutMs, signal } = this.#request;
    this.#timers[0] = setTimeout(() => this.#timedOut(timeoutMs), timeoutMs);
    if (signal?.aborted) this.#interrupted();
    else signal?.addEventListener('abort', this.#interrupted, { once: true });
  }

  #clearTimer(index: 0 | 1): void {
    clearTimeout(this.#timers[index]);
  }

  headersSent(): void {
    this.#sent = this.#request.body ? 'unknown' : 'yes';
  }

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
    const explained = classifySent(error);
    if (this.#reused) this.#crossedClosing();
    if (this.#sent === 'no') return { code: 'connect-failed', detail: explained.detail };
    // A TLS 1.3 server refuses a missing client certificate only after the first bytes: it read none of them.
    if (explained.code === 'tls-client-certificate') this.#sent = 'no';
    return explained;
  }

  /** The server closed a connection that was used again: whether it had read the request before cannot be known. */
  #crossedClosing(): void {
    this.#request.connections?.distrust(this.#request);
    if (this.#sent === 'yes') this.#sent = 'unknown';
  }

  #fail(code: ErrorCode, detail: FailureDetail): void {
    if (this.#settled) return;
    const { stage, peer } = this.#trace;
    this.#end(false);
    const timings = this.#trace.timings();
    this.#resolve({ kind: 'failure', sent: this.#sent, code, stage, detail, timings, peer });
  }

  #finishAnswer(incomplete?: AnswerBody['incomplete']): void {
    if (this.#settled || !this.#head) return;
    const head = this.#head;
    this.#end(incomplete === undefined && promisesToStay(head.headers));
    const timings = this.#trace.timings();
    const bytes = Buffer.concat(this.#chunks).subarray(0, BODY_LIMIT);
    const encoding = head.headers['content-encoding'];
    const body = decodeBody({ bytes, ...(incomplete && { incomplete }) }, String(encoding ?? ''));
    const { peer } = this.#trace;
    this.#resolve(
      body.then((decoded) => ({ kind: 'answer', sent: 'yes', ...head, body: decoded, timings, peer })),
    );
  }

  /** Over: the connection is closed, or left to other requests if it will `stay`. */
  #end(stay: boolean): void {
    this.#settled = true;
    this.#clearTimer(0);
    this.#clearTimer(1);
    this.#request.signal?.removeEventListener('abort', this.#interrupted);
    const { connections } = this.#request;
    if (stay && connections && this.#lane) {
      connections.give(this.#request, this.#lane);
      return;
    }
    if (this.#lane) discard(this.#lane);
  }
}
