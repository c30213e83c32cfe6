import { describe, expect, test } from 'vitest';
import { boundPattern, originalPattern } from '../../../src/rules/pattern.ts';

describe('patterns', () => {
  test.each([['^[a-zA-Z0-9_\\.]+$'], ['^[0-9A-F]{24}@AdobeOrg$'], ['^(?:vod|live)$'], ['^https?://']])(
    '%s runs as it is',
    (pattern) => {
      expect(boundPattern(pattern)).toBe(pattern);
    },
  );

  test.each([['a+b+'], ['^\\d{4}-\\d{2}-\\d{2}$'], ['^(a|b|c|d|e|f)$']])(
    '%s runs on short text only',
    (pattern) => {
      const bounded = boundPattern(pattern) ?? '';
      expect(bounded).not.toBe(pattern);
      expect(originalPattern(bounded)).toBe(pattern);
      const regex = new RegExp(bounded, 'u');
      expect(regex.test('-')).toBe(false);
      expect(regex.test('-'.repeat(256))).toBe(false);
      expect(regex.test('-'.repeat(257))).toBe(true);
    },
  );

  test.each([
    ['(a+)+$'],
    ['^(a|a)*$'],
    ['^(\\w+\\s?)*$'],
    ['(.*a){12}'],
    ['^.*.*.*.*$'],
    [`^${'a?'.repeat(40)}${'a'.repeat(40)}$`],
    [`^${'(a|a)'.repeat(36)}$`],
    ['^(a)\\1$'],
    ['^(?<n>a)\\k<n>$'],
    ['a'.repeat(201)],
    ['('],
    ['\ud800'],
  ])('%s is left out', (pattern) => {
    expect(boundPattern(pattern)).toBeUndefined();
  });
});
