import { expect, test } from 'vitest';
import { certificatesProblem, secureContext } from '../../../src/client/trust.ts';
import { certificate } from '../../helpers/tls-server.ts';

const { cert, key } = await certificate();
const good = `${cert.trimEnd()}\n`;
const broken = '-----BEGIN CERTIFICATE-----\nabcd\n-----END CERTIFICATE-----\n';
const headless = good.replace(/-----END[^\n]*\n/, '');

test.each([
  ['a certificate', good],
  ['two', good + good],
  ['no line break at the end', good.trimEnd()],
  ['comments, blank lines and a key between', `# ours\n${good}\nand another:\n\n${key}\n${good}`],
  [
    'its markers named in a comment',
    `${good}made of -----END CERTIFICATE----- and -----BEGIN CERTIFICATE----- lines\n`,
  ],
  ['something broken behind the last', `${good}-----BEGIN PRIVATE KEY-----\n!!!\n`],
  ['line ends of Windows', good.replaceAll('\n', '\r\n')],
])('a file that can be read: %s', (_, pem) => {
  expect(certificatesProblem(pem)).toBeUndefined();
});

test.each([
  ['text', 'hello\n', { reason: 'no-certificate' }],
  ['nothing', '', { reason: 'no-certificate' }],
  ['a key', `${key}\n`, { reason: 'other-pem', label: 'private key' }],
  ['one that is broken', broken, { reason: 'certificate-unreadable' }],
  ['one that is cut off', headless, { reason: 'certificate-unreadable' }],
  [
    'a good one and a broken one',
    good + broken,
    { reason: 'one-certificate-unreadable', number: 2, count: 2 },
  ],
  [
    'a broken one before good ones',
    broken + good + good,
    { reason: 'one-certificate-unreadable', number: 1, count: 3 },
  ],
  [
    'a broken key before it',
    `-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n${good}`,
    { reason: 'certificate-unreadable' },
  ],
  [
    'a key that is cut off between two',
    `${good}${key.slice(0, 60)}\n${good}`,
    { reason: 'one-certificate-unreadable', number: 2, count: 2 },
  ],
  ['one not at the start of a line', ` ${good}`, { reason: 'certificate-unreadable' }],
  ['two joined without a line break', good.trimEnd() + good, { reason: 'joined-lines' }],
])('a file of which OpenSSL would silently leave something out: %s', (_, pem, problem) => {
  expect(certificatesProblem(pem)).toEqual(problem);
});

test('what connections trust is put together once', () => {
  const extra = { pem: good, nodeExtra: () => undefined };
  expect(secureContext()).toBe(secureContext());
  expect(secureContext(extra)).toBe(secureContext({ ...extra }));
  expect(secureContext(extra)).not.toBe(secureContext());
  expect(secureContext({ pem: `${good}${good}`, nodeExtra: () => undefined })).not.toBe(secureContext(extra));
});
