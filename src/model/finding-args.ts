import type { ErrorCode } from './error-codes.ts';
import type {
  Belongs,
  CaptureGap,
  EndpointProblem,
  JsonMistake,
  OptionAdvice,
  OptionProblem,
  SettingProblem,
  UnreadableReason,
  YamlMistake,
} from './mistakes.ts';
import type { SystemCode } from './system-code.ts';

/** What a finding is about: a key as the reader knows it, and the flag that sets it. */
interface About {
  key: string;
  flag?: string;
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

interface Place {
  firstLine?: number | undefined;
  firstColumn?: number | undefined;
}

/** An event of a sequence. */
interface OfEvent {
  eventType: string;
}

interface WithinEvent extends OfEvent {
  opener: string;
}

/** What each code says beyond the fields that all findings have: values and codes, no words. */
export interface FindingArgs {
  'usage-unknown-option': { option: string; command: string; suggestion?: string | undefined };
  'usage-unknown-command': { command: string; suggestion?: string | undefined };
  'usage-option-value':
    | { option: string; placeholder: string }
    | { option: string; looksLike: string }
    | { option: string; needs: string }
    | { option: string; reason?: OptionProblem; advice?: OptionAdvice };
  'usage-extra-argument': { argument: string; command: string };
  'usage-missing-argument': { argument: string; command: string };
  'usage-conflict': { option: string; other: string | { what: 'config-file' | 'several-profiles' } };
  'usage-repeated': { option: string; once?: boolean };
  'file-missing': Via;
  'file-unreadable': Via & { reason: UnreadableReason };
  'file-too-large': { limit: number; bytes?: number };
  'file-empty': Via;
  'file-encoding': { offset: number; byte: string; encoding: string; nul: boolean };
  'json-syntax': JsonMistake & Place & { config?: boolean };
  'json-duplicate-key': Place & { key: string };
  'json-number': { text: string };
  'json-root': { har?: boolean; file?: string };
  'json-depth': { limit: number };
  'json-unsafe-key': { key: string };
  'config-unknown-key': { key: string; suggestion?: string };
  'config-type': { key: string; plain?: string };
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
  'setting-missing': { key: string; flag: string; env: string };
  'setting-invalid': About & SettingProblem;
  placeholder: About;
  'endpoint-invalid': EndpointProblem;
  'endpoint-insecure': { host: string };
  'endpoint-credentials': undefined;
  'endpoint-path-removed': { removed: string; endpoint: string };
  'param-missing': About;
  'param-type': About & Better;
  'param-unknown': UnknownKey;
  'body-missing': About;
  'body-type': About & Better;
  'body-unknown': UnknownKey;
  'event-type':
    | (About & { suggestion?: string; any?: boolean; paramsAlone?: boolean })
    | { argument: true; key: string; name: string; suggestion?: string };
  'custom-metadata-key': About & { suggestion?: string };
  'custom-metadata-type': About & Better;
  'tracking-server-form': About & Better;
  'tracking-server-host': About & { kind: HostKind; same?: boolean; swapped?: boolean };
  'unknown-tracking-server': undefined;
  'endpoint-host': About & Better & { kind: HostKind; swapped?: boolean };
  'report-suite-form': About & Better & { several?: boolean };
  'org-id-form': About & Better;
  'ecid-form': About & Better;
  'ts-seconds': About & Better;
  'ts-range': About &
    Better & {
      kind: 'too-fine' | 'negative' | 'future' | 'past' | 'early' | 'late';
      recorded?: boolean;
    };
  'length-milliseconds': About & Better;
  'length-not-positive': About & Better;
  'playhead-range': About & { kind: 'negative' | 'live' | 'beyond'; epoch?: boolean };
  'playhead-milliseconds': About & Better;
  'literal-text': About & { required?: boolean; empty?: boolean };
  'content-type-unknown': About & Better;
  'stream-type-missing': About;
  'downloaded-online': About & Better;
  'pass-auth-value': About & Better;
  'custom-metadata-reserved': About & { prefix: string; belongs?: 'params'; suggestion?: string };
  'pod-position-zero': About & Better;
  'params-form': About & ({ kind: 'ping' } | { kind: 'quality'; suggestion: string });
  'event-unconfirmed': About;
  'capture-unknown': { form?: string };
  'capture-empty': { ignored: number; events?: boolean };
  'capture-body-missing': { form: 'stdin' } | { file: string; form?: 'variable' };
  'capture-incomplete': { reason: CaptureGap };
  'capture-redacted': { count: number };
  'sequence-no-start': OfEvent & { empty?: boolean; later?: boolean };
  'sequence-ad-break': WithinEvent;
  'sequence-chapter': WithinEvent;
  'sequence-state': WithinEvent;
  'sequence-ts': OfEvent & { equal: boolean };
  'sequence-gap': OfEvent & { minutes: number };
  'sequence-after-end': OfEvent;
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
