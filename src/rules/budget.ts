import vm from 'node:vm';

/** How long a schema that a server sent may take us over one body, in milliseconds of wall time. */
const MOST_MS = 400;
/** What each further body adds to that, in milliseconds: thirty times what one takes by the API's own schema. */
const PER_BODY_MS = 1;

/**
 * What the patterns and keywords of one schema may cost together. A static bound for each pattern does not add up: fifty that
 * are just within it take half a minute, during which no signal gets through.
 */
export class Budget {
  #left = MOST_MS;

  /**
   * Runs something synchronous. Undefined when it was stopped, or not begun because earlier runs had used the budget up. What
   * is `short` needs no clock beside it, which costs more (0.05 to 0.5 ms) than the API's own schema does.
   */
  run<T>(work: () => T, short: boolean): { value: T } | undefined {
    const limit = Math.min(MOST_MS, Math.floor(this.#left));
    if (limit < 1) return undefined;
    const begin = performance.now();
    const done = short ? { value: work() } : within(limit, work);
    this.#left += PER_BODY_MS - (performance.now() - begin);
    // A schema that was stopped once would be stopped again, at the price of the whole limit.
    if (!done) this.#left = Number.NEGATIVE_INFINITY;
    return done;
  }
}

/** Made when it is first needed, since that takes a millisecond. */
let clock: { context: vm.Context; script: vm.Script } | undefined;

function newClock(): NonNullable<typeof clock> {
  // The only text that is ever run here: it calls what `within` puts in its place.
  return { context: vm.createContext(Object.create(null)), script: new vm.Script('work()') };
}

/** V8 stops code anywhere, within a regular expression, too, but only what it was asked to run as a script. */
function within<T>(limitMs: number, work: () => T): { value: T } | undefined {
  clock ??= newClock();
  const { context, script } = clock;
  let done: { value: T } | undefined;
  context['work'] = () => {
    done = { value: work() };
  };
  try {
    script.runInContext(context, { timeout: limitMs });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return undefined;
  }
  return done;
}
