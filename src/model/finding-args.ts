import type {
  BentCommand,
  BinaryKind,
  CaptureForm,
  CaptureGap,
  CorsProblem,
  NoResponse,
  NotJson,
  OtherFacts,
  RequestPath,
  UrlPart,
} from './capture-facts.ts';
import type { ErrorCode } from './error-codes.ts';
import type { FailedExpectation } from './expectation.ts';
import type {
  Belongs,
  EndpointProblem,
  EventArgument,
  JsonMistake,
  NamingSystem,
  OptionAdvice,
  OptionProblem,
  SettingProblem,
  UnreadableReason,
  UsageAdvice,
  YamlMistake,
} from './mistakes.ts';
import type { Origin } from './origin.ts';
import type { ClosedState, ConnectionProblem } from './sandbox-facts.ts';
import type { RuleArgs, RuleId } from './session-finding.ts';
import type { SystemCode } from './system-code.ts';

/** What a finding is about: a key as the reader knows it, and the flag that sets it. */
interface About {
  key: string;
  flag?: string;
  /** The key is that of a setting, under which the value of the body stands in the config file. */
  setting?: boolean;
}

/** A value to write instead. */
interface Better {
  suggestion?: string | number | boolean;
}

/** A key that is not allowed where it stands. */
interface UnknownKey extends About {
  suggestion?: string;
  belongs?: Belongs;
  /** The API had this key once. */
  removed?: boolean;
  /** Who calls the suggested key so. */
  from?: NamingSystem;
  /** XDM has an object of this name, and the API its fields alone. */
  group?: boolean;
  /** Official samples have it, although the tables do not. */
  disputed?: boolean;
  /** The suggested key is required and missing: the two are one mistake. */
  required?: boolean;
}

/** The setting that names a file, and how it does. */
interface Via {
  via?: string;
  /** The setting's own text. */
  given?: string;
  fromConfig?: boolean;
}

/** Which of Adobe's services a host belongs to. */
export type HostKind = 'collection' | 'heartbeat' | 'analytics' | 'edge' | 'unknown';

/** What is wrong with a host: its service, or a slip in its name. */
type WrongHost = About & Better & { kind: HostKind; misspelt?: boolean };

type Place = { firstLine?: number | undefined; firstColumn?: number | undefined };

/** The arguments of the rules of a session, how often each is broken in it, and the events that it stands on, from 0. */
type RuleFindingArgs = { [R in RuleId]: RuleArgs[R] & { count: number; events?: readonly number[] } };

/** What each code says beyond the fields that all findings have: values and codes, no words. */
export interface FindingArgs extends RuleFindingArgs {
  'usage-unknown-option': { option: string; command: string; advice?: UsageAdvice | undefined };
  /** `family` is the command that has no such command; `help`: it was asked what the word means. */
  'usage-unknown-command': {
    command: string;
    family?: string;
    help?: true;
    advice?: UsageAdvice | undefined;
  };
  'usage-option-value':
    | { option: string; placeholder: string }
    | { option: string; looksLike: string }
    | { option: string; needs: string }
    | { option: string; reason?: OptionProblem; advice?: OptionAdvice };
  'usage-extra-argument': { argument: string; command: string; advice?: UsageAdvice | undefined };
  /** `usage`: the command with its arguments, as it is to be typed; `type`: the event type that stands in the place of the ID. */
  'usage-missing-argument': { argument: string; command: string; usage: string; type?: string };
  'usage-missing-command': { option: string };
  'usage-conflict': { option: string; other: string | { what: 'config-file' | 'several-profiles' } };
  /** `used`: another option for the same value, which wins. */
  'usage-repeated': { option: string; once?: boolean; used?: string };
  /** `code`: the name is that of a code, or much like one. */
  'file-missing': Via & { code?: string };
  'file-unreadable': Via & { reason: UnreadableReason };
  'file-too-large': { limit: number; bytes?: number };
  /** `list`: it is JSON, but a list without anything in it. */
  'file-empty': Via & { list?: true };
  'file-binary': { kind: BinaryKind };
  'file-encoding': { offset: number; byte: string; encoding: string; nul: boolean };
  'json-syntax': JsonMistake & Place & { config?: boolean };
  'json-duplicate-key': Place & { key: string };
  'json-number': { text: string };
  'json-root': { capture?: CaptureForm; batch?: boolean; file?: string };
  'json-depth': { limit: number };
  'json-unsafe-key': { key: string };
  'config-unknown-key': {
    key: string;
    suggestion?: string;
    belongs?: 'params';
    /** What a switch of an SDK comes to here. */
    sdk?: 'https' | 'verbose';
    /** The suggested setting or param is needed and missing: the two are one mistake. */
    missing?: boolean;
  };
  /** An element of a list has no key. */
  'config-type': { key: string | undefined; plain?: string };
  'config-syntax': YamlMistake;
  'config-executable': undefined;
  'config-import': undefined;
  'config-permissions': { reason: 'writable-by-all' | 'other-owner'; path: string };
  'config-owner': { owner: number; path: string };
  'config-exists': undefined;
  'config-none': undefined;
  'ignore-invalid': { name: string; stopping: boolean; suggestion?: string };
  'profile-unknown': { name: string; known: readonly string[]; config?: string; suggestion?: string };
  'profile-none': { config?: string };
  /** The settings that are missing and that these profiles set. */
  'profile-unchosen': { config: string; keys: readonly string[]; names: readonly string[] };
  'setting-missing': { key: string; flag: string; env: string };
  'setting-invalid': About & SettingProblem;
  /** `suggestion` is a variable. `missing`: the setting that it fills is needed and has no value; the two are one mistake. */
  'variable-unknown': { env: string; suggestion?: string; key?: string; missing?: boolean };
  'variable-empty': { env: string; used?: Origin; none?: 'config' | 'profile' };
  /** `replaced`: the settings that the sandbox has example values for instead. */
  placeholder: About & { replaced?: readonly string[] };
  'endpoint-invalid': EndpointProblem;
  'endpoint-insecure': { host: string };
  'endpoint-credentials': undefined;
  'endpoint-path-removed': { removed: string; endpoint: string };
  'param-missing': About & { disputed?: boolean };
  'param-type': About & Better;
  'param-unknown': UnknownKey;
  'body-missing': About;
  'body-type': About & Better;
  'body-unknown': UnknownKey;
  'event-type': (About & { suggestion?: string; any?: boolean; paramsAlone?: boolean }) | EventArgument;
  'custom-metadata-key': About & { suggestion?: string };
  'custom-metadata-type': About & Better;
  'tracking-server-form': About & Better;
  'tracking-server-host': WrongHost & { same?: boolean; endpoint?: boolean };
  'unknown-tracking-server': { reason: ErrorCode; systemCode?: string };
  /** `server`: the tracking server, where the two hosts are swapped; `apart`: it does not come from the file of the endpoint. */
  'endpoint-host': WrongHost & { server?: string; apart?: boolean };
  'report-suite-form': About & Better & { several?: boolean; org?: boolean };
  'org-id-form': About & Better;
  'ecid-form': About & Better;
  'ts-seconds': About & Better;
  'ts-rounded': About;
  'ts-range': About &
    Better & {
      kind: 'too-fine' | 'negative' | 'future' | 'past' | 'early' | 'late';
      recorded?: boolean;
    };
  'length-milliseconds': About & Better;
  'length-not-positive': About & Better;
  'playhead-range': About & { kind: 'negative' | 'live' | 'beyond' | 'day'; epoch?: boolean };
  'playhead-milliseconds': About & Better & { beyond?: boolean };
  'literal-text': About & { required?: boolean; empty?: boolean };
  'content-type-unknown': About & Better;
  'stream-type-missing': About;
  'downloaded-online': About & Better;
  'downloaded-batch': About & Better;
  'batch-form': { kind: 'empty' | 'not-a-list' | 'first' | 'again' };
  'batch-deprecated': undefined;
  'pass-auth-value': About & Better;
  'custom-metadata-reserved': About & { prefix: string; belongs?: 'params'; suggestion?: string };
  'pod-position-zero': About & Better;
  'params-form': About & ({ kind: 'ping' } | { kind: 'quality'; suggestion: string });
  'event-unconfirmed': About;
  'capture-unknown': { form?: string };
  'capture-empty': { ignored: number; events?: boolean; cut?: boolean };
  'capture-body-missing': { form: 'stdin' } | { file: string; form?: 'variable' | 'attached' };
  'capture-incomplete': { reason: CaptureGap };
  'capture-redacted': { count: number };
  /** JSON pointers of the values. */
  'capture-computed': { paths: readonly string[] };
  'capture-not-json': { cause: NotJson; read: boolean };
  'capture-cut': { entries: number };
  'capture-bent': { bend: BentCommand };
  'request-method': { method: string };
  /** `slash`: the path is the right one but for a slash at its end. */
  'request-path': { eventType: string; belongs: RequestPath; slash?: true; twice?: true };
  'request-placeholder': { where: UrlPart; text: string };
  'request-insecure': { host: string };
  'other-api': OtherFacts;
  'response-missing': { reason: NoResponse; reported?: string };
  'response-unreadable': CorsProblem;
  'starts-alone': { count: number };
  'sandbox-idle': undefined;
  'sandbox-dropped': { requests: number };
  'sandbox-open': { host: string; tls: boolean };
  'sandbox-connection': { problem: ConnectionProblem; detail?: string };
  'sandbox-path': { kind: 'unknown' | 'prefix' | 'method'; path: string; prefix?: string; allow?: string };
  'sandbox-body':
    | { problem: 'too-large'; limit: number }
    | { problem: 'cut-off' }
    | { problem: 'encoding'; offset: number };
  'sandbox-session': { state: ClosedState };
  'sandbox-fault': { fault: string; known: boolean };
  'sandbox-differs': { status: number; sandbox: number };
  'expected-sessions': { wanted: number; got: number };
  'expected-number': { session: number; key: string };
  'expected-key': { key: string; suggestion?: string; belongs?: 'sessions' | 'numbers' };
  'expected-value': { key: string };
  'scenario-unknown': { name: string; suggestion?: string };
  'scenario-key': { key: string; known: readonly string[]; suggestion?: string };
  'scenario-type': { key: string; suggestion?: string; starts?: boolean };
  'scenario-missing': { key: string };
  'scenario-conflict': { key: string; other: string };
  'scenario-name': { name: string; of: 'number' | 'rule'; suggestion?: string };
  /** Seconds from the start of the session. */
  'scenario-order': { at: number; before: number };
  /** `form`: `name` is what stands in the text. `settings`: those that there are, where `name` is none of them. */
  'scenario-variable': {
    name: string;
    problem: 'no-value' | 'circle' | 'form' | 'unused';
    suggestion?: string;
    settings?: readonly string[];
  };
  'scenario-too-long': { hours: number; events: number };
  'scenario-capture': { kind: 'none' | 'no-start' | 'batches'; count: number };
  'expectation-failed': FailedExpectation;
  /** Milliseconds. */
  'send-late': { count: number; median: number; worst: number; label: string };
  'server-message': { form: string; text: string; shortened: boolean };
  'server-silent': { form: string; status: number };
  unexplained: { live: boolean };
  'schema-unavailable': { status: number } | { failure: ErrorCode } | { reason: 'too-costly' };
  'schema-disagrees': { live: 'refuses' | 'allows' };
  'schema-added': { required: boolean };
  'schema-removed': undefined;
  'schema-retyped': undefined;
  'schema-required': { required: boolean };
  'clock-skew': { seconds: number; recorded?: boolean };
  'not-proved': undefined;
  'output-discarded': { id: string };
  'report-not-written': { name: string; reason: SystemCode };
  'github-variables': { names: readonly string[] };
}
