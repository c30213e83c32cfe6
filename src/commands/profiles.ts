import type { SettingsOptions } from '../cli/options.ts';
import type { RetryNotice } from '../client/retry.ts';
import { loadConfig } from '../config/load.ts';
import { unknownProfile } from '../config/resolve.ts';
import type { Context, Signal } from '../context.ts';
import { failedResult, InputError, type Started } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { errorExitCode } from '../model/outcome.ts';
import type { ProfileRun, Result, Session } from '../model/result.ts';
import type { BodyOptions } from '../request/build.ts';
import { readGiven } from '../request/input.ts';
import { codeOfSignal } from './interruption.ts';
import { settingsInput } from './settings.ts';

/** How many profiles are under way at once: enough that one that hangs holds nothing up, too few to be a load. */
const AT_ONCE = 8;

/** The options that a command for several profiles must have. */
export interface PerProfile {
  connection: SettingsOptions;
  body: BodyOptions;
}

/** What a command for one profile may tell while it runs. */
interface RunHooks {
  sessionStarted(session: Session): Promise<void>;
  waiting(notice: RetryNotice): Promise<void>;
  progress(done: number): void;
  step(name: string): void;
}

/** The same of several profiles. */
export interface ProfileHooks {
  /** Which profiles it will be. */
  profiles(names: readonly string[]): void;
  sessionStarted(session: Session, profile: string): Promise<void>;
  waiting(notice: RetryNotice, profile: string): Promise<void>;
  /** One more is done. */
  profileDone(run: ProfileRun, done: number): Promise<void>;
}

/** A command for one profile. */
export type Run<O> = (options: O, context: Context, hooks: RunHooks) => Promise<Result>;

/**
 * Runs a command once per profile, several at a time. A profile that fails leaves the others alone; the whole has the
 * error of the worst. Config file and body are read once. After a signal no further one is begun.
 */
export async function eachProfile<O extends PerProfile>(
  command: string,
  options: O,
  context: Context,
  hooks: ProfileHooks,
  run: Run<O>,
): Promise<Result> {
  try {
    const { names, findings, shared } = await prepare(options, context);
    hooks.profiles(names);
    // From here on; until then a signal ends the process by itself, whatever it is reading.
    let received: Signal | undefined;
    context.onSignal((signal) => {
      received = signal;
    });
    const single = async (profile: string): Promise<Result> => {
      if (received) return notBegun(command, received);
      const connection = { ...shared.connection, profiles: [profile], allProfiles: false };
      const { sessionStarted, waiting } = hooks;
      const started: Started[] = [];
      const scoped: RunHooks = {
        sessionStarted: (session) => {
          started.push({ session });
          return sessionStarted(session, profile);
        },
        waiting: (notice) => waiting(notice, profile),
        progress: () => {},
        step: () => {},
      };
      return run({ ...shared, connection }, context, scoped).catch((error) =>
        failedResult(error, command, started),
      );
    };
    const runs = await inParallel(names, single, hooks.profileDone);
    return { ...summary(command, runs), findings };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { ...failedResult(error, command), runs: [] };
  }
}

/** The names, each once, and the options with config file and body read. */
async function prepare<O extends PerProfile>(
  options: O,
  context: Context,
): Promise<{ names: string[]; findings: Finding[]; shared: O }> {
  const { connection, body } = options;
  const loaded = await loadConfig(settingsInput(connection, context));
  const given = await readGiven(body, context);
  const names = connection.allProfiles ? [...(loaded.file?.profiles.keys() ?? [])] : connection.profiles;
  const warnings = loaded.file?.warnings ?? [];
  if (names.length === 0) throw new InputError('config', [noProfiles(loaded.file?.label), ...warnings]);
  // A name that was mistyped is a mistake in the command, and no profile that fails: nothing is sent for the others.
  const origin = { kind: 'flag', name: '--profile' } as const;
  const unknown = names.filter((name) => !loaded.file?.profiles.has(name));
  const strangers = unknown.map((value) => unknownProfile({ value, origin }, loaded.file));
  if (strangers.length > 0) throw new InputError('config', [...strangers, ...warnings]);
  const unique = [...new Set(names)];
  const repeated = names.length > unique.length;
  const args = { option: '--profile', once: true };
  const findings: Finding[] = repeated ? [{ code: 'usage-repeated', severity: 'warning', args }] : [];
  return {
    names: unique,
    findings,
    shared: { ...options, connection: { ...connection, loaded }, body: { ...body, given } },
  };
}

function noProfiles(config: string | undefined): Finding {
  return { code: 'profile-none', severity: 'error', args: { ...(config !== undefined && { config }) } };
}

async function inParallel(
  names: readonly string[],
  single: (profile: string) => Promise<Result>,
  announce: ProfileHooks['profileDone'],
): Promise<ProfileRun[]> {
  const runs: ProfileRun[] = [];
  const waiting = names.entries();
  let done = 0;
  const work = async (): Promise<void> => {
    for (const [at, profile] of waiting) {
      const run = { profile, result: await single(profile) };
      runs[at] = run;
      done += 1;
      await announce(run, done);
    }
  };
  // Whatever breaks one line of work, the sessions of the others are waited for.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
  return runs;
}

/** The whole of several runs: the highest exit code, and whether anything may have been sent. */
function summary(command: string, runs: readonly ProfileRun[]): Result {
  const worst = runs.reduce<ProfileRun | undefined>(
    (one, other) => (errorExitCode(other.result.error) > errorExitCode(one?.result.error) ? other : one),
    undefined,
  );
  const sent = (['yes', 'unknown'] as const).find((word) => runs.some((run) => run.result.sent === word));
  const error = worst?.result.error;
  return {
    command,
    sent: sent ?? 'no',
    findings: [],
    runs: [...runs],
    ...(worst && error && { error: { ...error, profile: worst.profile } }),
  };
}

function notBegun(command: string, signal: Signal): Result {
  return {
    command,
    sent: 'no',
    findings: [],
    error: { code: codeOfSignal(signal), args: { signal, sent: 'no' } },
  };
}
