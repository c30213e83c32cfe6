import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { InspectorStatus } from '../model/inspector.ts';
import { METRICS } from '../model/metrics.ts';
import { briefSession, requestDetail, requestDocument } from '../report/sandbox-document.ts';
import { sessionPart } from '../report/session-document.ts';
import { type Controls, readClock, readFault } from './controls.ts';
import { explainedResult } from './explained.ts';
import { Guard, type GuardOptions } from './guard.ts';
import { harEntry, harFrame } from './har.ts';
import { shownBody, textOf } from './judge.ts';
import { PAGE_PATHS, pageFile } from './page.ts';
import { countOf, ROUTES, readFilter, readLastId, readSwitch, thereAre, wrongParameter } from './query.ts';
import type { Store } from './store.ts';
import { Stream } from './stream.ts';

/** What the page and the query API show and change. */
export interface InspectorOptions extends Controls {
  store: Store;
  guard: GuardOptions;
  /** The sandbox's own URL. */
  url: () => string;
  /** The endpoint that requests are passed on to. */
  forward?: string;
  version: string;
}

/** The page and the query API. */
export interface Inspector {
  fetch(request: Request, env: HttpBindings): Response | Promise<Response>;
  /** Ends what is still open. */
  close(): void;
}

/** A body of a command is small. */
const MOST_BYTES = 64 * 1024;

/** No code but that of the page's own files runs, and it talks to nobody else. */
const SECURITY_HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

type Env = { Bindings: HttpBindings };

/** Builds the page and the query API under `/_sandbox/`. */
export function createInspector(options: InspectorOptions): Inspector {
  const { store } = options;
  const app = new Hono<Env>({ getPath: ({ url }) => new URL(url).pathname });
  const guard = new Guard(options.guard);
  const stream = new Stream(store, () => statusOf(options));
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
    const given = c.req.query('token');
    const refused = guard.refusal(c.env.incoming, given);
    if (refused) return says(c, refused.status, refused.message);
    if (guard.knows(given)) c.header('Set-Cookie', guard.cookie(c.env.incoming.socket.localPort));
    // The token must not stay in the address; a page that loads itself brings the strict cookie along, a redirect does not.
    if (given !== undefined && c.req.path === '/')
      return c.html('<!DOCTYPE html><meta http-equiv="refresh" content="0;url=/"><title>sandbox</title>');
    await next();
    return undefined;
  });
  addChecks(app);
  for (const path of PAGE_PATHS) {
    app.get(path, async (c) => {
      const file = await pageFile(path);
      if (!file) return says(c, 404, 'This build has no page.');
      return c.body(file.bytes, 200, { 'Content-Type': file.type });
    });
  }
  addQueries(app, options);
  addControls(app, options, stream);
  app.get('/_sandbox/stream', (c) => {
    const query = c.req.query('lastEventId');
    if (readLastId(query) === Number.POSITIVE_INFINITY)
      return says(c, 400, 'lastEventId takes the id of a request.');
    // A browser sends the header, and the address with its old query, when it connects again.
    const header = c.req.header('Last-Event-ID');
    const last = { after: readLastId(header ?? query), isBack: header !== undefined };
    stream.open(c.env, SECURITY_HEADERS, last);
    return RESPONSE_ALREADY_SENT;
  });
  app.notFound((c) => says(c, 404, `There is no ${c.req.path.slice(0, 60)}. ${CALLS}`));
  return { fetch: (request, env) => app.fetch(request, env), close: () => stream.close() };
}

/** What can be asked below `/_sandbox/`; the files of the page are no calls. */
const CALLS = `Below /_sandbox/, ${thereAre(Object.keys(ROUTES).filter((path) => !path.startsWith('app.')))}.`;

function says(c: Context<Env>, status: ContentfulStatusCode, message: string): Response {
  return c.json({ message }, status);
}

/** Refuses methods and parameters that a path does not take. */
function addChecks(app: Hono<Env>): void {
  for (const [path, route] of Object.entries(ROUTES)) {
    app.all(`/_sandbox/${path}`, (c, next) => {
      const { method = '' } = c.env.incoming;
      if (!route.methods.includes(method)) {
        c.header('Allow', route.methods.join(', '));
        return Promise.resolve(says(c, 405, `This path takes ${route.methods.join(', ')}.`));
      }
      const wrong = wrongParameter(route, c.req.queries());
      return wrong === undefined ? next() : Promise.resolve(says(c, 400, wrong));
    });
  }
}

function addQueries(app: Hono<Env>, options: InspectorOptions): void {
  const { store } = options;
  app.get('/_sandbox/status', (c) => c.json(statusOf(options)));
  app.get('/_sandbox/metrics', (c) => c.json({ metrics: METRICS }));
  app.get('/_sandbox/sessions', (c) => {
    const isBrief = readSwitch(c.req.query('brief'));
    if (isBrief === undefined) return says(c, 400, 'brief takes true or false.');
    const sessions = store.sessions().map((session) => {
      const explained = store.explained(session);
      return isBrief ? briefSession(explained, session.number) : sessionPart(explained);
    });
    return c.json({ sessions });
  });
  app.get('/_sandbox/sessions/:id', (c) => {
    const name = c.req.param('id');
    const session = store.session(name) ?? store.session(countOf(name) ?? 0);
    if (!session) return says(c, 404, 'No such session.');
    return c.json(sessionPart(store.explained(session)));
  });
  app.get('/_sandbox/requests', (c) => {
    const filter = readFilter(c.req.query());
    if ('message' in filter) return says(c, 400, filter.message);
    const requests = store
      .requests(filter)
      .map((request) => requestDocument(request, shownBody(request.request.body)));
    return c.json({ requests });
  });
  app.get('/_sandbox/requests/:id', (c) => {
    const id = countOf(c.req.param('id'));
    const request = id === undefined ? undefined : store.request(id);
    if (!request) return says(c, 404, 'No such request.');
    return c.json(requestDetail(request, shownBody(request.request.body), textOf));
  });
  app.get('/_sandbox/export.har', (c) => {
    const { head, tail } = harFrame(options.version);
    const entries = exported(c, store).map((request) => harEntry(request, options.url()));
    return attached(c, 'har', 'application/json', `${head}${entries.join(',\n')}${tail}`);
  });
  app.get('/_sandbox/export.html', async (c) => {
    const { renderPage } = await import('../report/handout.ts');
    const { pageAssets } = await import('../output/page-assets.ts');
    const assets = await pageAssets().catch(() => undefined);
    if (!assets) return says(c, 404, 'This build has no page.');
    const result = explainedResult(store, c.req.query('sessionId'));
    const made = { tool: `media-session ${options.version} sandbox`, now: options.clock.now() };
    return attached(c, 'html', 'text/html', renderPage(result, made, assets));
  });
  app.get('/_sandbox/export.ndjson', (c) => {
    const lines = exported(c, store).map(
      (request) => `${JSON.stringify(requestDocument(request, shownBody(request.request.body)))}\n`,
    );
    return attached(c, 'ndjson', 'application/x-ndjson', lines.join(''));
  });
}

function exported(c: Context<Env>, store: Store) {
  const sessionId = c.req.query('sessionId');
  return store.requests(sessionId === undefined ? {} : { sessionId });
}

function attached(c: Context<Env>, ending: string, type: string, text: string): Response {
  const name = `attachment; filename="sandbox.${ending}"`;
  return c.body(text, 200, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Disposition': name });
}

function addControls(app: Hono<Env>, options: InspectorOptions, stream: Stream): void {
  const { store, api, faults, clock } = options;
  app.post('/_sandbox/reset', (c) => {
    faults.set(undefined);
    clock.reset();
    api.reset();
    store.reset();
    return c.body(null, 204);
  });
  app.put('/_sandbox/fault', async (c) => {
    const read = readFault(await bodyOf(c));
    if ('message' in read) return says(c, 400, read.message);
    faults.set(read.rule);
    stream.statusChanged();
    return c.json({ fault: faultOf(options) });
  });
  app.post('/_sandbox/clock', async (c) => {
    const read = readClock(await bodyOf(c));
    if ('message' in read) return says(c, 400, read.message);
    clock.advance(read.advance);
    stream.statusChanged();
    return c.json({ time: clock.now(), advanced: clock.advanced });
  });
}

async function bodyOf(c: Context<Env>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of c.env.incoming) {
    size += (chunk as Buffer).length;
    if (size <= MOST_BYTES) chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function statusOf(options: InspectorOptions): InspectorStatus {
  const { store, clock, forward, version, url } = options;
  return {
    version,
    url: url(),
    time: clock.now(),
    advanced: clock.advanced,
    fault: faultOf(options),
    forward: forward ?? null,
    lastId: store.lastId,
    kept: store.kept,
    dropped: store.dropped,
  };
}

function faultOf({ faults }: InspectorOptions): InspectorStatus['fault'] {
  const { rule } = faults;
  return rule ? { name: rule.name, next: rule.next ?? null, on: rule.on ?? null } : null;
}
