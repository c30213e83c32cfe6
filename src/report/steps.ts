import { sayStep } from '../messages/steps.ts';
import type { Step } from '../model/result.ts';
import { sanitize } from './sanitize.ts';

const WIDTH = 16;

/** One line per step of `doctor`: how it went, what was looked at, how long it took. */
export function stepLine({ name, status, detail, elapsed }: Step): string {
  const time = elapsed === undefined ? '' : ` (${elapsed} ms)`;
  return sanitize(`${status.padEnd(8)} ${name.padEnd(WIDTH)} ${sayStep(detail)}${time}`);
}

/** All steps, for stdout when nothing failed. */
export function stepsText(steps: readonly Step[]): string {
  return steps.map((step) => `${stepLine(step)}\n`).join('');
}
