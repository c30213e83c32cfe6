import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/diagnosis/verdict.ts';
import type { Answer } from '../../../src/model/exchange.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { redactedValue } from '../../../src/model/redacted.ts';
import type { ExplainedRequest, Result } from '../../../src/model/result.ts';
import { SENSITIVE_PARAMS } from '../../../src/model/sensitive.ts';
import { EXCERPTS } from '../../../src/report/excerpts.ts';
import { renderHar } from '../../../src/report/har.ts';
import { renderJson } from '../../../src/report/json-document.ts';
import { renderJunit } from '../../../src/report/junit.ts';
import { redactResult } from '../../../src/report/redact.ts';
import { renderReport } from '../../../src/report/report.ts';
import { redactBody } from '../../../src/report/secrets.ts';
import { paintFor } from '../../../src/report/style.ts';
import { renderText } from '../../../src/report/text.ts';
import { checkEvent } from '../../../src/rules/check-event.ts';
import fc from '../../helpers/fc.ts';

const CANARIES = [
  'CANARY-vid',
  'CANARY-aid',
  'CANARY-ecid',
  'CANARY-customer',
  'CANARY-app',
  'CANARY-custom',
  'CANARY-session',
  'CANARY-cookie',
];
const url = new URL('https://c.example.com/api/v1/sessions');

const BODY: JsonObject = {
  playerTime: { playhead: 0, ts: 1_795_510_155_262 },
  eventType: 'sessionStart',
  params: {
    'analytics.visitorId': 'CANARY-vid',
    'analytics.aid': 'CANARY-aid',
    'visitor.marketingCloudUserId': 'CANARY-ecid',
    'visitor.customerIDs': { user: { id: 'CANARY-customer', authState: 1 } },
    appInstallationId: 'CANARY-app',
    'media.id': 'kept-id',
  },
  customMetadata: { 'bad key': 'CANARY-custom', fine: 'CANARY-custom' },
};

function answer(status: number): Answer {
  const echoed = `{"message":"bad value ${CANARIES.slice(0, 6).join(' ')}"}`;
  return {
    kind: 'answer',
    sent: 'yes',
    status,
    statusText: 'Status',
    headers: {
      location: status === 302 ? '/login' : '/api/v1/sessions/CANARY-session',
      'set-cookie': 'id=CANARY-cookie',
      'x-echo': ['CANARY-vid', 'x'],
    },
    body: { bytes: Buffer.from(status === 400 ? echoed : '') },
    timings: { total: 1 },
    peer: { addresses: [] },
  };
}

function resultOf(status: number, body: JsonObject = BODY): Result {
  const exchange = answer(status);
  const verdict = judge(exchange, url, 'session');
  const originOf = () => undefined;
  const local = checkEvent(body, {
    originOf,
    now: 1_795_510_155_262,
    online: true,
    eventType: 'sessionStart',
  });
  return {
    command: 'start',
    sent: 'yes',
    exchange,
    request: { method: 'POST', url: url.href, body },
    requestHeaders: { 'content-type': 'application/json' },
    findings: [...verdict.findings, ...local],
    ...(verdict.error && { error: verdict.error }),
    ...(verdict.session && { session: verdict.session }),
  };
}

/** Every form in which a result can leave the program, but for what it is asked to tell (the session's ID). */
async function outputs(result: Result): Promise<string[]> {
  const paint = await paintFor(false);
  const shown = redactResult(result, { sessionId: false });
  const report = redactResult(result, { sessionId: true });
  const text = (verbose: boolean, quiet: boolean): string =>
    renderText(shown, { quiet, verbose, terminal: false, width: 80, excerpts: EXCERPTS, paint });
  const withoutId = (output: string): string => output.replaceAll('CANARY-session', '');
  return [
    text(false, false),
    text(true, false),
    text(false, true),
    withoutId(renderJson(shown)),
    renderHar(report, { version: '0', now: 0 }),
    renderJunit(report),
  ];
}

describe('no canary leaves the program', () => {
  test.each([201, 400, 500, 302])('HTTP %i', async (status) => {
    for (const output of await outputs(resultOf(status))) {
      for (const canary of CANARIES) expect(output).not.toContain(canary);
    }
  });

  test('values of a wrong type are not shown either', async () => {
    const params = Object.fromEntries(SENSITIVE_PARAMS.map((key, index) => [key, 98_765_430 + index]));
    for (const output of await outputs(
      resultOf(400, { ...BODY, params, customMetadata: { n: 98_765_499 } }),
    )) {
      expect(output).not.toMatch(/987654\d\d/);
    }
  });

  test('explain hides the session ID in what it prints', async () => {
    const paint = await paintFor(false);
    const explained = [
      {
        label: 'entry 1: POST https://h/api/v1/sessions/CANARY-session/events',
        kind: 'event',
        origin: { kind: 'file', name: 'x' },
        findings: [],
        verdict: { state: 'valid' },
      },
    ] as ExplainedRequest[];
    const shown = redactResult(
      { command: 'explain', sent: 'no', findings: [], explained },
      { sessionId: true },
    );
    const text = renderReport(shown, {
      quiet: false,
      verbose: false,
      terminal: false,
      width: 80,
      excerpts: EXCERPTS,
      paint,
    });
    expect(text).toContain('entry 1');
    expect(text).not.toContain('CANARY');
  });

  test('the canaries are really there when nothing is redacted', () => {
    const har = renderHar(resultOf(400), { version: '0', now: 0 });
    for (const canary of CANARIES) expect(har).toContain(canary);
  });
});

describe('the redactor', () => {
  const value = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.integer(),
    fc.boolean(),
    fc.record({ id: fc.string() }),
  );
  const safeKey = fc
    .string({ minLength: 1 })
    .filter((key) => !SENSITIVE_PARAMS.includes(key) && key !== '__proto__');

  test('changes the sensitive values and nothing else', () => {
    fc.assert(
      fc.property(
        fc.dictionary(safeKey, value),
        fc.dictionary(safeKey, fc.string()),
        value,
        (params, customMetadata, secret) => {
          const body = {
            eventType: 'x',
            params: { ...params, 'analytics.aid': secret },
            customMetadata,
          } as JsonObject;
          const redacted = redactBody(body);
          expect(redacted['eventType']).toBe('x');
          expect(redacted['params']).toEqual({
            ...params,
            'analytics.aid': redactedValue(secret as JsonValue),
          });
          expect(Object.keys(redacted['customMetadata'] as JsonObject)).toEqual(Object.keys(customMetadata));
          for (const each of Object.values(redacted['customMetadata'] as JsonObject))
            expect(each).toBe('[redacted text]');
          expect((body['params'] as JsonObject)['analytics.aid']).toEqual(secret);
        },
      ),
    );
  });

  test('no secret of four or more characters survives in a HAR', () => {
    const secret = fc.stringMatching(/^[A-Z]{8,12}$/);
    fc.assert(
      fc.property(secret, secret, (visitor, custom) => {
        const body = { ...BODY, params: { 'analytics.visitorId': visitor }, customMetadata: { k: custom } };
        const result = redactResult({ ...resultOf(400, body) }, { sessionId: true });
        const har = renderHar(result, { version: '0', now: 0 });
        expect(har).not.toContain(visitor);
        expect(har).not.toContain(custom);
      }),
    );
  });
});
