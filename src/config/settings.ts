/** What the text of a setting must be. `host` is a host name or URL, `count` a small whole number. */
export type SettingType = 'host' | 'string' | 'duration' | 'count' | 'path';

/** Everything that is known about one setting. */
export interface SettingSpec {
  /** Its key in the config file, and its name everywhere in the code. */
  key: string;
  flag: string;
  env: string;
  type: SettingType;
  /** One line for help, docs and the schema of the config file; no full stop. */
  description: string;
  /** As the user would write it. */
  default?: string;
  /** Whether `start` can do nothing without it. */
  required: boolean;
  /** What it is called elsewhere, as people write it in flags, variables and files; blanks stand between the names. */
  names?: string;
  /** The key of the body's `params` that it fills. */
  param?: string;
  /** What `--sandbox` uses when it is missing or a placeholder; visibly no real account. */
  example?: string;
  /** What the config template puts in its place; refused by name until it is replaced. */
  placeholder?: string;
}

/** The settings: flags, variables, help, docs and the schema of the config file are drawn from this. */
export const SETTINGS = [
  {
    key: 'endpoint',
    flag: '--endpoint',
    env: 'MEDIA_SESSION_ENDPOINT',
    names:
      'host hostname url uri server base-url api api-url api-host collection-host collection-server collection target to address',
    type: 'host',
    description: 'host or URL of the Media Collection API (not the Analytics tracking server)',
    required: true,
    placeholder: '<your-collection-api-host>',
  },
  {
    key: 'trackingServer',
    flag: '--tracking-server',
    env: 'MEDIA_SESSION_TRACKING_SERVER',
    names: 'tracking analytics-server analytics-host tracking-host sc-server',
    type: 'host',
    description: 'Analytics tracking server, a bare host name',
    required: true,
    param: 'analytics.trackingServer',
    example: 'sandbox.sc.omtrdc.net',
    placeholder: '<your-tracking-server>',
  },
  {
    key: 'reportSuite',
    flag: '--report-suite',
    env: 'MEDIA_SESSION_REPORT_SUITE',
    names: 'rsid suite rs report-suite-id reportsuiteid analytics-rsid',
    type: 'string',
    description: 'ID of the Analytics report suite',
    required: true,
    param: 'analytics.reportSuite',
    example: 'sandbox-report-suite',
    placeholder: '<your-report-suite>',
  },
  {
    key: 'orgId',
    flag: '--org-id',
    env: 'MEDIA_SESSION_ORG_ID',
    names: 'org ims-org ims-org-id imsorg organization organisation company mcorgid',
    type: 'string',
    description: 'Experience Cloud organisation ID, ending in @AdobeOrg',
    required: true,
    param: 'visitor.marketingCloudOrgId',
    example: '000000000000000000000000@AdobeOrg',
    placeholder: '<your-org-id>',
  },
  {
    key: 'connectTimeout',
    flag: '--connect-timeout',
    env: 'MEDIA_SESSION_CONNECT_TIMEOUT',
    names: 'connection-timeout',
    type: 'duration',
    description: 'longest wait for a connection, such as 5s or 800ms; a bare number is seconds',
    default: '5s',
    required: false,
  },
  {
    key: 'timeout',
    flag: '--timeout',
    env: 'MEDIA_SESSION_TIMEOUT',
    names: 'max-time deadline wait',
    type: 'duration',
    description: 'longest time for all that a command does, retries and follow-ups included',
    default: '15s',
    required: false,
  },
  {
    key: 'retry',
    flag: '--retry',
    env: 'MEDIA_SESSION_RETRY',
    names: 'attempts tries max-retries',
    type: 'count',
    description: 'how often to try again when nothing was sent, or on 429 and 503',
    default: '0',
    required: false,
  },
  {
    key: 'caCert',
    flag: '--cacert',
    env: 'MEDIA_SESSION_CACERT',
    names: 'ca ca-file cafile ca-cert ca-bundle cert certificate trust',
    type: 'path',
    description: 'PEM file with further certificate authorities to trust',
    required: false,
  },
] as const satisfies readonly SettingSpec[];

/** The name of a setting. */
export type SettingKey = (typeof SETTINGS)[number]['key'];

/** The settings that `start` cannot do without. */
export const REQUIRED_SETTINGS: readonly SettingKey[] = SETTINGS.filter((spec) => spec.required).map(
  (spec) => spec.key,
);

/** Keys of the config file that are no settings, with what they hold. `$schema` is for editors. */
export const STRUCTURE_KEYS = {
  profiles: 'named sets of these settings, chosen with --profile or --all-profiles',
  params: 'default values for params of the session, by their names in the API',
  customMetadata: 'default custom metadata, every value a string',
  ignore: 'codes of findings that are not reported (media-session help findings lists them)',
  $schema: 'where an editor finds the JSON Schema of this file',
} as const;

/** Names that a profile may have. */
export const PROFILE_NAME = /^[A-Za-z0-9._-]+$/;

/** Variables that choose the config file and the profile; an empty one counts as unset, with a warning. */
export const CONFIG_ENV = 'MEDIA_SESSION_CONFIG';
export const PROFILE_ENV = 'MEDIA_SESSION_PROFILE';

/** The row of {@link SETTINGS} for a key. */
export function settingSpec(key: SettingKey): SettingSpec {
  const spec = SETTINGS.find((row) => row.key === key);
  if (spec === undefined) throw new Error(`no such setting: ${key}`);
  return spec;
}
