import { expect, test } from 'vitest';
import { table } from '../../../src/model/table.ts';

test('a table has its own rows and nothing else', () => {
  const names = table({ a: 'A', toString: 'own' });
  expect([names['a'], names['toString']]).toEqual(['A', 'own']);
  for (const name of ['b', '__proto__', 'constructor', 'hasOwnProperty', 'valueOf', 'isPrototypeOf']) {
    expect([name, names[name]]).toEqual([name, undefined]);
  }
  expect(Object.isFrozen(names)).toBe(true);
});
