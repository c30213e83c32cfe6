import type { Context, Sink } from '../model/context.ts';
import { errorExitCode } from '../model/error-codes.ts';
import { failedResult } from '../model/errors.ts';
import type { RetryNotice } from '../model/exchange.ts';
import { exitCode } from '../model/exit-codes.ts';
import type { Hooks, PlayProgress, Wait } from '../model/hooks.ts';
import { withoutIgnored } from '../model/ignore.ts';
import type { OutputMode } from '../model/output-mode.ts';
import { type Reports, reportFiles } from '../model/reports.ts';
import {
  type CommandName,
  type PlayedEvent,
  type ProfileRun,
  type Result,
  type Session,
  type SingleResult,
  sessionOf,
} from '../model/result.ts';
import { systemCodeOf } from '../model/system-code.ts';
import { type TextOptions, textOf, textOptionsFor } from '../report/blocks.ts';
import { renderJson } from '../report/json-document.ts';
import { lastWords } from '../report/last-words.ts';
import { playedLines, progressBar } from '../report/play-events.ts';
import { redactResult } from '../report/redact.ts';
import { renderReport } from '../report/report.ts';
import { profileRow, runOutcome } from '../report/runs.ts';
import { sanitize } from '../report/sanitize.ts';
import { startedOf, withDiscardedIds, withLostIds, withLostReport, writeFailed } from '../report/sessions.ts';
import { runsText, stdoutText } from '../report/stdout.ts';
import { isReporting } from '../report/streams.ts';
import { renderText } from '../report/text.ts';
import { waitText } from '../report/wait.ts';
import { Progress } from './progress.ts';
import { StartedSessions } from './started.ts';
import { removeTemporaries } from './write-file.ts';

/** Brings results to stdout and stderr, and keeps an ID from getting lost when stdout fails. */
export class Delivery implements Hooks {
  readonly output: OutputMode;
  command: CommandName = 'media-session';
  /** Files to write besides the output. */
  reports: Reports = { github: false, noRedact: false };
  readonly #context: Context;
  readonly #started = new StartedSessions();
  #profiles: readonly string[] = [];
  #announced = false;
  /** The exit code that a JSON document names which got through. */
  #documented: number | undefined;
  readonly #progressLine: Progress;
  #writeError: NodeJS.ErrnoException | undefined;

  constructor(output: OutputMode, context: Context) {
    this.output = output;
    this.#context = context;
    this.#progressLine = new Progress(context, output);
    context.lastWords(this.#lastWords);
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
    this.#progressLine.profiles(names);
  };

  /**
   * Writes the ID the moment the session exists, so that nothing that happens later can lose it; of several profiles,
   * with the profile before it.
   */
  readonly sessionStarted = async (session: Session, profile?: string): Promise<void> => {
    this.#started.add(session, profile);
    // The ID stands in the line of its event, which -q leaves out.
    const isTold = this.command === 'play' && profile === undefined && !this.output.quiet;
    if (this.output.json || isTold) return;
    await this.#progressLine.clear();
    const { id } = session;
    const line = profile === undefined ? id : this.#row(profile, id);
    const failed = await this.#write(this.#context.stdout, `${line}\n`);
    if (!failed) this.#started.written.add(id);
    if (profile !== undefined) this.#progressLine.profiles(this.#profiles);
  };

  readonly sessionEnded = async (session: Session): Promise<void> => this.#started.end(session);

  /** A profile is done: on a terminal, one that failed gets its row among the IDs; a report has a row for each. */
  readonly profileDone = async (run: ProfileRun): Promise<void> => {
    const { stdout } = this.#context;
    const isRow = run.result.error && !sessionOf(run.result) && !isReporting(run.result);
    if (stdout.isTTY && !this.output.json && isRow) {
      await this.#progressLine.clear();
      await this.#write(stdout, `${sanitize(this.#row(run.profile, runOutcome(run)))}\n`);
    }
    this.#progressLine.profileDone(run.profile);
  };

  /** A second signal ends the process: no session is lost without a word, and no file is left half written. */
  readonly #lastWords = (): string => {
    removeTemporaries();
    // A JSON document that got through has named them all.
    if (this.#documented !== undefined) return '';
    return this.#progressLine.eraser + this.#started.lastWords(this.command === 'play');
  };

  readonly #row = (profile: string, text: string): string =>
    profileRow(profile, text, this.#context.stdout.isTTY ? this.#profiles : undefined);

  /** Announces a wait on stderr. */
  readonly waiting = async (notice: RetryNotice, profile?: string): Promise<void> => {
    if (this.output.json || this.output.quiet) return;
    await this.#progressLine.clear();
    await this.#write(this.#context.stderr, waitText(notice, profile));
    this.#progressLine.retry(notice);
  };

  /** Writes what came of an event of a play, as the beginning of its report. */
  readonly played = async (event: PlayedEvent): Promise<void> => {
    if (this.output.json || this.output.quiet) return;
    await this.#progressLine.clear();
    const { stdout } = this.#context;
    const text = textOf(playedLines(event, await this.#look(undefined, stdout)));
    if (!(await this.#write(stdout, text))) this.#started.wrote(event);
  };

  /** Shows how far a play has come, on a terminal only. */
  readonly playing = (progress: PlayProgress): void => this.#progressLine.show(progressBar(progress));

  readonly step = (name: string): void => this.#progressLine.show(`Checking ${name}`);

  readonly waitsFor = (wait: Wait): void => this.#progressLine.wait(wait);

  readonly progress = (done: number): void => this.#progressLine.show(`${done} bodies checked`);

  /** Writes everything a result has to say and returns the exit code. */
  async finish(result: Result): Promise<number> {
    if (startedOf(result).length > 0) this.#started.all = startedOf(result);
    await this.#progressLine.clear();
    // Before anything is written: what has been written in full is not taken back.
    const isLost = (this.output.json || this.#started.all.length > 0) && this.#context.stdout.discarded;
    const complete = this.#context.stdout.discarded
      ? withDiscardedIds(withoutIgnored(result))
      : withoutIgnored(result);
    const reported =
      this.reports.github || reportFiles(this.reports).length > 0
        ? await this.#writeReports(complete)
        : complete;
    const shown = this.reports.noRedact
      ? reported
      : redactResult(reported, { sessionId: result.command === 'explain' });
    const final = await this.#writeStdout(shown);
    // The JSON document has said it all, unless it went nowhere.
    const said = this.output.json && !this.#writeError && !isLost;
    const told = said || (await this.#writeStderr(final));
    // With stdout and stderr both lost, nobody has heard of the session.
    if (!told && isLost && this.#started.all.length > 0) return exitCode('follow-up-failed');
    return errorExitCode(final.error);
  }

  /**
   * Ends the command after an error that was thrown, and never throws itself: each further error means that less is tried.
   * A session that was started before is always reported.
   */
  async rescue(error: unknown): Promise<number> {
    const result = failedResult(error, this.command, this.#started.all);
    try {
      if (this.#documented === undefined) return await this.finish(result);
    } catch {
      // What is in the way of the full report is known already, or no more important.
    }
    const { json, text, code } = lastWords(result);
    const { stdout, stderr } = this.#context;
    const isOpen = this.output.json && this.#documented === undefined;
    if (!isOpen || (await this.#write(stdout, json))) await this.#write(stderr, text);
    return this.#announced ? code : (this.#documented ?? code);
  }

  async #writeReports(result: Result): Promise<Result> {
    // A signal must not cut a report off, with a session's ID still to be printed after it.
    this.#context.onSignal(() => {});
    const { writeReports } = await import('./report-files.ts');
    return writeReports(result, this.reports, this.#context);
  }

  /** What a success puts out. */
  async #writeOwn(result: SingleResult): Promise<void> {
    const { stdout } = this.#context;
    const output = stdoutText(result);
    const session = sessionOf(result);
    // The exact bytes of a body end without a line break, which a terminal needs.
    if (output !== undefined)
      await this.#write(stdout, stdout.isTTY ? output.replace(/(?<!\n)$/, '\n') : output);
    else if (session && !this.#started.written.has(session.id)) await this.sessionStarted(session);
  }

  /** stdout: the JSON document, or what the command prints when it went well. A failed write changes the result. */
  async #writeStdout(result: Result): Promise<Result> {
    const { stdout } = this.#context;
    // What was announced is not said again.
    if (this.output.json && !this.#announced) {
      const code = errorExitCode(result.error);
      if (!(await this.#write(stdout, renderJson(result)))) this.#documented = code;
    } else if (isReporting(result))
      await this.#write(stdout, renderReport(result, await this.#look(result, stdout)));
    else if ('runs' in result) await this.#write(stdout, runsText(result.runs));
    else if (!result.error) await this.#writeOwn(result);
    const error = this.#writeError;
    if (!error) return result;
    const reason = systemCodeOf(error);
    const told = withLostIds(result, this.#started.written, reason);
    // A reader that left early (head) had what it wanted.
    if (error.code === 'EPIPE') return told;
    return told.error
      ? withLostReport(told, reason)
      : { ...told, error: writeFailed(told, 'stdout', reason) };
  }

  /** Says whether it got through. */
  async #writeStderr(result: Result): Promise<boolean> {
    const { stderr } = this.#context;
    // stderr is the last resort: if it fails too, only the exit code is left to tell.
    const failed = await this.#write(stderr, renderText(result, await this.#look(result, stderr)));
    if (this.reports.github && !this.output.json) {
      const { annotations } = await import('../report/github.ts');
      await this.#write(stderr, annotations(result, this.#context));
    }
    return !failed && !stderr.discarded;
  }

  #look(result: Result | undefined, sink: Sink): Promise<TextOptions> {
    return textOptionsFor(result, sink, this.output, this.#context.env);
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
