import { expect, test } from 'vitest';
import { ENVIRONMENT } from '../../src/cli/environment.ts';
import { SETTINGS } from '../../src/config/settings.ts';
import { main } from '../../src/main.ts';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { certificate } from '../helpers/tls-server.ts';

const KNOWN = new Set([
  ...SETTINGS.map((spec) => spec.env as string),
  ...ENVIRONMENT.flatMap(([names]) => names.split(', ')),
]);

test('every variable that is read is in a table of docs/config.md, and every one in it is read', async () => {
  const asked = new Set<string>();
  const recording = (given: Record<string, string>): Record<string, string | undefined> =>
    new Proxy(given, {
      get: (target, name) => {
        asked.add(String(name).toUpperCase());
        return target[String(name)];
      },
    });
  const server = await rawServer({ answer: (socket) => socket.end(httpAnswer('400 Bad Request')) });
  const cwd = tempDirectory({ 'x.json': '{}', 'ca.pem': (await certificate()).cert });
  const calls = [
    ['start', ...ACCOUNT, ...CONTENT, `--endpoint=${server.url}`, '--github'],
    ['start', ...ACCOUNT, ...CONTENT, '--endpoint=https://127.0.0.1:9', '--cacert=ca.pem'],
    ['check', '--body=x.json', '--github'],
    ['config', 'show'],
  ];
  const found = tempDirectory({ '.mediarc': '{}' });
  await main(['config', 'show'], fakeContext({ env: recording({}), cwd: found }));
  for (const argv of calls) {
    // NO_PROXY counts only where there is a proxy.
    for (const given of [{}, { http_proxy: 'http://127.0.0.1:1' }]) {
      await main(argv, fakeContext({ env: recording(given), cwd }));
    }
  }
  expect([...asked].filter((name) => !KNOWN.has(name))).toEqual([]);
  // HOME and USERPROFILE come through the context, not from here.
  const elsewhere = ['HOME', 'USERPROFILE'];
  expect([...KNOWN].filter((name) => !asked.has(name) && !elsewhere.includes(name))).toEqual([]);
});
