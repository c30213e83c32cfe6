import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { expectFailure } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { type FarEnd, NO_NAMESPACE, runInNamespace } from '../helpers/namespace.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { certificate } from '../helpers/tls-server.ts';

const START = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', 'https://c.example'];
/** Beyond the limit, making the namespace and starting the program included; a resolver is waited for 5 s at least. */
const SLACK_MS = 2500;

const FAULTS: { name: string; farEnd: FarEnd; code: string; says: RegExp }[] = [
  {
    name: 'row 3: no such host',
    farEnd: { resolvers: 1, records: { A: 'NXDOMAIN', AAAA: 'NXDOMAIN' } },
    code: 'dns-not-found',
    says: /The host name c\.example does not exist/,
  },
  {
    name: 'row 4: a resolver that fails',
    farEnd: { resolvers: 1, records: { A: 'SERVFAIL', AAAA: 'SERVFAIL' } },
    code: 'dns-temporary',
    says: /could not answer for c\.example \(EAI_AGAIN\)[\s\S]*VPN/,
  },
  {
    name: 'rows 5, 106: a silent resolver',
    farEnd: { resolvers: 1, records: { A: 'SILENT', AAAA: 'SILENT' } },
    code: 'dns-timeout',
    says: /did not answer for c\.example within 1 s/,
  },
  {
    name: 'row 106: three silent resolvers',
    farEnd: { resolvers: 3, records: { A: 'SILENT', AAAA: 'SILENT' } },
    code: 'dns-timeout',
    says: /did not answer for c\.example within 1 s/,
  },
  {
    name: 'row 106: silent about IPv6 only',
    farEnd: { resolvers: 1, records: { A: ['10.9.0.2'], AAAA: 'SILENT' } },
    code: 'dns-timeout',
    says: /did not answer for c\.example within 1 s/,
  },
  {
    name: 'row 6: packets are dropped',
    farEnd: { resolvers: 1, records: { A: ['10.9.0.2'], AAAA: [] } },
    code: 'connect-timeout',
    says: /c\.example:443 \(tried 10\.9\.0\.2\) did not accept a connection within 1 s/,
  },
  {
    name: 'row 108: packets are dropped at every address',
    farEnd: { resolvers: 1, records: { A: ['10.9.0.2', '10.9.0.3'], AAAA: ['fd09::2'] } },
    code: 'connect-timeout',
    says: /tried (?=.*10\.9\.0\.2)(?=.*10\.9\.0\.3)(?=.*fd09::2).* within 1 s/,
  },
  {
    name: 'row 123: a name without addresses',
    farEnd: { resolvers: 1, records: { A: [], AAAA: [] } },
    code: 'dns-no-address',
    says: /The host name c\.example exists, but has no address/,
  },
];

if (NO_NAMESPACE !== undefined) process.stderr.write(`namespace.test.ts: skipped, it ${NO_NAMESPACE}\n`);

describe.skipIf(NO_NAMESPACE !== undefined)('in a network namespace', () => {
  test.each(FAULTS)('$name', async ({ farEnd, code, says }) => {
    const outcome = await runInNamespace(farEnd, [...START, '--connect-timeout', '1s']);
    expectFailure(outcome, 6);
    expect(outcome.stderr).toMatch(says);
    expect(outcome.stderr).toContain(`[${code}]`);
    expect(outcome.stderr).toContain('Nothing was sent.');
    expect(outcome.elapsed).toBeLessThan(1000 + SLACK_MS);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'row 106: %s while a resolver is silent',
    async (signal) => {
      const farEnd: FarEnd = { resolvers: 1, records: { A: 'SILENT', AAAA: 'SILENT' } };
      const outcome = await runInNamespace(farEnd, [...START, '-v'], (child) => {
        setTimeout(() => child.kill(signal), 1500);
      });
      expectFailure(outcome, signal === 'SIGINT' ? 130 : 143);
      expect(outcome.stderr).toContain(`Stopped by ${signal}; nothing had been sent.`);
      expect(outcome.elapsed).toBeLessThan(1500 + SLACK_MS);
    },
  );

  test.each<[FarEnd['records']['A'], RegExp, string]>([
    ['NXDOMAIN', /tracking server {2}t\.example does not exist/, 'does not exist in DNS'],
    [[], /tracking server {2}t\.example exists, but has no address/, 'exists in DNS, but has no address'],
    [
      'SERVFAIL',
      /tracking server {2}the resolver could not answer \(EAI_AGAIN\)/,
      'could not be looked up: the resolver could not answer (EAI_AGAIN). Whether it exists is unknown.',
    ],
    [
      'SILENT',
      /tracking server {2}the resolver did not answer in time/,
      'could not be looked up: the resolver did not answer in time. Whether it exists is unknown.',
    ],
  ])('doctor tells why a tracking server has no address: %j', async (answer, row, words) => {
    const farEnd: FarEnd = { resolvers: 1, records: { A: answer, AAAA: answer } };
    const settings = ['--tracking-server=t.example', ...ACCOUNT.filter((one) => !/tracking/.test(one))];
    const args = ['doctor', ...settings, '--endpoint=http://127.0.0.1:9', '--connect-timeout=1s'];
    const outcome = await runInNamespace(farEnd, args);
    expect(outcome.stdout).toMatch(row);
    expect(outcome.stdout).toContain(`The tracking server t.example ${words}`);
    expect(outcome.code).toBe(6);
  });

  test.each([
    ['endpoint-host', ['--endpoint=acme.sc.omtrdc.net', '--tracking-server=acme.hb-api.omtrdc.net'], []],
    // Only a warning: then the names are looked up, and the resolver is heard.
    [
      'report-suite-form',
      ['--endpoint=acme.hb-api.omtrdc.net', '--tracking-server=acme.sc.omtrdc.net', '--report-suite=a,b'],
      ['dns'],
    ],
  ])('doctor looks no names up after an error in the hosts: %s', async (code, hosts, lookedUp) => {
    const farEnd: FarEnd = { resolvers: 1, records: { A: 'NXDOMAIN', AAAA: 'NXDOMAIN' } };
    const account = ACCOUNT.filter(
      (one) => !hosts.some((given) => given.split('=')[0] === one.split('=')[0]),
    );
    const args = ['doctor', ...account, ...hosts];
    const outcome = await runInNamespace(farEnd, args);
    const { steps = [], findings } = readJsonOutput(await runInNamespace(farEnd, [...args, '--json']));
    const taken = steps.filter(({ status }) => status !== 'skipped').map(({ name }) => name);
    expect(findings.map((finding) => finding.code)).toContain(code);
    if (lookedUp.length > 0) {
      expect(taken).toEqual(expect.arrayContaining(lookedUp));
      expect(outcome.code).toBe(6);
      return;
    }
    expect(outcome.stdout).toMatch(/^Not ready: The endpoint and the tracking server are swapped: /);
    expect(taken).toEqual(['tool', 'config', 'settings', 'hosts']);
    expect(outcome.stdout).toMatch(/^– skipped +proxy, dns, .*body \(hosts failed\)$/m);
    expect([outcome.code, outcome.stderr]).toEqual([2, '']);
  });

  test('row 106: doctor does not wait for a silent resolver', async () => {
    const farEnd: FarEnd = { resolvers: 3, records: { A: 'SILENT', AAAA: 'SILENT' } };
    const args = ['doctor', ...ACCOUNT, '--endpoint', 'https://c.example', '--connect-timeout', '1s'];
    const outcome = await runInNamespace(farEnd, args);
    expect(outcome.code).toBe(6);
    expect(outcome.stdout).toContain('[dns-timeout]');
    expect(outcome.elapsed).toBeLessThan(1000 + SLACK_MS);
  });

  test('row 108: an address that answers late is waited for, beside one that goes nowhere', async () => {
    const authority = await certificate({ isAuthority: true });
    const pair = await certificate({ name: 'c.example', authority });
    const cacert = join(tempDirectory({ 'ca.pem': authority.cert }), 'ca.pem');
    const farEnd: FarEnd = {
      resolvers: 1,
      records: { A: ['10.9.0.2'], AAAA: ['fd09::2'] },
      pair,
      address: '10.9.0.2',
      appearsAfterMs: 2500,
    };
    // The limits are far beyond what a third SYN takes (3 s).
    const args = [...START, '--cacert', cacert, '--connect-timeout', '20s', '--timeout', '25s'];
    const outcome = await runInNamespace(farEnd, args);
    expect([outcome.stderr, outcome.stdout, outcome.code]).toEqual(['', 'abc\n', 0]);
  });
});
