import { expect, test } from 'vitest';
import { parseCount } from '../../../src/config/check-setting.ts';
import { parseDuration } from '../../../src/config/durations.ts';
import fc from '../../helpers/fc.ts';

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
  ['1h', 3_600_000],
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
  '1d',
  '2h',
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

const HOUR_MS = 60 * 60 * 1000;
const UNITS = { ms: 1, s: 1000, m: 60_000 };

test('whole numbers of every unit are exact, up to an hour', () => {
  const unit = fc.constantFrom<keyof typeof UNITS>('ms', 's', 'm');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 * HOUR_MS }), unit, (count, name) => {
      const expected = count * UNITS[name];
      expect(parseDuration(`${count}${name}`)).toBe(expected <= HOUR_MS ? expected : undefined);
    }),
  );
});

test('milliseconds written as parts of a second come back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: HOUR_MS }), fc.constantFrom('', 's'), (count, name) => {
      expect(parseDuration(`${(count / 1000).toFixed(3)}${name}`)).toBe(count);
    }),
  );
});

test('any text is a whole number of milliseconds within an hour, or no duration', () => {
  const piece = fc.constantFrom(...'0123456789.-+e sm'.split(''), 'ms', '٣');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((all) => all.join('')),
      ),
      (text) => {
        const found = parseDuration(text);
        if (found === undefined) return;
        expect(text).toMatch(/^\d+(\.\d+)?(ms|s|m)?$/);
        expect(Number.isInteger(found) && found > 0 && found <= HOUR_MS).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
