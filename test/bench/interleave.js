import { Bench } from 'tinybench';

/** Lets the members of a group take turns, so that each round measures every one of them once. */
class Turns {
  #waiting = [];
  #next = 0;
  #members;

  constructor(members) {
    this.#members = members;
  }

  async take(member, work) {
    if (member !== this.#next) await new Promise((resolve) => (this.#waiting[member] = resolve));
    try {
      return await work();
    } finally {
      this.#next = (member + 1) % this.#members;
      const wake = this.#waiting[this.#next];
      this.#waiting[this.#next] = undefined;
      wake?.();
    }
  }
}

/**
 * Measures subjects in turn (A B C A B C …), so that a machine whose speed drifts slows all of them alike. `subjects`
 * are functions by name; each gives one sample, of whatever unit. Gives tinybench's statistics by name, of all samples
 * but those of the first round.
 */
export async function interleave(subjects, rounds) {
  const bench = new Bench({
    concurrency: 'bench',
    iterations: rounds,
    time: 0,
    warmupIterations: 1,
    warmupTime: 0,
    throws: true,
  });
  const turns = new Turns(Object.keys(subjects).length);
  for (const [index, [name, measure]] of Object.entries(subjects).entries()) {
    // tinybench speaks of durations, but takes any number that it is given in place of one.
    bench.add(name, async () => ({ overriddenDuration: await turns.take(index, measure) }));
  }
  const tasks = await bench.run();
  return Object.fromEntries(tasks.map(({ name, result }) => [name, result.latency]));
}
