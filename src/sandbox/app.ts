import type { IncomingMessage } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type { Finding } from '../model/finding.ts';
import { type Api, eventTypeOf, MAX_BODY_BYTES } from './api.ts';
import { brokenBody } from './broken-body.ts';
import { ANSWER_FAULTS, type FaultCall, isWireFault } from './fault-answers.ts';
import type { FaultSwitch } from './fault-switch.ts';
import { WIRE_FAULTS } from './fault-wire.ts';
import { FAULT_NAMES, type FaultName, isFaultName } from './faults.ts';
import type { ForwardedCall, Forwarding } from './forward.ts';
import { type Answer, empty, headersOf, message, type Received, toResponse } from './response.ts';

/** What the routes depend on. */
export interface AppOptions {
  api: Api;
  now: () => number;
  randomId: () => string;
  latencyMs: number;
  /** The path before `/api/v1`; empty for none. */
  prefix: string;
  faults: FaultSwitch;
  /** Passes requests on instead of answering them here. */
  forward: Forwarding | undefined;
  log: (received: Received) => void;
}

/** What a handler leaves for the log. */
interface Seen {
  kind?: Received['kind'];
  sessionId?: string;
  body: Uint8Array;
  answer: Answer | undefined;
  /** The answer is still to be written. */
  isWaiting?: true;
  notes: Finding[];
  forwarded?: Received['forwarded'];
  verdict?: Received['verdict'];
}

type Env = { Bindings: HttpBindings; Variables: { seen: Seen } };

/** The framework's application. */
export type SandboxApp = Hono<Env>;

const NO_BODY = new Uint8Array();

/** Builds the routes, the log and the faults around the API. */
export function createApp(options: AppOptions): SandboxApp {
  const app: SandboxApp = new Hono<Env>({ getPath: ({ url }) => pathIn(url, options.prefix) });
  const send: Send = (c, answer) => {
    Object.assign(c.get('seen'), { answer, isWaiting: true });
    return RESPONSE_ALREADY_SENT;
  };
  app.use(async (c, next) => {
    const time = options.now();
    const begin = performance.now();
    c.set('seen', { body: NO_BODY, answer: undefined, notes: [] });
    // Unreferenced: a sandbox that was closed meanwhile must not keep the program alive.
    if (options.latencyMs > 0) await delay(options.latencyMs, undefined, { ref: false });
    await next();
    // A preflight is the browser's, and tells nothing of the player.
    const isPreflight = c.req.method === 'OPTIONS';
    // Before the response goes out: whoever has it finds the request where it is asked for, and recorded.
    if (!isPreflight) options.log(receivedOf(c, time, performance.now() - begin, options.now()));
    write(c, options.now());
  });
  app.options('*', (c) => send(c, empty(204)));
  addRoutes(app, options, send);
  app.notFound((c) => {
    const path = pathname(c.req.url);
    const { prefix } = options;
    const kind = path.includes('/api/v1/') && !path.startsWith(`${prefix}/api/v1/`) ? 'prefix' : 'unknown';
    c.get('seen').notes.push({ code: 'sandbox-path', severity: 'error', args: { kind, path, prefix } });
    return send(c, message(404, 'Not found.'));
  });
  app.onError((error) => toResponse(message(500, `The sandbox failed: ${error.message}`), options.now()));
  return app;
}

/** Writes the answer that was decided. A response object of the platform would take longer than all the rest. */
function write(c: Context<Env>, time: number): void {
  const { answer, isWaiting } = c.get('seen');
  if (!answer || !isWaiting) return;
  const headers = withLength(answer, headersOf(answer, time));
  c.env.outgoing.writeHead(answer.status, headers).end(answer.body);
}

type Send = (c: Context<Env>, answer: Answer) => Response;

function receivedOf(c: Context<Env>, time: number, duration: number, now: number): Received {
  const { incoming } = c.env;
  const { kind, body, answer, notes, forwarded, verdict, ...seen } = c.get('seen');
  const { sessionId = seen.sessionId, notes: more = [] } = answer?.detail ?? {};
  return {
    time,
    duration,
    ...requestPart(incoming),
    body,
    ...(kind && { kind }),
    ...(sessionId !== undefined && { sessionId }),
    status: answer?.status ?? 0,
    response: {
      headers: answer ? Object.entries(headersOf(answer, now)) : [],
      body: incoming.method === 'HEAD' ? NO_BODY : bytesOf(answer?.body),
    },
    notes: [...notes, ...more],
    ...(forwarded && { forwarded }),
    ...(verdict && { verdict }),
  };
}

function bytesOf(body: Answer['body'] | undefined): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : (body ?? NO_BODY);
}

/** What a request says of itself before its body. */
export function requestPart(
  incoming: IncomingMessage,
): Pick<Received, 'method' | 'url' | 'httpVersion' | 'headers' | 'remote'> {
  const { method = '', url = '', httpVersion, rawHeaders, socket } = incoming;
  const headers = rawHeaders.flatMap((name, at): [string, string][] =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? '']] : [],
  );
  return { method, url, httpVersion, headers, remote: socket.remoteAddress ?? '' };
}

function addRoutes(app: SandboxApp, options: AppOptions, send: Send): void {
  const { api, prefix } = options;
  const only = (allow: string) => (c: Context<Env>) => {
    const args = { kind: 'method', path: pathname(c.req.url), allow } as const;
    c.get('seen').notes.push({ code: 'sandbox-path', severity: 'error', args });
    return send(c, message(405, 'Method not allowed.', { Allow: allow }));
  };
  app.post('/api/v1/sessions', (c) =>
    post(c, options, send, { kind: 'session', run: (body, id) => api.start(prefix, body, id) }),
  );
  app.all('/api/v1/sessions', only('OPTIONS, POST'));
  app.post('/api/v1/downloaded', (c) =>
    post(c, options, send, { kind: 'batch', run: (body) => api.downloaded(body) }),
  );
  app.all('/api/v1/downloaded', only('OPTIONS, POST'));
  app.post('/api/v1/sessions/:id/events', (c) => {
    const name = c.req.param('id');
    return post(c, options, send, { kind: 'event', name, run: (body) => api.event(name, body) });
  });
  app.all('/api/v1/sessions/:id/events', only('OPTIONS, POST'));
  app.get('/api/v1/schemas/:eventType', async (c) => {
    const name = c.req.param('eventType');
    const run = (): Answer => api.schema(name);
    const { forward } = options;
    return send(c, forward ? await passOn(c, forward, NO_BODY, { kind: 'schema', name, run }) : run());
  });
  app.all('/api/v1/schemas/:eventType', only('GET, HEAD, OPTIONS'));
}

/** One POST of the API. */
type Call = ForwardedCall & { kind: NonNullable<Received['kind']> };

/** Reads the body, then answers, or lets a fault act. Any content type is taken: real players send text/plain. */
async function post(c: Context<Env>, options: AppOptions, send: Send, call: Call): Promise<Response> {
  const seen = c.get('seen');
  seen.kind = call.kind;
  if (call.name !== undefined) seen.sessionId = call.name;
  const { body, problem } = await readBody(c.env.incoming);
  seen.body = body;
  const broken = problem === 'cut-off' ? brokenBody(c.env.incoming) : undefined;
  if (broken) {
    seen.notes.push(broken.note);
    seen.answer = broken.answer;
  } else if (problem) {
    const args = problem === 'too-large' ? { problem, limit: MAX_BODY_BYTES } : { problem };
    seen.notes.push({ code: 'sandbox-body', severity: 'error', args });
  }
  if (problem === 'cut-off') return RESPONSE_ALREADY_SENT;
  const real = async (): Promise<Answer> => {
    if (problem) return message(413, 'Body too large.');
    return options.forward ? passOn(c, options.forward, body, call) : call.run(body);
  };
  const target = { isStart: call.kind === 'session', eventType: () => eventTypeOf(body) };
  const fault = c.req.header('X-Sandbox-Fault') ?? c.req.query('fault') ?? options.faults.take(target);
  if (fault === undefined) return send(c, await real());
  const known = isFaultName(fault);
  seen.notes.push({ code: 'sandbox-fault', severity: known ? 'info' : 'error', args: { fault, known } });
  if (!known) return send(c, message(400, `No such fault; there are: ${FAULT_NAMES.join(', ')}`));
  const lose = () => call.name !== undefined && options.api.lose(call.name);
  return misbehave(c, fault, { now: options.now, randomId: options.randomId, real, lose }, send);
}

/** Lets the real API answer. */
async function passOn(
  c: Context<Env>,
  forward: Forwarding,
  body: Uint8Array,
  call: ForwardedCall,
): Promise<Answer> {
  const { answer, forwarded, verdict, notes } = await forward(c.env.incoming, body, call);
  const seen = c.get('seen');
  Object.assign(seen, { forwarded, verdict });
  seen.notes.push(...notes);
  return answer;
}

async function misbehave(c: Context<Env>, fault: FaultName, call: FaultCall, send: Send): Promise<Response> {
  if (!isWireFault(fault)) return send(c, await ANSWER_FAULTS[fault](call));
  c.get('seen').answer = await WIRE_FAULTS[fault](call, c.env.incoming.socket);
  return RESPONSE_ALREADY_SENT;
}

/** A body that is too large is read to its end all the same: a client still sending would never see the 413. */
async function readBody(
  incoming: AsyncIterable<Buffer>,
): Promise<{ body: Uint8Array; problem?: 'too-large' | 'cut-off' }> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return { body: Buffer.concat(chunks), problem: 'cut-off' };
  }
  if (size > MAX_BODY_BYTES) return { body: NO_BODY, problem: 'too-large' };
  // A copy: a chunk is a part of what was read from the socket, and would keep all of that.
  return { body: Buffer.concat(chunks) };
}

/** Without a length, the body would be sent in chunks; a 204 has none. */
function withLength({ status, body }: Answer, headers: Record<string, string>): Record<string, string> {
  if (status === 204 || status === 304 || 'Content-Length' in headers) return headers;
  return { ...headers, 'Content-Length': String(Buffer.byteLength(body ?? '')) };
}

/** The path below the prefix; one without it finds no route. */
function pathIn(url: string, prefix: string): string {
  const path = pathname(url);
  if (prefix === '') return path;
  return path.startsWith(`${prefix}/api/v1/`) ? path.slice(prefix.length) : '/without-prefix';
}

function pathname(url: string): string {
  return new URL(url).pathname;
}
