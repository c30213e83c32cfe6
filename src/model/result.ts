import type { CaptureVerdict, Passed } from './capture-verdict.ts';
import type { ErrorCode } from './error-codes.ts';
import type { TlsFacts } from './exchange.ts';
import type { Finding } from './finding.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Origin } from './origin.ts';
import type { PlayResult } from './play-result.ts';
import type {
  Asking,
  Common,
  EventResult,
  ProxyUse,
  ResultError,
  Session,
  StartResult,
} from './request-result.ts';
import type { ExplainedSession } from './session.ts';

export type { PlayedEvent, PlayResult } from './play-result.ts';
export type {
  Asking,
  ErrorArgs,
  EventResult,
  IgnoredCounts,
  Printed,
  ProxyUse,
  RequestBody,
  ResultError,
  Session,
  StartResult,
} from './request-result.ts';

/** What `explain` has to say about one request of a capture. */
export interface ExplainedRequest {
  /** The request in a few words, such as `entry 3: POST https://…`. */
  label: string;
  kind: 'session' | 'event' | 'batch' | 'body' | 'other';
  origin: Origin;
  /** The body as captured; never shown, but what must be hidden elsewhere is read from it. */
  body?: JsonValue;
  /** Passwords of its URL and the like; hidden wherever they are repeated. */
  credentials?: string[];
  verdict: CaptureVerdict;
  /** Status of the recorded answer. */
  status?: number;
  /** What the recorded answer means, unless it is a success. */
  error?: ResultError;
  findings: Finding[];
}

/** A setting in force, as text, and where it came from. */
export interface EffectiveSetting {
  key: string;
  value: string;
  origin: Origin;
}

/** What a step of `doctor` found, by what it looked at. */
export type StepDetail =
  | { about: 'tool'; toolVersion: string; nodeVersion: string }
  | { about: 'config'; path: string | undefined }
  | { about: 'settings'; settings: readonly EffectiveSetting[] }
  | { about: 'hosts'; clean: boolean }
  | { about: 'proxy'; use: ProxyUse | undefined }
  | { about: 'addresses'; addresses: readonly string[] }
  | { about: 'no-addresses'; host: string; code: ErrorCode; systemCode?: string }
  | { about: 'not-looked-up'; why: 'proxy' | 'no-host-name' }
  | { about: 'connection'; address: string | undefined }
  | { about: 'tls'; facts: TlsFacts | undefined; daysLeft: number | undefined }
  | { about: 'plain-http' }
  | { about: 'schema'; path: string; found: boolean }
  | { about: 'clock'; agrees: boolean }
  | { about: 'drift'; differences: number }
  | { about: 'body'; accepted: boolean }
  | { about: 'error'; error: ResultError }
  | { about: 'interrupted' }
  | { about: 'failed' }
  | { about: 'skipped'; after: string };

/** One step of `doctor`. */
export interface Step {
  name: string;
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  detail: StepDetail;
  /** Milliseconds. */
  elapsed?: number;
  findings: Finding[];
}

export interface CheckResult extends Common, Asking {
  command: 'check';
  checked?: { bodies: number; failed: number; findingsLeftOut: number };
  /** The bodies stand in files, and no flag sets their values. */
  fromFiles?: boolean;
}

export interface ExplainResult extends Common {
  command: 'explain';
  /** Each request of the capture with its findings; `findings` is all of them, in the same order. */
  explained?: ExplainedRequest[];
  /** What the capture holds besides, by kind. */
  passed?: Passed[];
  /** Each session of a recording; its findings are among `findings`, too. */
  sessions?: ExplainedSession[];
}

export interface DoctorResult extends Common, Asking {
  command: 'doctor';
  steps?: Step[];
  /** The command line to go on with, where nothing failed. */
  next?: string;
}

interface SchemaShowResult extends Common {
  command: 'schema show';
  schema?: JsonObject;
}

export interface SchemaDiffResult extends Common, Asking {
  command: 'schema diff';
  eventType?: string;
}

interface ConfigShowResult extends Common {
  command: 'config show';
  /** The config file in use. */
  config?: string | undefined;
  settings?: EffectiveSetting[];
}

interface ConfigFileResult extends Common {
  command: 'config path' | 'config init';
  config?: string;
  /** The settings of a new file that still have a placeholder, with their lines, from 1. */
  open?: readonly { key: string; line: number }[];
}

export interface SandboxResult extends Common {
  command: 'sandbox';
  url?: string;
  /** The page; with the token where one is needed. */
  page?: string;
  /** `--check`: what came, as `explain` has it; their findings are among `findings`, after `own`. */
  explained?: ExplainedRequest[];
  sessions?: ExplainedSession[];
  /** Findings about the check as a whole. */
  own?: Finding[];
  /** Of what `--expect` names: how much there was, and how much of it came so. */
  expected?: { of: number; met: number };
  /** The exit code of the command that was run. */
  exited?: number;
}

interface CompletionResult extends Common {
  command: 'completion';
  /** The script for a shell. */
  script?: { shell: string; text: string };
  /** What may stand at the cursor, a line each, for that script. */
  lines?: string[];
}

interface HelpResult extends Common {
  command: 'help';
  help?: string;
}

/** A command line that failed before it was clear what it asks for. */
interface UnclearResult extends Common {
  command: 'media-session' | 'config' | 'schema' | '__complete';
}

/** A result per profile, in the order asked for; the error of the whole is the worst of theirs, or its own. */
export interface ProfilesResult extends Common {
  command: 'start' | 'check' | 'doctor' | 'play' | 'config show';
  runs: ProfileRun[];
}

/** What came of one profile, where a command ran for several. */
export interface ProfileRun {
  profile: string;
  result: SingleResult;
}

/** What came of a command that ran once. */
export type SingleResult =
  | StartResult
  | EventResult
  | PlayResult
  | CheckResult
  | ExplainResult
  | DoctorResult
  | SchemaShowResult
  | SchemaDiffResult
  | ConfigShowResult
  | ConfigFileResult
  | SandboxResult
  | CompletionResult
  | HelpResult
  | UnclearResult;

/** What a command hands to the reports: data only, told apart by the command. Nothing in it has been put into words. */
export type Result = SingleResult | ProfilesResult;

/** The name of a command, as results carry it. */
export type CommandName = Result['command'];

/** The session that a result is about, if it started one. */
export function sessionOf(result: Result): Session | undefined {
  return 'session' in result ? result.session : undefined;
}

/** The requests of a result, in the order of sending: its own, those that followed, and those of a play. */
export function requestsOf(result: SingleResult): SingleResult[] {
  if (result.command === 'play') return (result.events ?? []).flatMap((event) => event.result ?? []);
  const ending = endingOf(result);
  return ending ? [result, ending] : [result];
}

/** The sessionEnd that followed, or was to follow, the request of a result. */
export function endingOf(result: SingleResult): EventResult | undefined {
  return 'ending' in result ? result.ending : undefined;
}

/** What a result says about the request that was sent; nothing where the command sends none. */
export function askingOf(result: Result): Asking {
  return 'exchange' in result || 'request' in result ? result : {};
}
