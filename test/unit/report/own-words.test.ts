import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import { isTelling } from '../../../src/report/own-words.ts';
import { paramSpecs } from '../../../src/rules/params.ts';

const keys = EVENT_TYPES.flatMap((eventType) => paramSpecs(eventType).map(({ key }) => key));

test('no event type, key or part of a key is hidden in a text', () => {
  const words = [...EVENT_TYPES, ...keys, ...keys.flatMap((key) => key.split('.'))];
  expect(words.length).toBeGreaterThan(100);
  expect(words.filter(isTelling)).toEqual([]);
});

describe('which values are hidden in a text', () => {
  test.each([
    'false',
    'true',
    'null',
    'media.channel',
    'sports',
    'Sports',
    'vod',
    '12345',
    'required',
    'Invalid',
    '',
  ])('"%s" stays', (value) => expect(isTelling(value)).toBe(false));
  test.each([
    'johnsmith',
    'a@b.example',
    'user-7',
    '123456',
    'McLeod',
    'visitor-CANARY',
    '   x    y',
    'Jürgen Ö',
  ])('"%s" is hidden', (value) => expect(isTelling(value)).toBe(true));
});
