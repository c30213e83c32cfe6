/**
 * Does some work `count` times, `width` at a time, after once that does not count: what it loads is no part of the
 * rate. Gives the wall time in milliseconds.
 */
export async function inParallel(count, width, work) {
  await work();
  const begin = performance.now();
  let left = count;
  const worker = async () => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: width }, worker));
  return performance.now() - begin;
}
