import { describe, expect, test } from 'vitest';
import { lanesOf } from '../../../src/messages/session-lanes.ts';
import { jsonLines } from '../../../src/model/json-lines.ts';
import { METRICS } from '../../../src/model/metrics.ts';
import type { PageReport, PageRequest } from '../../../src/model/page.ts';
import type { BrokenPart, EventPart, NumbersPart, SessionPart } from '../../../src/model/parts.ts';
import { codeBlock, codeSpan, markdown } from '../../../src/report/markdown.ts';
import { fitted } from '../../../src/report/page-fit.ts';
import { pageHtml } from '../../../src/report/page-html.ts';
import { pictureLines } from '../../../src/report/picture-text.ts';
import fc from '../../helpers/fc.ts';

const origin = { kind: 'file', name: 'log.ndjson', line: 1 } as const;
const event = (ts: number, playhead: number): EventPart => ({
  eventType: 'ping',
  ...{ ts, playhead, status: 204, origin, label: 'line 1' },
});
const broken = (severity: BrokenPart['severity'], ...events: number[]): BrokenPart => ({
  code: 'ping-rare',
  ...{ severity, message: 'Pings are rare.', events, count: 1 },
});
const session = (more: Partial<SessionPart> = {}): SessionPart => ({
  ...{ id: null, content: null, startedAt: 0, endedAt: 60_000, downloaded: false, completed: false },
  ...{ closed: null, spans: [], numbers: {} as NumbersPart, findings: [], events: [] },
  ...more,
});
const request = (more: Partial<PageRequest> = {}): PageRequest => ({
  ...{ label: 'line 1', state: 'valid', verdict: 'valid', findings: [] },
  ...more,
});
const report = (more: Partial<PageReport> = {}): PageReport => ({
  ...{ subject: 'log.ndjson', tool: 'media-session 1', made: '2026-01-01T00:00:00Z', ok: true, verdict: '' },
  ...{ counts: { requests: 0, sessions: 0, errors: 0, warnings: 0, notes: 0 }, passed: [], findings: [] },
  ...{ sessions: [], requests: [], metrics: METRICS },
  ...{ left: { sessions: 0, requests: 0, events: 0, bodies: 0 } },
  ...more,
});

describe('what a report holds', () => {
  test('is everything, if it is small enough', () => {
    const small = report({ requests: [request({ body: { a: 1 } })] });
    expect(fitted(small)).toBe(small);
  });

  test('is what has problems first, in the order of the capture, and says what was left out', () => {
    const long = { text: 'x'.repeat(15_000) };
    const bad = request({ state: 'errors', findings: [broken('error')], body: long });
    const requests = [...Array(400).keys()].map((at) => (at % 2 ? { ...bad } : request({ body: long })));
    const { requests: kept, left } = fitted(report({ requests }));
    const size = JSON.stringify(kept).length;
    expect(size).toBeLessThan(2_000_000);
    expect(size).toBeGreaterThan(1_500_000);
    expect(kept.filter(({ state }) => state === 'errors').length).toBeGreaterThan(100);
    expect(kept.every(({ state, body }) => state === 'errors' || body === undefined)).toBe(true);
    expect(left.requests).toBe(400 - kept.length);
    expect(left.bodies).toBe(400 - kept.filter(({ body }) => body).length);
  });

  test('of a long session is its beginning, its end and what findings stand on', () => {
    const events = [...Array(50_000).keys()].map((at) => event(at, at));
    const long = session({ events, endedAt: 50_000, findings: [broken('error', 25_000)] });
    const [kept] = fitted(report({ sessions: [{ number: 1, session: long }] })).sessions;
    const shown = kept?.session.events ?? [];
    expect(shown.length).toBe(501);
    expect(shown[kept?.session.findings[0]?.events[0] ?? -1]?.ts).toBe(25_000);
    expect(shown.at(-1)?.ts).toBe(49_999);
  });
});

test('the picture in characters has a lane for each kind, marks, and the playhead', () => {
  const spans = [
    { kind: 'content', begin: 0, end: 30_000 },
    { kind: 'pause', begin: 30_000, end: 60_000 },
    { kind: 'state', begin: 0, end: 60_000, label: 'mute' },
  ] as const;
  const lines = pictureLines(
    session({
      spans: [...spans],
      events: [event(0, 0), event(30_000, 30), event(60_000, 30)],
      findings: [broken('warning', 1), broken('info', 1)],
    }),
  );
  expect(lines).toEqual([
    `Findings    ${' '.repeat(30)}1 2`,
    `Content     ${'#'.repeat(30)}${'.'.repeat(30)}`,
    `Pause       ${'.'.repeat(30)}${'#'.repeat(29)}.`,
    `State mute  ${'#'.repeat(59)}.`,
    `Playhead    ${'▁'.repeat(30)}${'█'.repeat(30)}`,
    `            0 s${' '.repeat(53)}60 s`,
  ]);
  expect(pictureLines(session({ startedAt: null, endedAt: null }))).toEqual([]);
});

test('lanes stand in one order; content always has one', () => {
  expect(lanesOf([]).map(({ name }) => name)).toEqual(['Content']);
});

test('JSON laid out is the same JSON, and each line knows its place', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const text = jsonLines(value as never)
        .map((line) => line.text)
        .join('\n');
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(jsonLines({ a: { 'b/c': [1] } }).map(({ path }) => path)).toEqual([
    ...['', '/a', '/a/b~1c', '/a/b~1c/0', '/a/b~1c/', '/a/', '/'],
  ]);
});

test('text from outside is no markup in Markdown', () => {
  expect(markdown('a *b* <i> [x](y) @me #1 $z')).toBe('a \\*b\\* \\<i\\> \\[x\\](y) \\@me \\#1 \\$z');
  expect(markdown('see https://a.example and www.b.example')).toBe(
    'see https&#58;//a.example and www&#46;b.example',
  );
  expect(codeSpan('a `b` c')).toBe('``a `b` c``');
  expect(codeBlock(['```', 'x'])).toEqual(['````', '```', 'x', '````', '']);
});

test('no text of the data ends its element, and the policy allows only the two texts', () => {
  const html = pageHtml('a <b>', { text: '</script><script>alert(1)</script>' }, { script: 's', style: 't' });
  expect(html.match(/<script/g)).toHaveLength(2);
  expect(html).toContain('<title>a &lt;b></title>');
  expect(html).toMatch(/script-src 'sha256-[\w+/]{43}='; style-src 'sha256-/);
});
