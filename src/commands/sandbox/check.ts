import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '../../model/context.ts';
import { type Finding, hasError } from '../../model/finding.ts';
import type { OutputMode } from '../../model/output-mode.ts';
import type { ExplainedRequest, ResultError, SandboxResult } from '../../model/result.ts';
import type { ExplainedSession } from '../../model/session.ts';
import { countsOf, explainedRequest } from '../../sandbox/explained.ts';
import type { Store } from '../../sandbox/store.ts';
import type { CheckChoice } from './check-options.ts';
import { type ChildEnd, runChild } from './child.ts';
import { compare, countOf, type Expectation, metOf } from './expect.ts';
import type { OpenSandbox } from './open.ts';

/** The check waits until no request came for so long, but no longer than this in all. Milliseconds. */
const QUIET_MS = 2_000;
const MOST_MS = 30_000;

const STEP_MS = 50;

/** What came, collected over every reset. */
class Collected {
  readonly explained: ExplainedRequest[] = [];
  readonly sessions: ExplainedSession[] = [];
  readonly #store: Store;
  lastCame = performance.now();

  constructor(store: Store) {
    this.#store = store;
    store.listen({
      added: () => {
        this.lastCame = performance.now();
      },
      reset: () => this.collect(),
    });
  }

  /** Takes what the store has now. */
  collect(): void {
    this.explained.push(...this.#store.requests().map(explainedRequest));
    this.sessions.push(...this.#store.sessions().map((session) => this.#store.explained(session)));
  }
}

/** Runs the command against the sandbox, waits for what is still under way, and says whether all that came was right. */
export async function checkCommand(
  choice: CheckChoice,
  expectation: Expectation | undefined,
  running: OpenSandbox,
  context: Context,
  output: OutputMode,
): Promise<SandboxResult> {
  const { url, store, certificate } = running;
  const collected = new Collected(store);
  const env = {
    MEDIA_SESSION_ENDPOINT: url,
    ...(certificate !== undefined && { MEDIA_SESSION_CACERT: certificate }),
    ...(choice.env !== undefined && { [choice.env]: url }),
  };
  const end = await runChild({ command: choice.command, env, toStderr: output.json }, context);
  if (!('failed' in end)) await quiet(collected);
  const { dropped } = store;
  collected.collect();
  return { ...resultOf(collected, end, choice, expectation, dropped.requests), ignored: store.ignored };
}

async function quiet(collected: Collected): Promise<void> {
  const begin = performance.now();
  for (;;) {
    const now = performance.now();
    const isQuiet = now - Math.max(begin, collected.lastCame) >= QUIET_MS;
    if (isQuiet || now - begin >= MOST_MS) return;
    await delay(STEP_MS);
  }
}

function resultOf(
  { explained, sessions }: Collected,
  end: ChildEnd,
  { command, strict }: CheckChoice,
  expectation: Expectation | undefined,
  dropped: number,
): SandboxResult {
  const [program = ''] = command;
  if ('failed' in end) {
    const error: ResultError = { code: 'command-not-started', args: { program, reason: end.failed } };
    return { command: 'sandbox', sent: 'no', findings: [], error };
  }
  const own: Finding[] = expectation ? compare(expectation, sessions) : [];
  const expected = expectation && {
    of: countOf(expectation),
    met: metOf(expectation, sessions, own.length),
  };
  if (explained.length === 0 && !expectation) own.push({ code: 'sandbox-idle', severity: 'error' });
  if (dropped > 0) own.push({ code: 'sandbox-dropped', severity: 'warning', args: { requests: dropped } });
  const all = [...own, ...[...explained, ...sessions].flatMap((one) => one.findings)];
  const isSpoilt = (findings: readonly Finding[]): boolean =>
    hasError(findings) || (strict && findings.some(({ severity }) => severity === 'warning'));
  const args = countsOf(explained, sessions, isSpoilt);
  const isFailed = args.failed + args.sessions > 0 || isSpoilt(all);
  const found: ResultError | undefined = isFailed
    ? { code: 'check-failed', args: { ...args, sandbox: true, strict, own: own.length } }
    : undefined;
  const error: ResultError | undefined =
    end.code === 0
      ? found
      : {
          code: 'command-failed',
          args: { program, exitCode: end.code, signal: end.signal, stopped: end.stopped },
          ...(found && { cause: found }),
        };
  return {
    command: 'sandbox',
    sent: 'no',
    findings: all,
    own,
    explained,
    sessions,
    ...(expected && { expected }),
    exited: end.code,
    ...(error && { error }),
  };
}
