// npm run bench -- --only sandbox: how many events a second the sandbox takes, with the page closed and open, beside an empty hono app.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { interleave } from './interleave.js';
import { playEvents } from './load.js';
import { row } from './table.js';

const BIN = fileURLToPath(new URL('../../bin/media-session.js', import.meta.url));
const BARE = fileURLToPath(new URL('bare/hono.js', import.meta.url));

const EVENTS = 5_000;

/** Memory is read after each of these numbers of events. */
const MARKS = [100_000, 200_000, 300_000, 400_000, 500_000];

/** Starts a server that prints its URL first. */
function start(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve) => {
    child.stdout.once('data', (chunk) => {
      const url = /https?:[^"\s]+/.exec(String(chunk))[0];
      // What is printed afterwards is read, and thrown away.
      child.stdout.resume();
      resolve({ url, port: Number(new URL(url).port), pid: child.pid, stop: () => child.kill() });
    });
  });
}

/** Reads a stream as the page does, without looking at it. */
async function watch(url) {
  const controller = new AbortController();
  const { body } = await fetch(`${url}/_sandbox/stream`, { signal: controller.signal });
  const reader = body.getReader();
  const read = async () => {
    while (!(await reader.read()).done);
  };
  read().catch(() => {});
  return () => controller.abort();
}

const residentMb = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function speeds(rounds) {
  const bare = await start([BARE]);
  const sandboxes = [
    await start([BIN, 'sandbox', '-q']),
    await start([BIN, 'sandbox', '-q']),
    await start([BIN, 'sandbox', '--json']),
  ];
  const unwatch = await watch(sandboxes[1].url);
  const stats = await interleave(
    {
      bare: () => playEvents(bare.port, EVENTS),
      closed: () => playEvents(sandboxes[0].port, EVENTS),
      open: () => playEvents(sandboxes[1].port, EVENTS),
      json: () => playEvents(sandboxes[2].port, EVENTS),
    },
    rounds,
  );
  unwatch();
  for (const server of [bare, ...sandboxes]) server.stop();
  return stats;
}

async function memory() {
  const server = await start([BIN, 'sandbox', '-q']);
  const figures = [];
  let done = 0;
  for (const mark of MARKS) {
    await playEvents(server.port, mark - done, { most: 1_000 });
    done = mark;
    figures.push(residentMb(server.pid));
  }
  server.stop();
  return figures;
}

const one = (value) => ({ p50: value, mad: 0 });

/** Events a second, and resident memory while half a million come. */
export async function sandboxRows({ rounds }) {
  const { bare, closed, open, json } = await speeds(Math.min(rounds, 10));
  const used = await memory();
  const unit = 'events/s';
  return [
    row({ name: 'an empty hono app', unit, stats: bare }),
    row({ name: 'sandbox -q, page closed', unit, stats: closed, peer: 'hono', peerStats: bare }),
    row({ name: 'sandbox -q, page open', unit, stats: open, peer: 'closed', peerStats: closed }),
    row({ name: 'sandbox --json', unit, stats: json, peer: 'closed', peerStats: closed }),
    ...MARKS.map((mark, index) =>
      row({
        name: `memory after ${mark} events`,
        unit: 'MB',
        stats: one(used[index]),
        // Until then the limit has been reached, and the heap has grown to what it needs.
        ...(index > 1 && { peer: 'that at 200000', peerStats: one(used[1]), target: { atMost: 1.25 } }),
      }),
    ),
  ];
}
