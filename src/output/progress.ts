import { plural, sayWait } from '../messages/index.ts';
import type { Context } from '../model/context.ts';
import type { RetryNotice } from '../model/exchange.ts';
import type { Wait } from '../model/hooks.ts';
import type { OutputMode } from '../model/output-mode.ts';
import { sanitize } from '../report/sanitize.ts';

const CLEAR_LINE = '\r\u001b[K';

/** Whatever takes longer than this is worth a line, in milliseconds. */
const PATIENCE_MS = 1000;

/** More profiles than these have no room in a line. */
const MOST_NAMED = 5;

/** One line on a terminal that says what the command is at; whatever comes next takes its place. */
export class Progress {
  readonly #stderr: Context['stderr'];
  readonly #wanted: boolean;
  #text: string | undefined;
  #since = 0;
  #clock: NodeJS.Timeout | undefined;
  #shown = false;
  /** Profiles that are not done yet, and how many there are in all. */
  #left: readonly string[] = [];
  #profiles = 0;

  constructor({ stderr, env }: Pick<Context, 'stderr' | 'env'>, { json, quiet }: OutputMode) {
    this.#stderr = stderr;
    this.#wanted = stderr.isTTY && env['TERM'] !== 'dumb' && !json && !quiet;
  }

  /** Shows a text in place of the one before, and from the first second on for how long. */
  show(text: string): void {
    this.#begin(text, true);
  }

  /** Shows what is being waited for, which mostly takes no time: nothing is shown of the first second. */
  wait(wait: Wait): void {
    // A line that is drawn again would wipe away what is being typed.
    if (wait.for === 'stdin' && wait.terminal) this.#note(sayWait(wait));
    else this.#begin(sayWait(wait), this.#shown);
  }

  /** Shows that another attempt is waited for; of several profiles, that of any says nothing of the others. */
  retry({ attempt, retries }: RetryNotice): void {
    if (this.#profiles > 0) this.#showProfiles();
    else this.wait({ for: 'retry', attempt: attempt + 1, attempts: retries + 1 });
  }

  /** Shows how many of these profiles are done. */
  profiles(names: readonly string[]): void {
    if (this.#profiles === 0) this.#left = names;
    this.#profiles = names.length;
    this.#showProfiles();
  }

  /** One profile is done. */
  profileDone(name: string): void {
    this.#left = this.#left.filter((other) => other !== name);
    this.#showProfiles();
  }

  /** Of a few that are left, which: they are all under way. */
  #showProfiles(): void {
    const few = this.#left.length > 0 && this.#left.length <= MOST_NAMED;
    const names = few ? `, waiting for ${this.#left.join(', ')}` : '';
    this.show(`${this.#profiles - this.#left.length} of ${plural(this.#profiles, 'profile')} done${names}`);
  }

  /** Takes the line away, until something else is shown. */
  async clear(): Promise<void> {
    this.#stop();
    if (this.#shown) await this.#write(CLEAR_LINE);
    this.#shown = false;
  }

  /** The characters that take the line away, where one is shown: for when there is no time to wait for {@link clear}. */
  get eraser(): string {
    return this.#shown ? CLEAR_LINE : '';
  }

  #begin(text: string, atOnce: boolean): void {
    if (!this.#wanted || text === this.#text) return;
    this.#stop();
    this.#text = text;
    this.#since = performance.now();
    this.#clock = setInterval(() => this.#draw(), PATIENCE_MS);
    if (atOnce) this.#draw();
  }

  #note(text: string): void {
    if (this.#wanted) void this.#write(`${this.eraser}${text}\n`);
    this.#stop();
    this.#shown = false;
  }

  #stop(): void {
    clearInterval(this.#clock);
    this.#text = undefined;
  }

  /** A line that is wider than the terminal could not be taken away again. */
  #draw(): void {
    const seconds = Math.round((performance.now() - this.#since) / 1000);
    const time = seconds === 0 ? '' : ` (${seconds} s)`;
    const room = Math.max(0, this.#stderr.columns - 1 - time.length);
    this.#shown = true;
    void this.#write(CLEAR_LINE + sanitize(this.#text ?? '').slice(0, room) + time);
  }

  /** A terminal that is gone has nothing left to show. */
  async #write(text: string): Promise<void> {
    await this.#stderr.write(text).catch(() => {});
  }
}
