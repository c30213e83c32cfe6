import type { BodyOptions } from '../../body/options.ts';
import {
  type Candidate,
  defineCommand,
  type Given,
  type OptionGroup,
  type OptionSpec,
  ownOptions,
} from '../../cli/definition.ts';
import { ALLOW_UNKNOWN } from '../../cli/options/body.ts';
import { OUTPUT } from '../../cli/options/output.ts';
import { reportOptions } from '../../cli/options/reports.ts';
import { SEND, type SendOptions } from '../../cli/options/send.ts';
import { settingsOptions } from '../../cli/options/settings.ts';
import { conflict } from '../../cli/usage.ts';
import type { SettingsChoice } from '../../config/choice.ts';
import { resolveSettings, type Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import { EVERY_EXIT } from '../../model/exit-codes.ts';
import { isError } from '../../model/finding.ts';
import type { Hooks, RunHooks } from '../../model/hooks.ts';
import type { PlayMode } from '../../model/play-result.ts';
import type { Reports } from '../../model/reports.ts';
import type { PlayResult, Result } from '../../model/result.ts';
import { callableNames } from '../../scenario/builtin.ts';
import { prepareConnection } from '../shared/connection.ts';
import { Interruption } from '../shared/interruption.ts';
import { endCommand } from '../shared/next-command.ts';
import { perProfile, refuseSeveral } from '../shared/profiles.ts';
import { openSandbox, sandboxEndpoint } from '../shared/sandbox.ts';
import { requireEndpoint } from '../shared/settings.ts';
import { listed } from './list.ts';
import { judgePlan } from './outcome.ts';
import { perform } from './perform.ts';
import { bodyAt, type Plan, planPlay } from './plan.ts';
import { aboutScenario, playResult, unmetError } from './result.ts';
import { findScenario, type ScenarioChoice } from './source.ts';
import { playedEvent } from './stage.ts';

/** What `play` was asked to do. */
interface PlayOptions extends SendOptions, ScenarioChoice {
  list: boolean;
  mode: PlayMode;
  restart: boolean;
  sandbox: boolean;
  connection: SettingsChoice;
  /** Flags for the sessionStart of each session. */
  body: BodyOptions;
  report: Reports;
  /** The files that it reads. */
  files: readonly string[];
}

const SETTINGS = inOwnWords(settingsOptions({ severalProfiles: true, sends: true }));
const SENDING = inOwnWords(SEND);
const REPORTS = reportOptions('har', 'junit', 'report');

/** What options of other commands mean to a play. */
const OWN_WORDS: ReadonlyMap<string, string> = new Map([
  ['--dry-run', 'print schedule and numbers; sends nothing'],
  ['--no-validate', 'send although the check here fails'],
  ['--timeout <time>', 'longest time for each exchange, its retries included (default: 15s)'],
]);

function inOwnWords<T>(group: OptionGroup<T>): OptionGroup<T> {
  const own = (spec: OptionSpec): OptionSpec => ({
    ...spec,
    description: OWN_WORDS.get(spec.flags) ?? spec.description,
  });
  return { specs: () => group.specs().map(own), read: group.read };
}

/** `play`. */
export const PLAY = defineCommand<PlayOptions>({
  options: [
    ownOptions(
      {
        flags: '--list',
        description: 'list the built-in scenarios; sends nothing',
        conflicts: ['--from', '--dry-run'],
      },
      {
        flags: '--from <file>',
        description: 'play the sessions of a capture (HAR, log) again',
      },
      {
        flags: '--instant',
        description: 'send all at once, dated as a play that ends now',
      },
      {
        flags: '--restart',
        description: 'after a 404 or 410, go on in a new session',
      },
      {
        flags: '--sandbox',
        description: 'play against an embedded sandbox',
        conflicts: ['--endpoint'],
      },
      { flags: '--var <name=value>', description: 'a variable of the scenario', repeatable: true },
      { flags: '--param <key=value>', description: 'a param of each sessionStart', repeatable: true },
      {
        flags: '--custom <key=value>',
        description: 'custom metadata of each sessionStart',
        repeatable: true,
      },
      { ...ALLOW_UNKNOWN },
    ),
    SENDING,
    SETTINGS,
    REPORTS,
    OUTPUT,
  ],
  events: () => ['sessionStart'],
  words: { scenario: () => callableNames().map((text): Candidate => ({ text, description: '' })) },
  examples: [
    'media-session play --sandbox --instant',
    'media-session play timeline-1 --dry-run --sandbox',
    'media-session play scenario.yaml --junit play.xml',
    'media-session play --from customer.har --instant',
  ],
  exits: EVERY_EXIT,
  read: readPlay,
  run: (options, context, hooks) => (options.list ? listed() : playAll(options, context, hooks)),
});

const playAll: (options: PlayOptions, context: Context, hooks: Hooks) => Promise<Result> = perProfile(
  'play',
  play,
);

function readPlay(given: Given): PlayOptions {
  const connection = SETTINGS.read(given);
  const scenario = given.args[0] === undefined ? undefined : String(given.args[0]);
  const from = given.text('--from');
  const sending = SENDING.read(given);
  const instead = ['--from', '--list'].find((name) => given.flag(name) || given.text(name) !== undefined);
  if (scenario !== undefined && instead !== undefined) throw conflict(instead, '[scenario]');
  const once = ['--dry-run', '--list'].find((name) => given.flag(name));
  if (once !== undefined) refuseSeveral(connection, once);
  return {
    ...sending,
    ...{ connection, scenario, from },
    variables: given.list('--var'),
    known: {},
    list: given.flag('--list'),
    mode: sending.dryRun ? 'dry-run' : given.flag('--instant') ? 'instant' : 'real-time',
    restart: given.flag('--restart'),
    sandbox: given.flag('--sandbox'),
    body: { ...NO_BODY, param: given.list('--param'), custom: given.list('--custom') },
    report: REPORTS.read(given),
    files: [scenario, from].filter((name) => name !== undefined),
  };
}

const NO_BODY: BodyOptions = {
  ...{ body: undefined, from: undefined, playhead: undefined, ts: undefined },
  ...{ paramFlags: {}, param: [], paramJson: [], custom: [], qoe: [] },
  ...{ smoke: false, asGiven: false },
};

/**
 * Plays a scenario: settings, schedule, check, and each event at its time. Throws InputError for a mistake found before
 * anything was sent; everything that happens afterwards is in the result.
 */
async function play(options: PlayOptions, context: Context, hooks: RunHooks): Promise<PlayResult> {
  const server = options.sandbox && !options.dryRun ? await openSandbox(context) : undefined;
  try {
    const resolved = await resolveSettings(options.connection, context, { sandbox: options.sandbox });
    const settings = server ? { ...resolved, endpoint: sandboxEndpoint(server.url) } : resolved;
    const scenario = await findScenario(options, settings, context);
    const base = context.now() - (options.mode === 'real-time' ? 0 : scenario.length);
    const plan = await planPlay(scenario, base, options, settings, context);
    if (options.dryRun) return planned(plan, base, settings);
    if (plan.refused) throw plan.refused;
    return await send(options, plan, settings, context, hooks);
  } finally {
    await server?.close();
  }
}

/** The schedule, and what it comes to; sends nothing. */
function planned(plan: Plan, base: number, settings: Settings): PlayResult {
  const { refused } = plan;
  const judged = judgePlan(plan, base, settings.ignore);
  const { sessions, expectations, findings } = judged;
  const failed = refused
    ? { code: refused.code, args: { count: refused.findings.filter(isError).length, ...refused.args } }
    : unmetError(judged);
  return {
    ...{ command: 'play', sent: 'no', scenario: aboutScenario(plan), mode: 'dry-run' },
    findings: [
      ...(refused?.findings ?? plan.findings),
      ...findings,
      ...sessions.flatMap((session) => session.findings),
    ],
    events: plan.events.map((one) => playedEvent(one, bodyAt(one, base), base)),
    ...{ sessions, expectations },
    ...(failed && { error: failed }),
  };
}

async function send(
  options: PlayOptions,
  plan: Plan,
  settings: Settings,
  context: Context,
  hooks: RunHooks,
): Promise<PlayResult> {
  const { mode, restart, sandbox, connection: choice } = options;
  const endpoint = requireEndpoint(settings);
  const interruption = new Interruption(context);
  const { signal } = interruption;
  const connecting = { direct: sandbox, waitsFor: hooks.waitsFor };
  const connection = await prepareConnection(settings, endpoint.url, context, signal, connecting);
  const around = { mode, restart, options, settings, endpoint, connection, context, hooks, signal };
  const performance = await perform(plan, around);
  return playResult({
    ...{ plan, performance, around, sandbox, signal: interruption.received },
    endWith: (session) => (sandbox ? undefined : endCommand(session, choice)),
  });
}
