import { expect, test } from 'vitest';
import { urlOf } from '../../../src/model/url.ts';

test('text becomes a URL, alone or beside another; what is none is undefined', () => {
  expect(urlOf('https://example.com/a b')?.href).toBe('https://example.com/a%20b');
  expect(urlOf('sessions/1', new URL('https://example.com/api/'))?.href).toBe(
    'https://example.com/api/sessions/1',
  );
  expect(urlOf('sessions/1')).toBeUndefined();
  expect(urlOf('')).toBeUndefined();
});

test('letters such as ü are read in the twenty-thousandth URL as in the first', () => {
  const refused = Array.from({ length: 20_000 }, () => urlOf('https://ü.example/?é')).indexOf(undefined);
  expect(refused).toBe(-1);
});
