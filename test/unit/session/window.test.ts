import { expect, test } from 'vitest';
import { SortedQueue } from '../../../src/session/window.ts';
import fc from '../../helpers/fc.ts';

test('the queue gives back the smallest key, and of equal ones the first, however it is filled and emptied', () => {
  const steps = fc.array(fc.option(fc.integer({ min: 0, max: 9 })), { maxLength: 80 });
  fc.assert(
    fc.property(steps, (keys) => {
      const queue = new SortedQueue<[number, number]>();
      let model: [number, number][] = [];
      for (const [order, key] of keys.entries()) {
        model.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
        if (key === null) {
          expect(queue.pop()).toEqual(model[0]);
          model = model.slice(1);
        } else {
          queue.push(key, [key, order]);
          model.push([key, order]);
        }
        expect(queue.size).toBe(model.length);
      }
      model.sort((one, other) => one[0] - other[0] || one[1] - other[1]);
      expect(queue.sorted()).toEqual(model);
    }),
  );
});
