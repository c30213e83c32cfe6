import { describe, expect, test } from 'vitest';
import { curlCommand } from '../../../src/body/curl-command.ts';
import type { CapturedRequest } from '../../../src/capture/capture.ts';
import { curlArguments } from '../../../src/capture/curl-options.ts';
import { readCapture } from '../../../src/capture/detect.ts';
import fc from '../../helpers/fc.ts';

const URL_ = 'https://c.example.com/gw/api/v1/sessions';
const read = (text: string) => readCapture(text, { kind: 'file', name: 'c.sh' });
const only = (text: string): CapturedRequest => {
  const { requests } = read(text);
  expect(requests).toHaveLength(1);
  return requests[0] as CapturedRequest;
};

test('what --curl prints reads back: URL, content type and body', () => {
  const key = fc.string().filter((text) => !/^(__proto__|constructor|prototype)$/.test(text));
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string()),
    fc.dictionary(key, fc.string()),
  );
  const path = fc.constantFrom('', '/gw', "/it's", '/a%20b', '/[x]');
  const type = fc.constantFrom('application/json', "text/plain; charset='utf-8'", 'a/b; c="d e"');
  fc.assert(
    fc.property(fc.dictionary(key, value), path, type, (body, prefix, contentType) => {
      const url = new URL(`https://h.example${prefix}/api/v1/sessions`).href;
      const headers = { 'User-Agent': "it's $me `x`", 'Content-Type': contentType };
      const text = JSON.stringify(body);
      const request = only(curlCommand({ url, headers, body: text, caCert: "/tmp/it's.pem" }));
      expect(request).toMatchObject({ kind: 'session', method: 'POST', contentType });
      expect(request.url?.href).toBe(url);
      expect(JSON.stringify(request.body?.value)).toBe(text);
    }),
  );
});

describe('what a command says', () => {
  test.each([
    [`curl -sSi ${URL_} -d '{"a":1}'`, 'application/x-www-form-urlencoded'],
    [`curl --json '{"a":' --json '1}' ${URL_}`, 'application/json'],
    [`curl --json '{"a":1}' -H 'Content-Type: text/plain' ${URL_}`, 'text/plain'],
    [`curl -HContent-Type:x/y -XPOST -d'{"a":1}' --url=${URL_}`, 'x/y'],
    [`curl -x http://p:1 -u 'a:b' -b c=d -A e --retry 3 -k ${URL_} --data-ascii '{"a":1}'`, undefined],
    [`curl --connect-to a:1:b:2 --preproxy p --globoff ${URL_} -o /dev/null -d '{"a":1}'`, undefined],
    [`# start\n\n$ curl ${URL_} \\\n -d '{"a":1}' | jq . # done`, undefined],
    [`# curl ${URL_} -d '{"a":1}'`, undefined],
    [`curl.exe "${URL_}" -d "{""a"":1}"`, undefined],
    [`curl ${URL_} -d "{\\"a\\":1}"`, undefined],
    [`echo '{"a":1}' | curl ${URL_} -d @-`, undefined],
    [`printf '%s' '{"a":1}' |\\\n curl ${URL_} --data-binary @-`, undefined],
  ])('%s', (text, contentType) => {
    const request = only(text);
    expect(request.bodyProblem).toBeUndefined();
    expect(request).toMatchObject({ kind: 'session', method: 'POST', body: { value: { a: 1 } } });
    expect(request.url?.href).toBe(URL_);
    if (contentType) expect(request.contentType).toBe(contentType);
  });

  test('the name of a header may be written anyhow, and a GET is told as one', () => {
    expect(only(`curl -X get ${URL_} -d '{}'`).method).toBe('GET');
    expect(only(`curl -G ${URL_} -d '{}'`).method).toBe('GET');
    expect(only(`curl -H 'CONTENT-TYPE:  a/b ' ${URL_} -d '{}'`).contentType).toBe('a/b');
  });

  test('a URL without a scheme, a variable for a URL, no URL at all', () => {
    expect(only("curl c.example.com/api/v1/sessions -d '{}'").url?.href).toBe(
      'http://c.example.com/api/v1/sessions',
    );
    expect(only("curl 'https://' -d '{}'")).toMatchObject({ kind: 'body', label: 'curl' });
    expect(only("curl -d '{}'")).toMatchObject({ kind: 'body', body: { value: {} } });
  });

  test('the first curl of a line with others, each where it stands', () => {
    const capture = read(
      `curl ${URL_} -d '{"a":1}' ;\n  curl https://h.example/ && curl ${URL_} -d '{"b":2}'`,
    );
    expect(capture.ignored).toBe(1);
    expect(capture.requests).toMatchObject([
      { label: `curl 1: POST ${URL_}`, origin: { line: 1, column: 1 } },
      { label: `curl 3: POST ${URL_}`, origin: { line: 2, column: 30 } },
    ]);
  });
});

describe('several commands, each on its line, with its response', () => {
  const oldCmd = `curl "${URL_}" ^\r\n  -H "a: ^%^2" ^\r\n  --data-raw "^{^\\^"a^\\^":1^}" &\r\n`;
  const powershell = `curl.exe ${URL_} \`\n  -d '{\\"a\\":1,\\"b\\":2,\\"c\\":3}' \`\n  -s\n`;

  test.each([
    ["Chrome's older copy for the command prompt", oldCmd],
    ['PowerShell', powershell],
  ])('%s', (_name, command) => {
    const places = (text: string): unknown[] =>
      read(text).requests.map(({ origin }) => [origin.line, origin.column]);
    expect(places(command.repeat(4))).toEqual([1, 4, 7, 10].map((line) => [line, 1]));
    const answered = (status: number): string => `${command}HTTP/1.1 ${status} X\nA: ^b\n\n^^ \\"\n`;
    expect(read(`${answered(404)}${command}${answered(400)}${answered(201)}`).requests).toMatchObject([
      { origin: { line: 1 }, response: { status: 404, headers: { a: '^b' }, bodyText: '^^ \\"' } },
      { origin: { line: 8 } },
      { origin: { line: 11 }, response: { status: 400 } },
      { origin: { line: 18 }, response: { status: 201 } },
    ]);
  });
});

describe('a body that is not in the command', () => {
  test.each([
    ['-d @body.json', { file: 'body.json' }],
    ['--data-binary @/tmp/b.json', { file: '/tmp/b.json' }],
    ['-T body.json', { file: 'body.json' }],
    ['--data-urlencode @body.json', { file: 'body.json' }],
    ['-d "$(cat body.json)"', { file: 'body.json' }],
    ['-d "$BODY"', { file: '$BODY', form: 'variable' }],
    ['-d @-', { form: 'stdin' }],
  ])('%s', (data, args) => {
    expect(only(`curl ${URL_} ${data}`).bodyProblem).toMatchObject([
      { code: 'capture-body-missing', severity: 'error', args },
    ]);
  });

  test('a file that is piped in is named, too; all files are', () => {
    expect(only(`cat b.json | curl ${URL_} -d @-`).bodyProblem).toMatchObject([{ args: { file: 'b.json' } }]);
    expect(only(`curl ${URL_} -d @a -d '{}' -d @b`).bodyProblem).toMatchObject([
      { args: { file: 'a' } },
      { args: { file: 'b' } },
    ]);
  });

  test.each([
    ['', 'curl-no-body'],
    ['-F a=b', 'curl-form'],
    [`-d '{"a":`, 'curl-unclosed'],
  ])('%s', (data, reason) => {
    expect(only(`curl ${URL_} ${data}`).bodyProblem).toMatchObject([
      { code: 'capture-incomplete', args: { reason } },
    ]);
  });

  test('an encoded body is read, and named; several pieces are a form', () => {
    expect(only(`curl ${URL_} --data-urlencode '{"a":1}'`)).toMatchObject({
      body: { value: { a: 1 } },
      bodyProblem: [{ code: 'capture-not-json', args: { cause: 'url-encoded', read: true } }],
    });
    expect(only(`curl ${URL_} -d '{"a":1}' -d '{"b":1}'`)).toMatchObject({
      bodyProblem: [{ code: 'json-syntax' }],
    });
  });
});

test('options as curl reads them', () => {
  expect(
    curlArguments(['-sSXPUT', '-H', '-x', '-', '--url', 'u', '--data=a=b', '--compressed', 'v', '-d']),
  ).toEqual([
    { name: 's', value: '' },
    { name: 'S', value: '' },
    { name: 'request', value: 'PUT' },
    { name: 'header', value: '-x' },
    { value: '-' },
    { name: 'url', value: 'u' },
    { name: 'data', value: 'a=b' },
    { name: 'compressed', value: '' },
    { value: 'v' },
    { name: 'data', value: '' },
  ]);
});
