import { describe, expect, test } from 'vitest';
import { judge } from '../../../src/diagnosis/verdict.ts';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Answer, Exchange } from '../../../src/model/exchange.ts';
import { FINDING_CODES, type Unweighed } from '../../../src/model/finding.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { REDACTED } from '../../../src/model/redacted.ts';
import type { ExplainedRequest, Result, ResultError, SingleResult } from '../../../src/model/result.ts';
import { SENSITIVE_PARAMS } from '../../../src/model/sensitive.ts';
import { EXCERPTS } from '../../../src/report/excerpts.ts';
import { renderHar } from '../../../src/report/har.ts';
import { renderJson } from '../../../src/report/json-document.ts';
import { renderJunit } from '../../../src/report/junit.ts';
import { redactResult } from '../../../src/report/redact.ts';
import { SENSITIVE_FLAGS } from '../../../src/report/redact-finding.ts';
import { renderReport } from '../../../src/report/report.ts';
import { redactBody } from '../../../src/report/secrets.ts';
import { paintFor } from '../../../src/report/style.ts';
import { renderText } from '../../../src/report/text.ts';
import { paramSpecs } from '../../../src/rules/params.ts';
import fc from '../../helpers/fc.ts';
import { exampleOf } from '../../helpers/finding-examples.ts';
import { argsOf } from '../../helpers/findings.ts';

const url = new URL('https://c.example.com/api/v1/sessions');
const paint = await paintFor(false);

function answer(parts: Partial<Answer>): Answer {
  const body = { bytes: new Uint8Array() };
  const rest = { status: 400, statusText: '', headers: {}, body, timings: { total: 1 } };
  return { kind: 'answer', sent: 'yes', ...rest, peer: { addresses: [] }, ...parts };
}

function resultOf(body: JsonObject, exchange: Exchange, asked = url): Result {
  const { error, session, findings } = judge(exchange, asked, asked === url ? 'session' : 'event');
  const request = { method: 'POST', url: asked.href, body };
  return {
    command: 'start',
    sent: exchange.sent,
    exchange,
    request,
    findings,
    ...(error && { error }),
    ...(session && { session }),
  };
}

/** Every word among the codes that findings carry besides their own. */
const CODE_WORDS = [
  ...new Set(
    FINDING_CODES.flatMap(
      (code) => JSON.stringify(exampleOf(code).args ?? {}).match(/(?<=:")[\w-]{4,}(?=")/g) ?? [],
    ),
  ),
];

const withFinding = (finding: Unweighed): Result => ({
  command: 'start',
  sent: 'no',
  findings: [{ ...finding, severity: 'error' }],
  error: { code: 'usage' },
});

const har = (result: Result): string =>
  renderHar(redactResult(result, { sessionId: true }), { version: '0', now: 0 });

/** Every output, with the parts that the texts of a HAR and of JSON hide behind a second layer of quotes. */
function outputs(result: Result): string {
  const shown = redactResult(result, { sessionId: false });
  const text = (verbose: boolean, quiet: boolean): string =>
    [renderReport, renderText]
      .map((render) =>
        render(shown, {
          quiet,
          verbose,
          terminal: true,
          width: Number.POSITIVE_INFINITY,
          excerpts: EXCERPTS,
          paint,
        }),
      )
      .join('');
  const report = redactResult(result, { sessionId: true });
  const document = JSON.stringify(JSON.parse(har(result)), (_, value) =>
    typeof value === 'string' ? `<${value}>` : value,
  );
  const all = [text(true, false), text(false, false), text(false, true), renderJson(shown)];
  return [...all, har(result), renderJunit(report), document].join('\n');
}

const body = (value: unknown): JsonObject =>
  ({ params: { 'analytics.visitorId': value }, customMetadata: {} }) as JsonObject;

test('flags and params are those of the schema', () => {
  const specs = paramSpecs('sessionStart').filter(({ key }) => SENSITIVE_PARAMS.includes(key));
  expect(specs.map(({ flag }) => flag).sort()).toEqual(
    SENSITIVE_FLAGS.filter((flag) => flag !== '--custom').sort(),
  );
});

describe('redactBody', () => {
  test.each([
    ['customMetadata that is no object', { customMetadata: ['CANARY'] }],
    ['customMetadata that is text', { customMetadata: 'CANARY' }],
    ['customMetadata where it does not belong', { params: { customMetadata: { a: { b: 'CANARY' } } } }],
    ['params as nested objects', { params: { analytics: { visitorId: 'CANARY', reportSuite: 'kept' } } }],
    ['params as a list', { params: [{ 'visitor.customerIDs': { x: { id: 'CANARY' } } }] }],
    ['a name in other letters', { params: { 'Analytics.VisitorID': 'CANARY' } }],
    ['a flat body', { appInstallationId: 'CANARY' }],
  ])('%s', (_, given) => {
    expect(JSON.stringify(redactBody(given as JsonObject))).not.toContain('CANARY');
    const { error, ...rest } = resultOf(given as JsonObject, answer({ statusText: 'CANARY' }));
    expect(outputs(error ? { ...rest, error } : rest)).not.toContain('CANARY');
  });

  test('leaves the rest as it is', () => {
    const given = {
      params: { analytics: { reportSuite: 'kept' }, 'media.id': 'x' },
      qoeData: { a: 1 },
      list: [1],
    };
    expect(redactBody(given)).toEqual(given);
  });
});

describe('what a server repeats', () => {
  const secret = 'Jé"/<a> & \\b';
  const writings = [
    secret,
    JSON.stringify({ message: `bad ${secret}` }),
    JSON.stringify({ message: secret }).replace('é', '\\u00e9').replaceAll('/', '\\/'),
    encodeURIComponent(secret),
    '<p>Jé&quot;/&lt;a&gt; &amp; \\b</p>',
  ];
  test.each(writings)('%s', (text) => {
    const output = outputs(resultOf(body(secret), answer({ body: { bytes: Buffer.from(text) } })));
    expect(output).toContain(REDACTED);
    for (const part of ['Jé', 'J\\u00e9', 'J%C3', '\\b', '%5Cb']) expect(output).not.toContain(part);
  });

  test.each([
    ['another case', 'VISITOR-CANARY-É 7'],
    ['%xx', 'visitor%2dcanary%2D%c3%a9%207'],
    ['\\u', 'v\\u0069sitor-CANARY-\\u00E9 7'],
    ['entities', 'visitor&#45;CANARY&#x2D;&eacute; 7'],
    ['JSON twice', '{\\\\"id\\\\":\\\\"visitor-CANARY-\\\\u00c9 7\\\\"}'],
    ['cut off in an escape', 'visitor%2dcanary%2D%c3'],
  ])('in other letters and escapes: %s', (_, text) => {
    for (const incomplete of [undefined, 'cut'] as const) {
      if (text.endsWith('%c3') && !incomplete) continue;
      const sent = { bytes: Buffer.from(`no ${text}`), ...(incomplete && { incomplete }) };
      const output = outputs(resultOf(body('Visitor-CANARY-é 7'), answer({ body: sent })));
      expect(output).toContain(REDACTED);
      expect(output).not.toMatch(/canary/i);
    }
  });

  test('in the status line, in headers, and in bytes that are not HTTP', () => {
    const headers = { 'x-echo': 'CANARY', Cookie: 'a', location: '/login?u=CANARY' };
    const answered = resultOf(body('CANARY'), answer({ statusText: 'Bad CANARY', headers, status: 302 }));
    const detail = { raw: 'Parse Error near CANARY', bytes: 'HELO CANARY' };
    const parts = { kind: 'failure', sent: 'yes', code: 'not-http', stage: 'sent', detail } as const;
    const failed = resultOf(body('CANARY'), { ...parts, timings: { total: 1 }, peer: { addresses: [] } });
    for (const result of [answered, failed]) expect(outputs(result)).not.toContain('CANARY');
  });

  test('cut off within the secret', () => {
    const [secret, start] = ['visitor-CANARY-0123456789', 'visitor-CANARY-0123'];
    const long = `${'x'.repeat(2000 - start.length)}${secret}`;
    const shortened = resultOf(body(secret), answer({ body: { bytes: Buffer.from(long) } }));
    const cut = answer({ body: { bytes: Buffer.from(`no ${start}`), incomplete: 'cut' } });
    for (const result of [shortened, resultOf(body(secret), cut)])
      expect(outputs(result)).not.toContain('CANARY');
  });

  test('a secret is not looked for in what stands for another one', () => {
    const metadata = { customMetadata: { a: 'redacted', b: 'CANARY-x', c: 'CANARY' } };
    const text = 'CANARY-x, CANARY and redacted';
    const result = redactResult(resultOf(metadata, answer({ body: { bytes: Buffer.from(text) } })), {
      sessionId: false,
    });
    expect(argsOf(result.findings[0])['text']).toBe(`${REDACTED}, ${REDACTED} and redacted`);
  });

  test('a secret that is a part of our own addresses does not break them', () => {
    const metadata = { customMetadata: { a: 'example', b: 'sessions' } };
    const headers = { location: '/api/v1/sessions/CANARY' };
    const created = resultOf(metadata, answer({ status: 201, headers }));
    expect(JSON.parse(har(created)).log.entries[0].request.url).toBe(url.href);
    expect(har(created)).not.toContain('CANARY');
    expect(outputs(resultOf(metadata, answer({})))).toContain('c.example.com refused');
  });

  test('custom metadata of megabytes', { timeout: 60_000 }, () => {
    const result = resultOf({ customMetadata: { a: 'x'.repeat(3_000_000) } }, answer({ status: 413 }));
    expect(har(result).length).toBeLessThan(10_000);
  });
});

describe('the session ID', () => {
  test.each(['end-failed', 'report-failed', 'output-failed', 'interrupted'] as const)(
    'in %s: told on stderr, not in a report',
    (code) => {
      const headers = { location: '/api/v1/sessions/CANARY' };
      const args = { id: 'CANARY', reason: 'EPIPE', sent: 'yes', signal: 'SIGINT' };
      const cause: ResultError = { code: 'not-found', args: { host: 'h', call: 'POST /sessions/CANARY' } };
      const result: Result = {
        ...resultOf({}, answer({ status: 201, headers })),
        error: { code, args, cause },
      };
      const shown = redactResult(result, { sessionId: false });
      const text = renderText(shown, {
        quiet: true,
        verbose: false,
        terminal: false,
        width: Number.POSITIVE_INFINITY,
        excerpts: EXCERPTS,
        paint,
      });
      expect(text).toContain('CANARY');
      expect(har(result)).not.toContain('CANARY');
      expect(renderJunit(redactResult(result, { sessionId: true }))).not.toContain('CANARY');
    },
  );

  test.each(['sessions/CANARY', '/api/v1/sessions/CANARY?x', 'https://other.example/sessions%2FCANARY'])(
    'in the Location %s and wherever it is said again',
    (location) => {
      const bytes = Buffer.from('see \\/sessions\\/CANARY\\/events');
      expect(
        har(resultOf({}, answer({ status: 201, headers: { location }, body: { bytes } }))),
      ).not.toContain('CANARY');
    },
  );

  test('of an event that was refused', () => {
    const asked = new URL(`${url.href}/CANARY/events`);
    const bytes = Buffer.from('{"message":"no session CANARY"}');
    const sent = { ...resultOf({}, answer({ status: 404, body: { bytes } }), asked), command: 'event' };
    const result = sent as SingleResult;
    expect(har(result)).not.toContain('CANARY');
  });

  test('in what explain prints when all is well', () => {
    const label = 'entry 1: POST https://h/api/v1/sessions/CANARY/events';
    const origin = { kind: 'file', name: 'x' } as const;
    const explained: ExplainedRequest[] = [
      { label, kind: 'event', origin, findings: [], verdict: { state: 'valid' } },
    ];
    const result: Result = { command: 'explain', sent: 'no', findings: [], explained };
    const options = {
      quiet: false,
      verbose: false,
      terminal: false,
      width: Number.POSITIVE_INFINITY,
      excerpts: EXCERPTS,
      paint,
    };
    expect(renderReport(redactResult(result, { sessionId: true }), options)).toMatch(
      /^entry 1: .*redacted-session-id.*valid\n$/,
    );
  });
});

describe('findings', () => {
  test('a secret that is spelled like a code leaves the code alone', () => {
    const customMetadata = Object.fromEntries(CODE_WORDS.map((word, at) => [`key${at}`, word]));
    for (const code of FINDING_CODES) {
      const finding = exampleOf(code);
      const result = { ...resultOf({ customMetadata }, answer({})), findings: [finding] };
      const [shown] = redactResult(result, { sessionId: true }).findings;
      const said = JSON.stringify(shown && sayFinding(shown));
      expect(/undefined/.test(said), code).toBe(/undefined/.test(JSON.stringify(sayFinding(finding))));
    }
  });

  test.each<Unweighed>([
    { code: 'json-number', path: '/visitor.marketingCloudUserId', args: { text: '98765' } },
    { code: 'json-number', path: '/params/visitor.marketingCloudUserId', args: { text: '98765' } },
    {
      code: 'ecid-form',
      path: '/params/visitor.marketingCloudUserId',
      args: { key: 'visitor.marketingCloudUserId', suggestion: '98765' },
    },
    {
      code: 'param-type',
      path: '/params/visitor.customerIDs/crm/id',
      actual: { type: 'number', value: 98765 },
      args: { key: 'id' },
    },
    {
      code: 'custom-metadata-type',
      path: '/customMetadata',
      actual: { type: 'string', value: '98765' },
      args: { key: 'customMetadata' },
    },
    {
      code: 'config-type',
      path: 'profiles.a.customMetadata.b',
      actual: { type: 'number', value: 98765 },
      args: { key: 'b', plain: '98765' },
    },
    {
      code: 'usage-option-value',
      expected: { kind: 'form', form: 'key-value' },
      actual: { type: 'text', value: '98765' },
      args: { option: '--custom' },
    },
    {
      code: 'usage-option-value',
      expected: { kind: 'form', form: 'json' },
      actual: { type: 'text', value: '{98765' },
      args: {
        option: '--param-json visitor.customerIDs',
        reason: { problem: 'json', json: { mistake: 'unquoted-string', text: '98765' } },
      },
    },
    {
      code: 'usage-option-value',
      actual: { type: 'text', value: '-98765' },
      args: { option: '--visitor-id', looksLike: '-98765' },
    },
  ])('%j', (finding) => {
    expect(outputs(withFinding(finding))).not.toContain('98765');
  });

  test.each<Unweighed>([
    {
      code: 'param-type',
      path: '/params/media.length',
      expected: { kind: 'type', types: ['number'] },
      actual: { type: 'string', value: '98765' },
      args: { key: 'media.length' },
    },
    {
      code: 'usage-option-value',
      expected: { kind: 'form', form: 'number' },
      actual: { type: 'text', value: '98765' },
      args: { option: '--length' },
    },
  ])('others keep their value: %j', (finding) => {
    expect(outputs(withFinding(finding))).toContain('98765');
  });
});

test('no canary of a random body survives in any output', () => {
  // Digits, so that neither a word of ours nor a hash could hold one by chance.
  const secret = fc.bigInt({ min: 10n ** 15n, max: 10n ** 16n }).map(String);
  const value = fc.oneof(
    secret,
    fc.array(secret, { minLength: 1, maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b'), fc.record({ id: secret, authState: fc.constant(1) })),
  );
  const params = fc.dictionary(fc.constantFrom(...SENSITIVE_PARAMS), value);
  const metadata = fc.oneof(fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), value), value);
  const pieces = fc.array(fc.constantFrom(' ', '","', '%20', '\\', 'a', '<', 'é', '\u0000'), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(
      params,
      metadata,
      pieces,
      fc.constantFrom(201, 302, 400, 500),
      (own, custom, glue, status) => {
        const given = { params: { ...own, 'media.id': 'kept-id' }, customMetadata: custom } as JsonObject;
        const canaries = JSON.stringify([own, custom]).match(/\d{15,}/g) ?? [];
        const echo = canaries.join(glue.join(''));
        const headers = { location: `/api/v1/sessions/5E55?x=${encodeURIComponent(echo)}`, 'x-echo': [echo] };
        const parts = { status, statusText: echo, headers, body: { bytes: Buffer.from(echo) } };
        const output = outputs(resultOf(given, answer(parts)));
        for (const canary of canaries) expect(output).not.toContain(canary);
        expect(output).toContain('kept-id');
      },
    ),
  );
});

test('what is said of several profiles as a whole hides the secrets of each', () => {
  const sessions = ['first-session-id-1', 'second-session-id-2'].map((id) => ({
    id,
    apiVersion: 'v1',
    url: '',
    ended: false,
  }));
  const args = { id: sessions.map(({ id }) => id).join(', '), name: 'x.har', reason: 'ENOSPC' };
  const shown = redactResult(
    {
      command: 'start',
      sent: 'yes',
      findings: [{ code: 'output-discarded', severity: 'warning', args: { id: 'first-session-id-1' } }],
      error: { code: 'report-failed', args },
      runs: sessions.map((session) => ({
        profile: session.id.slice(0, 5),
        result: { command: 'start', sent: 'yes', findings: [], session },
      })),
    },
    { sessionId: true },
  );
  expect(JSON.stringify(shown)).not.toMatch(/session-id-\d/);
  expect(shown.error?.args?.['name']).toBe('x.har');
});
