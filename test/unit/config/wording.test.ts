import { describe, expect, test } from 'vitest';
import { parseEndpoint } from '../../../src/config/endpoint.ts';
import { readConfig } from '../../../src/config/read.ts';
import { CONFIG_WORDING, type ConfigCode } from '../../../src/messages/config.ts';
import { FINDING_CODES, type Finding, type FindingCode } from '../../../src/model/finding.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { parseJson } from '../../../src/parse/parse-json.ts';
import { parseYaml } from '../../../src/parse/parse-yaml.ts';
import { fakeContext } from '../../helpers/context.ts';
import { findingOf } from '../../helpers/findings.ts';
import { tempDirectory } from '../../helpers/temp.ts';

const origin: Origin = { kind: 'file', name: 'x' };
const say = (finding: Finding) => CONFIG_WORDING[finding.code as ConfigCode].say(finding);

test('every code of files, JSON, config and settings is worded', () => {
  const ours = (code: FindingCode) => /^(file|json|config|setting)-|^profile-unknown$/.test(code);
  for (const code of FINDING_CODES.filter(ours)) expect(Object.keys(CONFIG_WORDING)).toContain(code);
});

test('every code has a short summary, and words even without details', () => {
  for (const [code, { summary }] of Object.entries(CONFIG_WORDING)) {
    expect(summary.length, code).toBeLessThan(80);
    const words = say({ code: code as ConfigCode, severity: 'error' });
    expect(words.message, code).toMatch(/[.?]$/);
    expect(words.fix, code).toMatch(/[.?]$/);
  }
});

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
      message: 'reportSuite must be a string, but is number 12345.',
      fix: 'Put it in quotes: reportSuite: "12345".',
    });
    expect((await config('reportSuite: 2024-01-01\n')).message).toContain('2024-01-01 without quotes');
    expect((await config('{"reportSuite": 12345}')).fix).toBe('Put it in quotes: "reportSuite": "12345".');
    expect((await config('reportSuite:\n')).fix).toBe('Give it a value, or delete the line.');
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
