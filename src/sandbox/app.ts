import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { type Api, createApi, MAX_BODY_BYTES } from './api.ts';
import { ANSWER_FAULTS, type FaultCall, isWireFault } from './fault-answers.ts';
import { WIRE_FAULTS } from './fault-wire.ts';
import { FAULT_NAMES, type FaultName, isFaultName } from './faults.ts';
import { type Answer, empty, message, type RequestLog, toResponse } from './response.ts';

/** What the routes depend on; see the sandbox's options for each. */
export interface AppOptions {
  now: () => number;
  randomId: () => string;
  explain: boolean;
  latencyMs: number;
  fault: FaultName | undefined;
  log: ((line: RequestLog) => void) | undefined;
}

/** What a handler leaves for the log. */
type Logged = Partial<Pick<RequestLog, 'status' | 'eventType' | 'sessionId' | 'note'>>;

type Env = { Bindings: HttpBindings; Variables: { logged: Logged } };

/** The framework's application. */
export type SandboxApp = Hono<Env>;

/** Builds the routes, the log and the faults around the API. */
export function createApp(options: AppOptions): SandboxApp {
  const api = createApi(options);
  const app: SandboxApp = new Hono<Env>({ getPath: (request) => splitPath(request.url).path });
  const send = (c: Context<Env>, answer: Answer) => reply(c, answer, options.now());

  app.use(async (c, next) => {
    const time = options.now();
    // Unreferenced: a sandbox that was closed meanwhile must not keep the program alive.
    if (options.latencyMs > 0) await delay(options.latencyMs, undefined, { ref: false });
    await next();
    const { method } = c.req;
    options.log?.({ time, method, path: pathname(c.req.url), status: c.res.status, ...c.get('logged') });
  });
  app.options('*', (c) => send(c, empty(204)));
  addRoutes(app, api, options, send);
  app.notFound((c) => send(c, message(404, 'Not found.')));
  app.onError((error, c) =>
    send(c, {
      ...message(500, 'The sandbox failed.'),
      log: { note: `bug in the sandbox: ${error.message}` },
    }),
  );
  return app;
}

type Send = (c: Context<Env>, answer: Answer) => Response;

function addRoutes(app: SandboxApp, api: Api, options: AppOptions, send: Send): void {
  const only = (allow: string) => (c: Context<Env>) =>
    send(c, message(405, 'Method not allowed.', { Allow: allow }));

  app.post('/api/v1/sessions', (c) =>
    post(c, options, send, (body) => api.start(splitPath(c.req.url).prefix, body)),
  );
  app.all('/api/v1/sessions', only('OPTIONS, POST'));
  app.post('/api/v1/downloaded', (c) => post(c, options, send, (body) => api.downloaded(body)));
  app.all('/api/v1/downloaded', only('OPTIONS, POST'));
  app.post('/api/v1/sessions/:id/events', (c) =>
    post(c, options, send, (body) => api.event(c.req.param('id'), body)),
  );
  app.all('/api/v1/sessions/:id/events', only('OPTIONS, POST'));
  app.get('/api/v1/schemas/:eventType', (c) => send(c, api.schema(c.req.param('eventType'))));
  app.all('/api/v1/schemas/:eventType', only('GET, HEAD, OPTIONS'));
}

/** Reads the body, then answers, or lets a fault act. Any content type is taken: real players send text/plain. */
async function post(
  c: Context<Env>,
  options: AppOptions,
  send: Send,
  run: (body: Uint8Array) => Answer,
): Promise<Response> {
  const body = await readBody(c.env.incoming);
  if (body === 'gone') {
    c.set('logged', { status: 0, note: 'the client went away' });
    return RESPONSE_ALREADY_SENT;
  }
  const real = () => (body === 'too-large' ? message(413, 'Body too large.') : run(body));
  const fault = c.req.header('X-Sandbox-Fault') ?? c.req.query('fault') ?? options.fault;
  if (fault === undefined) return send(c, real());
  if (!isFaultName(fault))
    return send(c, message(400, `No such fault; there are: ${FAULT_NAMES.join(', ')}`));
  return misbehave(c, fault, { now: options.now, randomId: options.randomId, real }, send);
}

function misbehave(c: Context<Env>, fault: FaultName, call: FaultCall, send: Send): Response {
  const noted = (answer: Answer): Answer => {
    const note = [`fault ${fault}`, answer.log?.note].filter(Boolean).join('; ');
    return { ...answer, log: { ...answer.log, note } };
  };
  if (!isWireFault(fault)) return send(c, noted(ANSWER_FAULTS[fault](call)));
  const sent = WIRE_FAULTS[fault](call, c.env.incoming.socket);
  c.set('logged', { status: sent?.status ?? 0, ...noted(sent ?? empty(0)).log });
  return RESPONSE_ALREADY_SENT;
}

function reply(c: Context<Env>, answer: Answer, time: number): Response {
  c.set('logged', answer.log ?? {});
  return toResponse(answer, time);
}

/** A body that is too large is read to its end all the same: a client still sending would never see the 413. */
async function readBody(incoming: AsyncIterable<Buffer>): Promise<Uint8Array | 'too-large' | 'gone'> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return 'gone';
  }
  return size > MAX_BODY_BYTES ? 'too-large' : Buffer.concat(chunks);
}

/** Parts a path at the last `/api/v1/`. The prefix comes back as `''` or `/…`, never as the `//…` of a host. */
function splitPath(url: string): { prefix: string; path: string } {
  const path = pathname(url);
  const at = path.lastIndexOf('/api/v1/');
  if (at < 0) return { prefix: '', path };
  const segments = path.slice(0, at).split('/').filter(Boolean);
  return { prefix: segments.map((segment) => `/${segment}`).join(''), path: path.slice(at) };
}

function pathname(url: string): string {
  return new URL(url).pathname;
}
