import { expect, test } from 'vitest';
import { parseCount } from '../../../src/config/check.ts';
import { parseDuration } from '../../../src/config/durations.ts';

test.each([
  ['5s', 5000],
  ['800ms', 800],
  ['2m', 120_000],
  ['5', 5000],
  ['1.5s', 1500],
  ['0.25', 250],
  ['1.1s', 1100],
  ['4.35s', 4350],
  ['0.5ms', 1],
  ['3600', 3_600_000],
  ['60m', 3_600_000],
])('%s is %i ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected);
});

test.each([
  '',
  '0',
  '0s',
  '-1',
  '+1',
  '5 s',
  ' 5',
  '5S',
  '1h',
  '.5',
  '5.',
  '1e3',
  '0x10',
  '61m',
  '3601',
  'Infinity',
  '5ms5',
  '１',
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  ['0', 0],
  ['7', 7],
  ['99', 99],
  ['100', undefined],
  ['01', undefined],
  ['-1', undefined],
  ['1.0', undefined],
  ['', undefined],
  [' 1', undefined],
])('the count %j', (text, expected) => {
  expect(parseCount(text)).toBe(expected);
});
