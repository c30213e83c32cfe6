import { describe, expect, test } from 'vitest';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { parseYaml } from '../../../src/parse/parse-yaml.ts';
import { findingOf, findingsOf } from '../../helpers/findings.ts';

const source: Origin = { kind: 'file', name: '.mediarc' };
const parse = (text: string) => parseYaml(text, source);

describe('parseYaml', () => {
  test('maps, lists, scalars, comments, CRLF', async () => {
    const document = await parse(
      '# top\r\na: "x" # note\r\nb:\r\n  - 1\r\n  - c: true\r\nd: null\r\ne: |\r\n  two\r\n  lines\r\n',
    );
    expect(document.value).toEqual({ a: 'x', b: [1, { c: true }], d: null, e: 'two\nlines\n' });
    expect(Object.getPrototypeOf(document.value)).toBeNull();
  });

  test('places of keys and values', async () => {
    const document = await parse('a: 1\nb:\n  - x\n  - c:   "y"\n');
    expect(document.locate(['b', 1, 'c'])).toEqual({ ...source, line: 4, column: 10 });
    expect(document.locate(['b', 1, 'c'], 'key')).toMatchObject({ line: 4, column: 5 });
    expect(document.locate(['b', 0])).toMatchObject({ line: 3, column: 5 });
    expect(document.locate(['b', 'none'])).toMatchObject({ line: 3, column: 3 });
    expect(document.locate([])).toMatchObject({ line: 1, column: 1 });
  });

  test.each([
    ['12345', 12345],
    ['0x1F', 31],
    ['1e3', 1000],
    ['010', 10],
    ['2024-01-01', '2024-01-01'],
    ['true', true],
    ['yes', 'yes'],
    ['~', null],
  ])('the source of the plain scalar %s is kept (row 85)', async (text, value) => {
    const document = await parse(`key: ${text}\n`);
    expect(document.value).toEqual({ key: value });
    expect(document.plainScalar?.(['key'])).toBe(text);
  });

  test('quoted scalars and missing paths have no plain text', async () => {
    const document = await parse('a: "1"\nb: \'2\'\n');
    for (const path of [['a'], ['b'], ['c'], []]) expect(document.plainScalar?.(path)).toBeUndefined();
  });

  test('keys are taken as written', async () => {
    expect((await parse('1: a\ntrue: b\n0x1F: c\n"q": d\n')).value).toEqual({
      1: 'a',
      true: 'b',
      '0x1F': 'c',
      q: 'd',
    });
  });

  test('a file of comments is null', async () => {
    expect((await parse('# nothing\n')).value).toBeNull();
  });
});

describe('what is refused', () => {
  test.each<[mistake: string, text: string, line: number, column: number]>([
    ['anchor', 'a: 1\nb: &x 1\n', 2, 4],
    ['alias', 'a: *x\n', 1, 4],
    ['tag', 'a: !!js/function "x"\n', 1, 4],
    ['tag', 'a: !!str 1\n', 1, 4],
    ['directive', '%YAML 1.1\n---\na: yes\n', 1, 1],
    ['documents', 'a: 1\n---\nb: 2\n', 2, 1],
    ['merge', 'a:\n  <<: {b: 1}\n', 2, 3],
    ['key', '? [a]\n: b\n', 1, 3],
    ['tab-as-indent', 'a:\n\tb: 2\n', 2, 1],
    ['block-as-implicit-key', 'a: b: c\n', 1, 4],
    ['bad-scalar-start', 'a: @x\n', 1, 4],
    ['unclosed-quote', 'a: "x\nb: 1\n', 1, 4],
    ['unclosed-quote', "a: 'x\n", 1, 4],
    ['missing-comma', 'a: {"b" "c"}\n', 1, 9],
    ['missing-colon', '? a\nb\n- c\n', 2, 1],
    ['unexpected-token', '{"a": 1} // note\n', 1, 10],
    ['unclosed-bracket', 'a: [1, 2\n', 1, 4],
    ['bad-indent', 'a:\n    b: 1\n  c: 2\n', 3, 3],
    ['bad-indent', 'a: 1\n\n# note\n  b: 2\n', 4, 3],
    ['bad-indent', 'a:\n  - b\n - c\nd: 1\n', 3, 2],
    ['brace-in-value', `a: {b: \${c}, d: 1}\ne: 2\n`, 1, 8],
    ['deep-indent', 'a: 1\n  b: 2\n', 2, 3],
    ['deep-indent', 'a: 1\r\n\r\n  b: 2\r\nc: 3\r\n', 3, 3],
    ['deep-indent', '# note\n  a: 1\nb: 2\n', 2, 3],
    ['missing-space', 'a: 1\nb:two\nc: 3\n', 2, 1],
    ['missing-comma', 'a: {b: 1 c: 2}\n', 1, 8],
  ])('%s: %j', async (mistake, text, line, column) => {
    const [finding] = await findingsOf(() => parse(text));
    expect(finding).toMatchObject({ code: 'config-syntax', args: { mistake }, origin: { line, column } });
    expect(finding && sayFinding(finding).message).toMatch(/^This is not valid YAML: [^\n]{5,}\.$/);
  });

  test('duplicate keys, with both places', async () => {
    const finding = await findingOf(() => parse('a:\n  b: 1\n  b: 2\n'));
    expect(finding).toMatchObject({
      code: 'json-duplicate-key',
      path: '/a/b',
      origin: { line: 3, column: 3 },
      args: { firstLine: 2, firstColumn: 3 },
    });
  });

  test.each(['15090453241531234567', '1e400', '.inf', '.nan', '-.inf'])('the number %s', async (text) => {
    expect(await findingOf(() => parse(`a: ${text}\n`))).toMatchObject({
      code: 'json-number',
      args: { text },
    });
  });

  test('unsafe keys', async () => {
    const findings = await findingsOf(() => parse('__proto__:\n  polluted: yes\n"constructor": 1\n'));
    expect(findings.map((finding) => finding.code)).toEqual(['json-unsafe-key', 'json-unsafe-key']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test.each([
    ['flow lists', '['.repeat(100_000)],
    ['lists', `${'- '.repeat(100_000)}a`],
    ['maps', '{a: '.repeat(50_000)],
  ])('%s nested too deeply', async (_name, text) => {
    expect((await findingOf(() => parse(text))).code).toBe('json-depth');
  });

  test('a bomb of aliases is not expanded', async () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 12; level++)
      lines.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`);
    const findings = await findingsOf(() => parse(lines.join('\n')));
    expect(findings.length).toBeLessThanOrEqual(100);
  });
});
