import { expect, test } from 'vitest';
import { Origins } from '../../../src/body/origins.ts';
import type { Path } from '../../../src/model/json.ts';
import type { Origin } from '../../../src/model/origin.ts';
import fc from '../../helpers/fc.ts';

const origin = (name: string): Origin => ({ kind: 'file', name });
const part = fc.oneof(fc.string(), fc.constantFrom('', '\0', '/', '1:a', 'params'), fc.nat(20));
const path = fc.array(part, { maxLength: 4 }) as fc.Arbitrary<Path>;
const same = (one: Path, other: Path): boolean =>
  one.length === other.length && one.every((step, at) => String(step) === String(other[at]));

test('no path is taken for another, whatever its keys are made of', () => {
  fc.assert(
    fc.property(path, path, (one, other) => {
      fc.pre(!same(one, other) && !same(one, other.slice(0, one.length)));
      const origins = new Origins();
      origins.set(one, origin('one'));
      expect(origins.find(one)).toEqual(origin('one'));
      expect(origins.find(other)).toBeUndefined();
    }),
  );
});

test('what is not known itself is where the nearest above it is', () => {
  const origins = new Origins();
  origins.set(['params'], origin('a file'));
  origins.set(['params', ''], origin('a flag'));
  expect(origins.find(['params', 'media.id'])).toEqual(origin('a file'));
  expect(origins.find(['params', '', 'below'])).toEqual(origin('a flag'));
  expect(origins.find([''])).toBeUndefined();
});
