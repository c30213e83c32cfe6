import { readGiven } from '../../body/given.ts';
import type { BodyOptions } from '../../body/options.ts';
import { conflict } from '../../cli/usage.ts';
import { type SettingsChoice, wantsSeveralProfiles } from '../../config/choice.ts';
import { loadConfig } from '../../config/load.ts';
import { unknownProfile } from '../../config/profile.ts';
import type { Context, Signal } from '../../model/context.ts';
import { errorExitCode } from '../../model/error-codes.ts';
import { failedRun, InputError, type Started } from '../../model/errors.ts';
import { type Finding, hasError } from '../../model/finding.ts';
import type { Hooks, RunHooks } from '../../model/hooks.ts';
import type { ProfileRun, ProfilesResult, Result, SingleResult } from '../../model/result.ts';
import { strictly } from '../../model/strict.ts';
import { codeOfSignal } from './interruption.ts';

/** How many profiles are under way at once: enough that one that hangs holds nothing up, too few to be a load. */
const AT_ONCE = 8;

/** The options that a command for several profiles must have. */
export interface PerProfile {
  connection: SettingsChoice;
  body?: BodyOptions;
}

/** A command for one profile. */
type Run<O> = (options: O, context: Context, hooks: RunHooks) => Promise<SingleResult>;

/** A command that runs once, or once for each of several profiles, as its options say. */
export function perProfile<O extends PerProfile>(
  command: ProfilesResult['command'],
  run: Run<O>,
): (options: O, context: Context, hooks: Hooks) => Promise<Result> {
  return (options, context, hooks) =>
    wantsSeveralProfiles(options.connection)
      ? eachProfile(command, options, context, hooks, run)
      : run(options, context, hooks);
}

/** What can be done only once does not go with several profiles. Throws InputError. */
export function refuseSeveral(connection: SettingsChoice, once: string): void {
  if (!wantsSeveralProfiles(connection)) return;
  throw conflict(once, connection.allProfiles ? '--all-profiles' : { what: 'several-profiles' });
}

/**
 * Runs a command once per profile, several at a time. A profile that fails leaves the others alone; the whole has the
 * error of the worst. Config file and body are read once. After a signal no further one is begun.
 */
async function eachProfile<O extends PerProfile>(
  command: ProfilesResult['command'],
  options: O,
  context: Context,
  hooks: Hooks,
  run: Run<O>,
): Promise<ProfilesResult> {
  try {
    const { names, findings, shared } = await prepare(options, context);
    hooks.profiles(names);
    // From here on; until then a signal ends the process by itself, whatever it is reading.
    let received: Signal | undefined;
    context.onSignal((signal) => {
      received = signal;
    });
    const single = async (profile: string): Promise<SingleResult> => {
      if (received) return notBegun(command, received);
      const connection = { ...shared.connection, profiles: [profile], allProfiles: false };
      const { sessionStarted, sessionEnded, waiting } = hooks;
      const started: Started[] = [];
      const scoped: RunHooks = {
        sessionStarted: (session) => {
          started.push({ session });
          return sessionStarted(session, profile);
        },
        sessionEnded,
        waiting: (notice) => waiting(notice, profile),
        played: async () => {},
        playing: () => {},
        progress: () => {},
        step: () => {},
        // The line of progress says which profiles are waited for.
        waitsFor: () => {},
      };
      return run({ ...shared, connection }, context, scoped).catch((error) =>
        failedRun(error, command, started),
      );
    };
    const runs = await inParallel(names, single, hooks.profileDone);
    return { ...summary(command, runs), findings };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { error: failure, findings } = failedRun(error, command);
    return { command, sent: 'no', findings, runs: [], ...(failure && { error: failure }) };
  }
}

/** The names, each once, and the options with config file and body read. */
async function prepare<O extends PerProfile>(
  options: O,
  context: Context,
): Promise<{ names: string[]; findings: Finding[]; shared: O }> {
  const { connection, body } = options;
  const loaded = await loadConfig(connection, context);
  const given = body && (await readGiven(body, context));
  const names = connection.allProfiles ? [...(loaded.file?.profiles.keys() ?? [])] : [...connection.profiles];
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
  const said: Finding[] = repeated ? [{ code: 'usage-repeated', severity: 'warning', args }] : [];
  const findings = strictly(said, connection.strict);
  if (hasError(findings)) throw new InputError('usage', findings);
  return {
    names: unique,
    findings,
    shared: { ...options, connection: { ...connection, loaded }, ...(body && { body: { ...body, given } }) },
  };
}

function noProfiles(config: string | undefined): Finding {
  return { code: 'profile-none', severity: 'error', args: { ...(config !== undefined && { config }) } };
}

async function inParallel(
  names: readonly string[],
  single: (profile: string) => Promise<SingleResult>,
  announce: Hooks['profileDone'],
): Promise<ProfileRun[]> {
  const runs: ProfileRun[] = [];
  const waiting = names.entries();
  const work = async (): Promise<void> => {
    for (const [at, profile] of waiting) {
      const run = { profile, result: await single(profile) };
      runs[at] = run;
      await announce(run);
    }
  };
  // Whatever breaks one line of work, the sessions of the others are waited for.
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const broken = ends.find((end) => end.status === 'rejected');
  if (broken) throw broken.reason;
  return runs;
}

/** The whole of several runs: the highest exit code, and whether anything may have been sent. */
function summary(command: ProfilesResult['command'], runs: readonly ProfileRun[]): ProfilesResult {
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

function notBegun(command: ProfilesResult['command'], signal: Signal): SingleResult {
  return {
    command,
    sent: 'no',
    findings: [],
    error: { code: codeOfSignal(signal), args: { signal, sent: 'no' } },
  };
}
