import { describe, expect, test } from 'vitest';
import { IGNORABLE, ignorableCode, ignoredByFlag } from '../../../src/config/ignorable.ts';
import { mergeIgnore } from '../../../src/config/ignore.ts';
import { ERROR_CODES } from '../../../src/model/error-codes.ts';
import { InputError } from '../../../src/model/errors.ts';
import { FINDING_CODES, type Finding } from '../../../src/model/finding.ts';
import { isHeard, silence, withoutIgnored } from '../../../src/model/ignore.ts';
import type { Result } from '../../../src/model/result.ts';

const flag = { kind: 'flag', name: '--ignore' } as const;
const file = { kind: 'file', name: '.mediarc', line: 2 } as const;
const typed: Finding = { code: 'param-type', severity: 'error', args: { key: 'a' } };
const unknown: Finding = { code: 'param-unknown', severity: 'error', args: { key: 'b' } };
const skew: Finding = { code: 'clock-skew', severity: 'warning', args: { seconds: 300 } };
const all = [typed, unknown, skew, typed];
const ignore = mergeIgnore(['param-type', 'clock-skew']);

describe('silence', () => {
  test('what is to be ignored counts for nothing, and everything else stays as it is', () => {
    const marked = silence(all, ignore);
    expect(marked.filter(isHeard)).toEqual([unknown]);
    expect(marked.filter((one) => !isHeard(one)).map(({ severity }) => severity)).toEqual([
      'info',
      'info',
      'info',
    ]);
    expect(silence(all, new Map())).toEqual(all);
  });

  test('twice is the same as once', () => {
    expect(silence(silence(all, ignore), ignore)).toEqual(silence(all, ignore));
  });
});

describe('withoutIgnored', () => {
  const findings = silence(all, ignore);

  test('takes them out and counts them by code', () => {
    expect(withoutIgnored({ command: 'check', sent: 'no', findings })).toMatchObject({
      findings: [unknown],
      ignored: { 'clock-skew': 1, 'param-type': 2 },
    });
  });

  test('adds to what was counted already', () => {
    const result: Result = { command: 'check', sent: 'no', findings, ignored: { 'param-type': 40 } };
    expect(withoutIgnored(result).ignored).toEqual({ 'clock-skew': 1, 'param-type': 42 });
  });

  test('takes them out of parts, too, and counts each once', () => {
    const steps = [{ name: 'body', status: 'ok', detail: { about: 'interrupted' }, findings }] as const;
    const origin = file;
    const explained = [{ label: 'x', kind: 'body', verdict: { state: 'valid' }, origin, findings }] as const;
    const counts = { 'clock-skew': 1, 'param-type': 2 };
    expect(withoutIgnored({ command: 'doctor', sent: 'no', findings, steps: [...steps] })).toMatchObject({
      steps: [{ findings: [unknown] }],
      ignored: counts,
    });
    expect(
      withoutIgnored({ command: 'explain', sent: 'no', findings, explained: [...explained] }),
    ).toMatchObject({ explained: [{ findings: [unknown] }], ignored: counts });
  });

  test('of several profiles the whole has the sum', () => {
    const one = { command: 'check', sent: 'no', findings } as const;
    const runs = ['a', 'b'].map((profile) => ({ profile, result: { ...one, findings: [...findings] } }));
    const whole = withoutIgnored({ command: 'check', sent: 'no', findings: silence([skew], ignore), runs });
    expect(whole).toMatchObject({
      findings: [],
      ignored: { 'clock-skew': 3, 'param-type': 4 },
      runs: [{ result: { ignored: { 'clock-skew': 1, 'param-type': 2 } } }, { profile: 'b' }],
    });
  });

  test('a result without any is left alone', () => {
    const result: Result = { command: 'check', sent: 'no', findings: [unknown] };
    expect(withoutIgnored(result)).toBe(result);
  });
});

describe('the codes', () => {
  test('every code of a finding can be ignored, or is refused with the reason', () => {
    for (const code of FINDING_CODES) {
      const read = ignorableCode(code, flag);
      if (IGNORABLE.includes(code)) expect(read).toBe(code);
      else expect(read).toMatchObject({ code: 'ignore-invalid', args: { stopping: true } });
    }
    expect(IGNORABLE.length).toBeGreaterThan(40);
  });

  test('what a run ends with cannot be ignored', () => {
    for (const code of Object.keys(ERROR_CODES))
      expect(ignorableCode(code, flag)).toMatchObject({ args: { stopping: true } });
  });

  test.each([
    ['ts-secnds', 'ts-seconds'],
    ['param-typ', 'param-type'],
    ['clock_skew', 'clock-skew'],
    ['toString', undefined],
    ['', undefined],
    ['param-type,param-unknown', undefined],
  ])('%j', (name, suggestion) => {
    const read = ignorableCode(name, flag) as Finding;
    expect(read).toMatchObject({ code: 'ignore-invalid', severity: 'error', origin: flag });
    expect(read.args).toEqual({ name, stopping: false, ...(suggestion && { suggestion }) });
  });

  test('all mistakes are reported at once', () => {
    const work = (): unknown => ignoredByFlag(['x', 'param-type', 'y', 'usage']);
    expect(work).toThrow(InputError);
    expect(work).toThrow(/^usage: ignore-invalid, ignore-invalid, ignore-invalid$/);
  });

  test('flag, profile and file add up; the first of them is the origin', () => {
    const profile = { ignore: [{ value: 'ts-range', origin: { ...file, line: 7 } } as const] };
    const config = {
      ignore: [
        { value: 'ts-range', origin: file },
        { value: 'param-type', origin: file },
        { value: 'clock-skew', origin: file },
      ] as const,
    };
    const merged = mergeIgnore(['param-type'], profile, { ignore: [...config.ignore] });
    expect(Object.fromEntries(merged)).toEqual({
      'param-type': flag,
      'ts-range': { ...file, line: 7 },
      'clock-skew': file,
    });
  });
});

test('any number of findings can be ignored', () => {
  const findings = silence(Array<Finding>(300_000).fill(typed), ignore);
  expect(withoutIgnored({ command: 'explain', sent: 'no', findings })).toMatchObject({
    findings: [],
    ignored: { 'param-type': 300_000 },
  });
});
