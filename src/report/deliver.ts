import type { RetryNotice } from '../client/retry.ts';
import type { Context } from '../context.ts';
import { absolutePath } from '../input/paths.ts';
import type { Finding } from '../model/finding.ts';
import type { Result, ResultError, Session } from '../model/result.ts';
import { renderHar } from './har.ts';
import { renderJson, resultExitCode } from './json.ts';
import { renderJunit } from './junit.ts';
import { redactResult } from './redact.ts';
import { sanitize } from './sanitize.ts';
import { paintFor, wantsColor } from './style.ts';
import { renderText } from './text.ts';
import { duration } from './wording/phrases.ts';
import { writePrivately, writeReason } from './write-file.ts';

/** How the user wants the output; read from the raw arguments, for it also counts when they cannot be parsed. */
export interface OutputMode {
  json: boolean;
  quiet: boolean;
  verbose: boolean;
  color: boolean | undefined;
}

/** Reads {@link OutputMode} from the arguments before any `--`. */
export function outputMode(argv: readonly string[]): OutputMode {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  const short = options.filter((arg) => /^-[a-z]+$/.test(arg)).join('');
  const color = options.findLast((arg) => arg === '--color' || arg === '--no-color');
  return {
    json: options.includes('--json'),
    quiet: options.includes('--quiet') || short.includes('q'),
    verbose: options.includes('--verbose') || short.includes('v'),
    color: color === undefined ? undefined : color === '--color',
  };
}

/** Which report files are to be written, and whether visitor IDs and custom metadata stay in what is shown. */
export interface Reports {
  har?: string | undefined;
  junit?: string | undefined;
  noRedact: boolean;
}

/** Brings results to stdout and stderr, and keeps an ID from getting lost when stdout fails. */
export class Delivery {
  readonly output: OutputMode;
  command = 'media-session';
  /** Files to write besides the output. */
  reports: Reports = { noRedact: false };
  readonly #context: Context;
  #written = false;
  #announced = false;
  #progressShown = false;
  #writeError: NodeJS.ErrnoException | undefined;

  constructor(argv: readonly string[], context: Context) {
    this.output = outputMode(argv);
    this.#context = context;
  }

  /** Help that was asked for is output; help shown instead of an answer is a usage error. */
  async help(text: string, wanted: boolean): Promise<number> {
    if (wanted) return this.finish({ command: 'help', sent: 'no', findings: [], output: text });
    await this.#write(this.#context.stderr, text);
    return 2;
  }

  /** Writes the output of a command that then runs until it is stopped; a failed write changes the result. */
  readonly announce = async (result: Result): Promise<Result> => {
    const written = await this.#writeStdout(result);
    this.#announced = true;
    return written;
  };

  /** Writes the ID the moment the session exists, so that nothing that happens later can lose it. */
  readonly sessionStarted = async (session: Session): Promise<void> => {
    if (this.output.json) return;
    await this.#write(this.#context.stdout, `${session.id}\n`);
    this.#written = true;
  };

  /** Announces a wait on stderr. */
  readonly waiting = async (notice: RetryNotice): Promise<void> => {
    if (this.output.json || this.output.quiet) return;
    const { exchange, waitMs, attempt, retries } = notice;
    const what =
      exchange.kind === 'answer' ? `the server answered ${exchange.status}` : `it failed (${exchange.code})`;
    const text = `Try ${attempt} of ${retries + 1}: ${what}; trying again in ${duration(waitMs)}.\n`;
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

  /** Writes everything a result has to say and returns the exit code. */
  async finish(result: Result): Promise<number> {
    if (this.#progressShown) await this.#write(this.#context.stderr, '\r\u001b[K');
    const reported = await this.#writeReports(this.#withDiscarded(result));
    const shown = this.reports.noRedact
      ? reported
      : redactResult(reported, { sessionId: result.command === 'explain' });
    const final = await this.#writeStdout(shown);
    // The JSON document has said it all, unless it went nowhere.
    const lost = this.#writeError ?? this.#context.stdout.discarded;
    if (!this.output.json || lost) await this.#writeStderr(final);
    return resultExitCode(final);
  }

  /** Writes the report files that were asked for. A failure keeps an earlier error, and never loses a session's ID. */
  async #writeReports(result: Result): Promise<Result> {
    let current = result;
    for (const { name, render } of this.#wantedReports()) {
      try {
        await writePrivately(absolutePath(name, this.#context) ?? name, render(current));
      } catch (error) {
        current = reportFailed(current, name, writeReason(error));
      }
    }
    return current;
  }

  #wantedReports(): { name: string; render: (result: Result) => string }[] {
    const { har, junit, noRedact } = this.reports;
    const { toolVersion, now } = this.#context;
    const redacted = (result: Result): Result =>
      noRedact ? result : redactResult(result, { sessionId: true });
    const harText = (result: Result): string =>
      renderHar(redacted(result), {
        version: toolVersion,
        startedAt: result.startedAt ?? now(),
      });
    return [
      ...(har === undefined ? [] : [{ name: har, render: harText }]),
      ...(junit === undefined
        ? []
        : [{ name: junit, render: (result: Result) => renderJunit(redacted(result)) }]),
    ];
  }

  #withDiscarded(result: Result): Result {
    if (!result.session || !this.#context.stdout.discarded) return result;
    const args = { id: result.session.id };
    return {
      ...result,
      findings: [...result.findings, { code: 'output-discarded', severity: 'warning', args }],
    };
  }

  /** stdout: the JSON document, or what the command prints when it went well. A failed write changes the result. */
  async #writeStdout(result: Result): Promise<Result> {
    const { command } = result;
    // Help is text for people, and what was announced is not said again.
    if (this.output.json && command !== 'help' && !this.#announced)
      await this.#write(this.#context.stdout, renderJson(result));
    else if (!result.error && result.output !== undefined)
      await this.#write(this.#context.stdout, result.output);
    else if (!result.error && result.session && !this.#written) await this.sessionStarted(result.session);
    const error = this.#writeError;
    if (!error) return result;
    const reason = writeReason(error);
    if (result.session) return { ...result, error: outputFailed(result, reason) };
    // A reader that left early (head) had what it wanted.
    if (error.code === 'EPIPE' || result.error) return result;
    return { ...result, error: { code: 'output-file', args: { name: 'stdout', reason } } };
  }

  async #writeStderr(result: Result): Promise<void> {
    const { stderr, env } = this.#context;
    const paint = await paintFor(wantsColor(stderr, env, this.output.color));
    const { quiet, verbose } = this.output;
    const width = stderr.isTTY ? stderr.columns : Number.POSITIVE_INFINITY;
    const text = renderText(result, { quiet, verbose, terminal: stderr.isTTY, width, paint });
    // stderr is the last resort: if it fails too, only the exit code is left to tell.
    if (text) await stderr.write(text).catch(() => {});
  }

  async #write(sink: Context['stdout'], text: string): Promise<void> {
    try {
      await sink.write(text);
    } catch (error) {
      if (sink === this.#context.stdout) this.#writeError ??= error as NodeJS.ErrnoException;
    }
  }
}

function outputFailed(result: Result, reason: string): ResultError {
  // An earlier failure (the end failed) stays the reason, as long as its message carries the ID too.
  if (result.error?.code === 'end-failed') return result.error;
  return { code: 'output-failed', args: { id: result.session?.id, reason } };
}

function reportFailed(result: Result, name: string, reason: string): Result {
  if (result.error) {
    const finding: Finding = { code: 'report-not-written', severity: 'warning', args: { name, reason } };
    return { ...result, findings: [...result.findings, finding] };
  }
  if (!result.session) return { ...result, error: { code: 'output-file', args: { name, reason } } };
  return { ...result, error: { code: 'report-failed', args: { id: result.session.id, name, reason } } };
}
