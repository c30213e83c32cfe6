import { inFileOrder } from '../../model/file-order.ts';
import type { Finding } from '../../model/finding.ts';
import { type Ignore, silence } from '../../model/ignore.ts';
import { onePerMistake } from '../../rules/one-mistake.ts';

/** The findings about a body as they are reported: without those to be ignored, one for each mistake, in the order of the file. */
export function judged(findings: readonly Finding[], ignore: Ignore): Finding[] {
  const told = silence(findings, ignore);
  // Most bodies of a log have one mistake, if any.
  return told.length < 2 ? told : inFileOrder(onePerMistake(told));
}
