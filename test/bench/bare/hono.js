// An empty hono app on the same adapter as the sandbox: reads the body and answers 204, and a 201 to the start.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.post('/api/v1/sessions', async (c) => {
  await c.req.arrayBuffer();
  return c.body(null, 201, { Location: '/api/v1/sessions/abc' });
});
app.post('/api/v1/sessions/:id/events', async (c) => {
  await c.req.arrayBuffer();
  return c.body(null, 204);
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  process.stdout.write(`http://127.0.0.1:${port}\n`),
);
