import type { FindingArgs } from './finding-args.ts';
import type { Actual, Expected } from './finding-values.ts';
import type { Origin } from './origin.ts';
import { RULE_IDS } from './session-finding.ts';

/** Every code a finding can carry. Stable: scripts match on them. Each is worded once, in messages/. */
export const FINDING_CODES = [
  // How the command was called
  'usage-unknown-option',
  'usage-unknown-command',
  'usage-option-value',
  'usage-extra-argument',
  'usage-missing-argument',
  'usage-missing-command',
  'usage-conflict',
  'usage-repeated',
  // Files and the JSON in them
  'file-missing',
  'file-unreadable',
  'file-too-large',
  'file-empty',
  'file-encoding',
  'file-binary',
  'json-syntax',
  'json-duplicate-key',
  'json-number',
  'json-root',
  'json-depth',
  'json-unsafe-key',
  // Configuration
  'config-unknown-key',
  'config-type',
  'config-syntax',
  'config-executable',
  'config-import',
  'config-permissions',
  'config-owner',
  'config-exists',
  'config-none',
  'ignore-invalid',
  'profile-unknown',
  'profile-none',
  'profile-unchosen',
  'setting-missing',
  'setting-invalid',
  'variable-empty',
  'variable-unknown',
  'placeholder',
  'endpoint-invalid',
  'endpoint-insecure',
  'endpoint-credentials',
  'endpoint-path-removed',
  // The body against a schema
  'param-missing',
  'param-type',
  'param-unknown',
  'body-missing',
  'body-type',
  'body-unknown',
  'event-type',
  'custom-metadata-key',
  'custom-metadata-type',
  // What no schema checks
  'tracking-server-form',
  'tracking-server-host',
  'unknown-tracking-server',
  'endpoint-host',
  'report-suite-form',
  'org-id-form',
  'ecid-form',
  'ts-seconds',
  'ts-rounded',
  'ts-range',
  'length-milliseconds',
  'length-not-positive',
  'playhead-range',
  'playhead-milliseconds',
  'literal-text',
  'content-type-unknown',
  'stream-type-missing',
  'downloaded-online',
  'downloaded-batch',
  'batch-form',
  'batch-deprecated',
  'pass-auth-value',
  'custom-metadata-reserved',
  'pod-position-zero',
  'params-form',
  'event-unconfirmed',
  // Captures
  'capture-unknown',
  'capture-empty',
  'capture-body-missing',
  'capture-incomplete',
  'capture-redacted',
  'capture-computed',
  'capture-not-json',
  'capture-cut',
  'capture-bent',
  'request-method',
  'request-path',
  'request-placeholder',
  'request-insecure',
  'other-api',
  'response-missing',
  'response-unreadable',
  'starts-alone',
  // A scenario, and what came of playing it
  'scenario-unknown',
  'scenario-key',
  'scenario-type',
  'scenario-missing',
  'scenario-conflict',
  'scenario-name',
  'scenario-order',
  'scenario-variable',
  'scenario-too-long',
  'scenario-capture',
  'expectation-failed',
  'send-late',
  // What spoils the numbers of a session
  ...RULE_IDS,
  // What a sandbox received
  'sandbox-idle',
  'sandbox-dropped',
  'sandbox-open',
  'sandbox-connection',
  'sandbox-path',
  'sandbox-body',
  'sandbox-session',
  'sandbox-fault',
  'sandbox-differs',
  'expected-sessions',
  'expected-number',
  'expected-key',
  'expected-value',
  // What an answer says
  'server-message',
  'server-silent',
  'unexplained',
  'schema-unavailable',
  'schema-disagrees',
  'schema-added',
  'schema-removed',
  'schema-retyped',
  'schema-required',
  'clock-skew',
  'not-proved',
  'output-discarded',
  'report-not-written',
  'github-variables',
] as const satisfies readonly (keyof FindingArgs)[];

/** The codes that have arguments, where the list of codes has each of them. */
type Listed<C extends (typeof FINDING_CODES)[number]> = C;

/** One of {@link FINDING_CODES}. */
export type FindingCode = Listed<keyof FindingArgs>;

/** How much a finding matters: an error stops the request from being sent. */
export type Severity = 'error' | 'warning' | 'info';

/** What a finding rests on. */
export type Evidence = 'server' | 'live-schema' | 'bundled-schema' | 'plausibility' | 'input';

/** What every finding may have. `path` is a JSON pointer into the body, or the key of a setting. */
interface Common {
  severity: Severity;
  path?: string;
  expected?: Expected;
  actual?: Actual;
  origin?: Origin;
  evidence?: Evidence;
  /** How much it mattered before it was marked as not to be reported: see model/ignore.ts. */
  ignored?: Severity;
}

/** The arguments of a code; they may be left out where none of them is needed. */
type WithArgs<A> = A extends undefined
  ? { args?: undefined }
  : object extends A
    ? { args?: A & object }
    : { args: A };

/** A finding with this code. */
export type FindingOf<C extends FindingCode> = {
  [K in C]: Common & { code: K } & WithArgs<FindingArgs[K]>;
}[C];

/** One thing worth telling, as data: the words for it are in messages/, typed by the code. */
export type Finding = FindingOf<FindingCode>;

/** A finding whose severity is still to be said. */
export type Unweighed = { [C in FindingCode]: Omit<FindingOf<C>, 'severity'> }[FindingCode];

/** Whether a finding is an error. */
export function isError({ severity }: Pick<Finding, 'severity'>): boolean {
  return severity === 'error';
}

/** Whether there is an error among findings. */
export function hasError(findings: readonly Finding[]): boolean {
  return findings.some(isError);
}
