import type { Finding } from '../../model/finding.ts';
import { type Ignore, silence } from '../../model/ignore.ts';
import type { ResultError, Step, StepDetail } from '../../model/result.ts';
import { strictly } from '../../model/strict.ts';
import { type StepName, withSkipped } from './steps.ts';

/** What a step brought besides its detail. */
interface StepOutcome {
  findings?: readonly Finding[];
  /** Milliseconds. */
  elapsed?: number | undefined;
  failed?: boolean;
}

/** The steps of an examination so far, and what ended it. */
export class StepRecord {
  /** Codes that are not to be reported. */
  ignore: Ignore = new Map();
  error: ResultError | undefined;
  readonly #steps: Step[] = [];
  readonly #strict: boolean;

  /** `strict`: a step with a warning fails. */
  constructor(strict: boolean) {
    this.#strict = strict;
  }

  /** All steps: those that were taken, and those that were not reached. */
  get steps(): Step[] {
    return withSkipped(this.#steps);
  }

  /** A step that has been taken. An error among its findings makes it fail. */
  add(name: StepName, detail: StepDetail, { elapsed, failed, ...more }: StepOutcome = {}): void {
    const findings = this.heard(more.findings ?? []);
    const has = (severity: string): boolean => findings.some((finding) => finding.severity === severity);
    const status = failed || has('error') ? 'failed' : has('warning') ? 'warning' : 'ok';
    this.#steps.push({ name, status, detail, findings, ...(elapsed !== undefined && { elapsed }) });
  }

  /** A step that there is a reason to leave out. */
  omit(name: StepName, why: Extract<StepDetail, { about: 'not-looked-up' }>['why']): void {
    this.#steps.push({ name, status: 'skipped', detail: { about: 'not-looked-up', why }, findings: [] });
  }

  /** The last step is the one that ends the examination. */
  fail(error: ResultError, detail: StepDetail, findings: readonly Finding[] = []): void {
    this.error = error;
    const step = this.#steps.at(-1);
    if (!step) return;
    step.detail = detail;
    step.findings.push(...this.heard(findings));
  }

  /** Findings as they count here. */
  heard(findings: readonly Finding[]): Finding[] {
    return strictly(silence(findings, this.ignore), this.#strict);
  }
}
