import { duration } from '../messages/phrases.ts';
import type { Context, Sink } from '../model/context.ts';
import { errorExitCode } from '../model/error-codes.ts';
import type { RetryNotice } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { Hooks } from '../model/hooks.ts';
import type { OutputMode } from '../model/output-mode.ts';
import { type Reports, reportFiles } from '../model/reports.ts';
import {
  type CommandName,
  type ProfileRun,
  type Result,
  type ResultError,
  type Session,
  type SingleResult,
  sessionOf,
} from '../model/result.ts';
import { type SystemCode, systemCodeOf } from '../model/system-code.ts';
import { renderJson } from '../report/json-document.ts';
import { redactResult } from '../report/redact.ts';
import { runOutcome, sessionIds } from '../report/runs.ts';
import { sanitize } from '../report/sanitize.ts';
import { runsText, stdoutText } from '../report/stdout.ts';
import { paintFor, wantsColor } from '../report/style.ts';
import { renderText } from '../report/text.ts';
import { visible } from '../report/visible.ts';

/** Brings results to stdout and stderr, and keeps an ID from getting lost when stdout fails. */
export class Delivery implements Hooks {
  readonly output: OutputMode;
  command: CommandName = 'media-session';
  /** Files to write besides the output. */
  reports: Reports = { github: false, noRedact: false };
  readonly #context: Context;
  /** IDs that reached stdout in full. */
  readonly #written = new Set<string>();
  #profiles: readonly string[] = [];
  #announced = false;
  #progressShown = false;
  #writeError: NodeJS.ErrnoException | undefined;

  constructor(output: OutputMode, context: Context) {
    this.output = output;
    this.#context = context;
  }

  /** Help that was asked for is output; help shown instead of an answer is a usage error. */
  async help(text: string, wanted: boolean): Promise<number> {
    if (!wanted) {
      await this.#write(this.#context.stderr, text);
      return 2;
    }
    if (!this.output.json && !(await this.#write(this.#context.stdout, text))) return 0;
    return this.finish({ command: 'help', sent: 'no', findings: [], help: text });
  }

  /** Writes the output of a command that then runs until it is stopped; a failed write changes the result. */
  readonly announce = async (result: Result): Promise<Result> => {
    const written = await this.#writeStdout(result);
    this.#announced = true;
    return written;
  };

  /** Which profiles a command will run for: rows of a table on a terminal are aligned by them. */
  readonly profiles = (names: readonly string[]): void => {
    this.#profiles = names;
    this.#showProgress(`0 of ${names.length} profiles done`);
  };

  /**
   * Writes the ID the moment the session exists, so that nothing that happens later can lose it; of several profiles,
   * with the profile before it.
   */
  readonly sessionStarted = async (session: Session, profile?: string): Promise<void> => {
    if (this.output.json) return;
    const { id } = session;
    await this.#clearProgress();
    const line = profile === undefined ? id : this.#row(profile, id);
    const failed = await this.#write(this.#context.stdout, `${line}\n`);
    if (!failed) this.#written.add(id);
  };

  /** A profile is done: on a terminal, one that failed gets its row in the table, too. */
  readonly profileDone = async (run: ProfileRun, done: number): Promise<void> => {
    const { stdout } = this.#context;
    if (stdout.isTTY && !this.output.json && run.result.error && !sessionOf(run.result)) {
      await this.#clearProgress();
      await this.#write(stdout, `${sanitize(this.#row(run.profile, runOutcome(run)))}\n`);
    }
    this.#showProgress(`${done} of ${this.#profiles.length} profiles done`);
  };

  #row(profile: string, text: string): string {
    if (!this.#context.stdout.isTTY) return `${profile}\t${text}`;
    const width = Math.max(...this.#profiles.map((name) => name.length));
    return `${profile.padEnd(width)}  ${text}`;
  }

  /** Announces a wait on stderr. */
  readonly waiting = async (notice: RetryNotice, profile?: string): Promise<void> => {
    if (this.output.json || this.output.quiet) return;
    const { exchange, waitMs, attempt, retries } = notice;
    const what =
      exchange.kind === 'answer' ? `the server answered ${exchange.status}` : `it failed (${exchange.code})`;
    const whose = profile === undefined ? '' : `Profile ${profile}: `;
    const text = `${whose}Try ${attempt} of ${retries + 1}: ${what}; trying again in ${duration(waitMs)}.\n`;
    await this.#clearProgress();
    await this.#write(this.#context.stderr, sanitize(text.trimEnd()).concat('\n'));
  };

  /** Shows the step that `doctor` has just done, on a terminal only. */
  readonly step = (name: string): void => this.#showProgress(`doctor: ${name}`);

  /** Shows how far a long check has come, on a terminal only; the line is overwritten by whatever comes next. */
  readonly progress = (done: number): void => this.#showProgress(`${done} bodies checked`);

  #showProgress(text: string): void {
    const { stderr } = this.#context;
    if (!stderr.isTTY || this.output.json || this.output.quiet) return;
    this.#progressShown = true;
    void this.#write(stderr, `\r\u001b[K${text}`);
  }

  async #clearProgress(): Promise<void> {
    if (this.#progressShown) await this.#write(this.#context.stderr, '\r\u001b[K');
  }

  /** Writes everything a result has to say and returns the exit code. */
  async finish(result: Result): Promise<number> {
    await this.#clearProgress();
    const complete = eachResult(result, this.#withDiscarded);
    const plain = !this.#wantsReports() && this.#isPlain(complete);
    if (plain && !(await this.#writePlain(complete))) return 0;
    const reported = this.#wantsReports() ? await this.#writeReports(complete) : complete;
    const shown = this.reports.noRedact
      ? reported
      : redactResult(reported, { sessionId: result.command === 'explain' });
    const final = await this.#writeStdout(shown);
    // The JSON document has said it all, unless it went nowhere.
    const said = this.output.json && !this.#writeError && !this.#context.stdout.discarded;
    if (!said) await this.#writeStderr(final);
    return errorExitCode(final.error);
  }

  #wantsReports(): boolean {
    return this.reports.github || reportFiles(this.reports).length > 0;
  }

  async #writeReports(result: Result): Promise<Result> {
    const { writeReports } = await import('./report-files.ts');
    return writeReports(result, this.reports, this.#context);
  }

  /** A success of which only the output or the ID is to be written: the usual case in scripts, and it needs no words. */
  #isPlain(result: Result): boolean {
    const { json, verbose } = this.output;
    const told = json || verbose || this.#context.stderr.isTTY || result.error || this.#announced;
    const shown = result.findings.some((finding) => visible(finding, { verbose: false, terminal: false }));
    if (told || shown || result.command === 'explain' || result.command === 'config show') return false;
    if (!('runs' in result)) return true;
    // The IDs of several sessions are written by now; what other commands print has to be put together.
    return result.command === 'start' && result.runs.every((run) => this.#isPlain(run.result));
  }

  /** Writes what a success puts out. Says whether it failed. */
  async #writePlain(result: Result): Promise<boolean> {
    if ('runs' in result) return false;
    const { stdout } = this.#context;
    const output = stdoutText(result);
    const session = sessionOf(result);
    // The exact bytes of a body end without a line break, which a terminal needs.
    if (output !== undefined)
      await this.#write(stdout, stdout.isTTY ? output.replace(/(?<!\n)$/, '\n') : output);
    else if (session && !this.#written.has(session.id)) await this.sessionStarted(session);
    return this.#writeError !== undefined;
  }

  readonly #withDiscarded = (result: SingleResult): SingleResult => {
    const session = sessionOf(result);
    if (!session || !this.#context.stdout.discarded) return result;
    const args = { id: session.id };
    const finding: Finding = { code: 'output-discarded', severity: 'warning', args };
    return { ...result, findings: [...result.findings, finding] };
  };

  /** stdout: the JSON document, or what the command prints when it went well. A failed write changes the result. */
  async #writeStdout(result: Result): Promise<Result> {
    const { stdout } = this.#context;
    // What was announced is not said again.
    if (this.output.json && !this.#announced) await this.#write(stdout, renderJson(result));
    else if ('runs' in result) await this.#write(stdout, runsText(result.runs));
    else if (!result.error) await this.#writePlain(result);
    const error = this.#writeError;
    if (!error) return result;
    const reason = systemCodeOf(error);
    if (sessionIds(result).length > 0) return this.#withLostIds(result, reason);
    // A reader that left early (head) had what it wanted.
    if (error.code === 'EPIPE' || result.error) return result;
    return { ...result, error: { code: 'output-file', args: { name: 'stdout', reason } } };
  }

  /** Each session whose ID did not get through makes its result a failure that names the ID. */
  #withLostIds(result: Result, reason: SystemCode): Result {
    const lost = eachResult(result, (one) => {
      const session = sessionOf(one);
      return session && !this.#written.has(session.id) ? { ...one, error: outputFailed(one, reason) } : one;
    });
    const runs = 'runs' in lost ? lost.runs : [];
    const worst = runs.find(({ result: { error } }) => error?.code === 'output-failed');
    if (!worst?.result.error || errorExitCode(lost.error) > errorExitCode(worst.result.error)) return lost;
    return { ...lost, error: { ...worst.result.error, profile: worst.profile } };
  }

  async #writeStderr(result: Result): Promise<void> {
    const { stderr, env } = this.#context;
    const paint = await paintFor(wantsColor(stderr, env, this.output.color));
    const { quiet, verbose } = this.output;
    const width = stderr.isTTY ? stderr.columns : Number.POSITIVE_INFINITY;
    const text = renderText(result, { quiet, verbose, terminal: stderr.isTTY, width, paint });
    // stderr is the last resort: if it fails too, only the exit code is left to tell.
    await this.#write(stderr, text);
    if (!this.reports.github || this.output.json) return;
    const { annotations } = await import('../report/github.ts');
    await stderr.write(annotations(result, this.#context)).catch(() => {});
  }

  /** Says whether it failed; what failed on stdout is kept for later. */
  async #write(sink: Sink, text: string): Promise<boolean> {
    if (text === '') return false;
    try {
      await sink.write(text);
      return false;
    } catch (error) {
      if (sink === this.#context.stdout) this.#writeError ??= error as NodeJS.ErrnoException;
      return true;
    }
  }
}

/** The result, or the result of each profile, changed. */
function eachResult(result: Result, change: (result: SingleResult) => SingleResult): Result {
  if (!('runs' in result)) return change(result);
  return { ...result, runs: result.runs.map((run) => ({ ...run, result: change(run.result) })) };
}

function outputFailed(result: SingleResult, reason: SystemCode): ResultError {
  // An earlier failure (the end failed) stays the reason, as long as its message carries the ID too.
  if (result.error?.code === 'end-failed') return result.error;
  return { code: 'output-failed', args: { id: sessionOf(result)?.id, reason } };
}
