import { describe, expect, test } from 'vitest';
import { parseEndpoint } from '../../../src/config/endpoint.ts';
import { readConfig } from '../../../src/config/read.ts';
import { findingSummaries, sayFinding as say } from '../../../src/messages/index.ts';
import { FINDING_CODES } from '../../../src/model/finding.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { parseJson } from '../../../src/parse/parse-json.ts';
import { parseYaml } from '../../../src/parse/parse-yaml.ts';
import { fakeContext } from '../../helpers/context.ts';
import { exampleOf } from '../../helpers/finding-examples.ts';
import { findingOf } from '../../helpers/findings.ts';
import { tempDirectory } from '../../helpers/temp.ts';

const origin: Origin = { kind: 'file', name: 'x' };

const OURS = /^(?:file|json|config|setting|profile|endpoint)-(?!host)/;

test.each(FINDING_CODES.filter((code) => OURS.test(code)))(
  '%s has a short summary, and words even without details',
  (code) => {
    const summary = findingSummaries().find((one) => one.code === code)?.summary ?? '';
    expect(summary.length).toBeLessThan(80);
    expect(summary.length).toBeGreaterThan(9);
    const words = say(exampleOf(code));
    expect(words.message).toMatch(/[.?]$/);
    expect(words.fix).toMatch(words.run ? /:$/ : /[.?]$/);
    if (code !== 'config-type') expect(words.message + words.fix).not.toMatch(/undefined|\[object/);
  },
);

describe('what is said', () => {
  const yaml = async (text: string) => say(await findingOf(() => parseYaml(text, origin)));
  const json = async (text: string) => say(await findingOf(() => parseJson(text, origin)));
  const config = async (text: string) => {
    const path = `${tempDirectory({ '.mediarc': text })}/.mediarc`;
    return say(await findingOf(() => readConfig({ path, label: '.mediarc' }, fakeContext())));
  };

  test('quote it', async () => {
    const number = await config('reportSuite: 12345\n');
    expect(number).toEqual({
      message: 'reportSuite must be text; without quotes, 12345 is a number.',
      fix: 'Put it in quotes: reportSuite: "12345".',
    });
    // As it is written, not as YAML reads it (12, or in YAML 1.1 even 10).
    expect((await config('reportSuite: 012\n')).message).toContain('without quotes, 012 is a number.');
    expect((await config('{"reportSuite": 12345}')).message).toBe(
      'reportSuite must be a string, not number 12345.',
    );
    expect((await config('reportSuite: 2024-01-01\n')).message).toContain('2024-01-01 without quotes');
    expect((await config('{"reportSuite": 12345}')).fix).toBe('Put it in quotes: "reportSuite": "12345".');
    expect((await config('ignore: [1]\n')).fix).toBe('Put it in quotes: "1".');
    expect((await config('{"ignore": [1]}')).fix).toBe('Put it in quotes: "1".');
    expect((await config('reportSuite:\n')).fix).toBe('Give it a value, or delete the line.');
  });

  test('lists and objects have their articles', async () => {
    expect(await config('{"ignore": "x"}')).toEqual({
      message: 'ignore must be an array, not string "x".',
      fix: 'Give an array.',
    });
    expect((await config('{"profiles": []}')).message).toBe('profiles must be an object, not an array.');
    expect((await config('{"endpoint": {}}')).message).toBe('endpoint must be a string, not an object.');
  });

  test('syntax', async () => {
    expect(await json('{"a": 1,}')).toEqual({
      message: 'This is not JSON: a comma stands before the closing }.',
      fix: 'Delete that comma.',
    });
    expect((await json('{"a": [1')).message).toContain('opened at line 1, column 7');
    expect((await json('{"a": 1, "a": 2}')).message).toContain('the first is at line 1, column 2');
    expect((await config('// x\n{}')).fix).toContain('YAML');
    expect((await json('// x\n{}')).fix).toBe('Delete it.');
    expect((await yaml('a:\n\tb: 1\n')).fix).toBe('Use spaces.');
  });

  test('an endpoint', async () => {
    const finding = await findingOf(() => parseEndpoint('http://h.example:81/x', origin));
    expect(say(finding).fix).toBe('Write https://h.example:81.');
  });
});
