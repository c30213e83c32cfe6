import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Given, OptionSpec } from './definition.ts';
import { longName, type Mistake } from './verb.ts';

/** What a reader objects to, as findings. Whatever else it throws is passed on. */
export function refusals(read: () => unknown): readonly Finding[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof InputError) return error.findings;
    throw error;
  }
}

/** What is wrong with the values of a command line, each by itself. Options of which a mistake is noted are left out. */
export function badValues(
  specs: readonly OptionSpec[],
  given: Given,
  mistakes: readonly Mistake[],
): readonly Finding[] {
  const noted = mistakes.map((mistake) => (mistake.kind === 'finding' ? mistake.finding.args : undefined));
  return specs.flatMap((spec) => {
    const { check } = spec;
    const name = longName(spec);
    if (!check || noted.some((args) => args && 'option' in args && args.option === name)) return [];
    const values = spec.repeatable ? given.list(name) : [given.text(name) ?? []].flat();
    return values.flatMap((value) => check(value));
  });
}
