import { expect, test } from 'vitest';
import { authSchemes } from '../../../src/client/tunnel.ts';

test.each<[string | string[], string[]]>([
  ['Negotiate', ['Negotiate']],
  [
    ['Negotiate', 'NTLM'],
    ['Negotiate', 'NTLM'],
  ],
  ['Negotiate, NTLM, Basic realm="a, NTLM b"', ['Negotiate', 'NTLM', 'Basic']],
  ['Digest realm="x", nonce=abc, qop = "auth,auth-int", Basic realm=y', ['Digest', 'Basic']],
  ['Negotiate YIIJ0g==, NTLM', ['Negotiate', 'NTLM']],
  ['NTLM,NTLM', ['NTLM']],
  [[], []],
  ['', []],
  ['realm="only"', []],
  ['"never closed, Basic', []],
  ['\u001b[31m, <b>', []],
])('%j offers %j', (header, schemes) => {
  expect(authSchemes(header)).toEqual(schemes);
});
