import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import { checkEvent } from '../../../src/rules/check-event.ts';
import { paramSpecs } from '../../../src/rules/params.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/server.ts';
import fc from '../../helpers/fc.ts';

let server: Sandbox;
let session: string;

beforeAll(async () => {
  server = await startSandbox();
});

afterAll(() => server.close());

async function post(path: string, body: unknown): Promise<Response> {
  return fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
}

const value = fc.oneof(
  fc.constantFrom<unknown>('a', '', '60', 0, 1, 60.5, true, false, null),
  fc.constant<unknown>({}),
  fc.constant<unknown>([]),
);

/** Mostly the first, sometimes one of the others. */
const often = (usual: unknown, ...rest: unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...rest));

/** Bodies that are right, nearly right, and wrong, of every event type. */
const body = fc.constantFrom(...EVENT_TYPES, 'contentComplete').chain((eventType) => {
  const specs = paramSpecs(eventType);
  const keys = [...specs.map((spec) => spec.key), 'media.nam', 'media.qoe.bitrate'];
  const right = Object.fromEntries(
    specs.filter((spec) => spec.required).map((spec) => [spec.key, spec.type === 'string' ? 'text' : 1]),
  );
  return fc.record(
    {
      playerTime: often({ playhead: 0, ts: 1_795_510_155_262 }, { playhead: 0 }),
      eventType: fc.constant<unknown>(eventType),
      params: fc
        .tuple(
          fc.boolean(),
          fc.oneof(
            { weight: 2, arbitrary: fc.constant({}) },
            fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 2 }),
          ),
        )
        .map(([complete, more]): unknown => ({ ...(complete && right), ...more })),
      customMetadata: often({}, { 'a-b': 'x' }, { a: 1 }),
      qoeData: often({ 'media.qoe.bitrate': 1 }, { 'media.qoe.bitrate': 1.5 }, { x: 1 }),
    },
    { requiredKeys: ['playerTime', 'eventType'] },
  );
});

/** Errors of the schema, and the one rule besides it that the API documents a 400 for. */
function accepts(candidate: unknown, eventType?: string): boolean {
  const options = {
    originOf: () => undefined,
    now: 1_795_510_155_262,
    online: true,
    ...(eventType && { eventType }),
  };
  const refused = checkEvent(candidate, options).filter(
    (finding) =>
      finding.severity === 'error' &&
      (finding.evidence === 'bundled-schema' || finding.code === 'downloaded-online'),
  );
  return refused.length === 0;
}

test('what check accepts the sandbox accepts, and the other way round', async () => {
  let accepted = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(body, async (candidate) => {
      const isStart = candidate.eventType === 'sessionStart';
      if (isStart) {
        const { status } = await post('/api/v1/sessions', candidate);
        expect(status).toBe(accepts(candidate, 'sessionStart') ? 201 : 400);
        return;
      }
      const start = {
        playerTime: { playhead: 0, ts: 1_795_510_155_262 },
        eventType: 'sessionStart',
        params: Object.fromEntries(
          paramSpecs('sessionStart')
            .filter((spec) => spec.required)
            .map((spec) => [spec.key, spec.type === 'string' ? 'x' : 1]),
        ),
      };
      session = (await post('/api/v1/sessions', start)).headers.get('location') ?? '';
      const { status } = await post(`${session}/events`, candidate);
      const expected = accepts(candidate);
      expect(status).toBe(expected ? 204 : 400);
      if (expected) accepted += 1;
      else refused += 1;
    }),
    { numRuns: 400 },
  );
  // Both sides must really have been met.
  expect(Math.min(accepted, refused)).toBeGreaterThan(5);
}, 60_000);
