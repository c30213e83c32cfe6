import { describe, expect, test } from 'vitest';
import { CAPTURE_WORDING } from '../../../src/messages/capture.ts';
import { CAPTURED_REQUEST_WORDING } from '../../../src/messages/captured-request.ts';
import { CAPTURED_RESPONSE_WORDING } from '../../../src/messages/captured-response.ts';
import { CONFIG_FILE_WORDING } from '../../../src/messages/config-file.ts';
import { FILE_WORDING } from '../../../src/messages/files.ts';
import { sayError } from '../../../src/messages/index.ts';
import { ANSWER_WORDING } from '../../../src/messages/outcome-answer.ts';
import { INPUT_ERROR_WORDING } from '../../../src/messages/outcome-input.ts';
import { NETWORK_WORDING } from '../../../src/messages/outcome-network.ts';
import { OWN_WORDING } from '../../../src/messages/outcome-own.ts';
import { ANSWER_FINDING_WORDING } from '../../../src/messages/responses.ts';
import { RULES_WORDING } from '../../../src/messages/rules.ts';
import { SANDBOX_WORDING } from '../../../src/messages/sandbox.ts';
import { SCENARIO_WORDING } from '../../../src/messages/scenario.ts';
import { SCHEMA_DIFF_WORDING } from '../../../src/messages/schema-diff.ts';
import { SESSION_RULES_WORDING } from '../../../src/messages/session.ts';
import { SETTING_WORDING } from '../../../src/messages/settings.ts';
import { USAGE_WORDING } from '../../../src/messages/usage.ts';
import { ERROR_CODES, type ErrorCode } from '../../../src/model/error-codes.ts';
import { FINDING_CODES } from '../../../src/model/finding.ts';
import type { ErrorArgs } from '../../../src/model/result.ts';

/** All that any of the sentences needs. */
const ARGS: ErrorArgs = {
  host: 'c.example.com',
  port: 443,
  addresses: ['127.0.0.1', '::1'],
  limitMs: 5000,
  systemCode: 'ESOMETHING',
  issuer: 'Example CA',
  names: ['a.example.com'],
  proxy: 'http://127.0.0.1:8080',
  proxySource: 'HTTPS_PROXY',
  proxyStatus: '403 Forbidden',
  status: 418,
  statusText: 'I am a teapot',
  url: 'https://c.example.com/api/v1/schemas/play',
  eventType: 'play',
  location: '/x',
  name: 'report.har',
  reason: 'ENOSPC',
  thrown: 'Error: odd',
  id: 'abc',
  label: 'step 3',
  signal: 'SIGINT',
  count: 2,
  bodies: 3,
  failed: 2,
  method: 'POST',
  path: '/api/v1/sessions',
  program: 'npm',
  exitCode: 1,
};

const CODES = Object.keys(ERROR_CODES) as ErrorCode[];
const UNREACHABLE = CODES.filter((code) => ERROR_CODES[code].exit === 'unreachable');
const UNKNOWN = CODES.filter((code) => ERROR_CODES[code].exit === 'outcome-unknown');

test.each(CODES)('%s: one sentence or more for what happened, and what to do', (code) => {
  const { message, fix } = sayError({ code, args: ARGS, cause: { code: 'closed', args: ARGS } });
  for (const text of fix === '' ? [message] : [message, fix]) {
    expect(text).toMatch(/^[^\n]+[.?:)]$/);
    expect(text).not.toMatch(/undefined|NaN|\[object/);
  }
});

describe('whether it may be tried again', () => {
  test.each(UNREACHABLE)('%s: nothing was sent, which the last line says; no doubt is raised', (code) => {
    const { message, fix } = sayError({ code, args: ARGS });
    expect(`${message} ${fix}`).not.toMatch(/was sent, but|may have been started/);
    expect(fix).not.toBe('');
  });

  test.each(UNKNOWN)('%s: a session may have been started', (code) => {
    const { message, fix } = sayError({ code, args: ARGS });
    expect(message).toContain('The request was sent, but');
    expect(fix).toContain('A session may have been started');
  });
});

test.each([
  ['c.hb.omtrdc.net', 'That is a Heartbeat host'],
  ['c.sc.omtrdc.net', 'That is an Analytics tracking server'],
  ['c.data.adobedc.net', 'That is an Analytics tracking server'],
])('a name that does not exist, %s, is recognised as that of another service', (host, hint) => {
  expect(sayError({ code: 'dns-not-found', args: { host } }).fix).toContain(hint);
});

test('every code is worded, and in one place', () => {
  const findings = [
    USAGE_WORDING,
    FILE_WORDING,
    CONFIG_FILE_WORDING,
    SETTING_WORDING,
    RULES_WORDING,
    ANSWER_FINDING_WORDING,
    SCHEMA_DIFF_WORDING,
    CAPTURE_WORDING,
    CAPTURED_REQUEST_WORDING,
    CAPTURED_RESPONSE_WORDING,
    SESSION_RULES_WORDING,
    SANDBOX_WORDING,
    SCENARIO_WORDING,
  ].flatMap((table) => Object.keys(table));
  expect(findings.sort()).toEqual([...FINDING_CODES].sort());
  const errors = [INPUT_ERROR_WORDING, NETWORK_WORDING, ANSWER_WORDING, OWN_WORDING].flatMap((table) =>
    Object.keys(table),
  );
  expect(errors.sort()).toEqual(Object.keys(ERROR_CODES).sort());
});
