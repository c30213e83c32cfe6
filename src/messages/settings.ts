import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import type { EndpointProblem, SettingProblem } from '../model/mistakes.ts';
import { sayOrigin } from './origin.ts';
import { didYouMean, listed } from './phrases.ts';
import { sayActual, sayExpected } from './values.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about settings, profiles and the endpoint. */
export type SettingCode =
  | Extract<FindingCode, `setting-${string}` | `profile-${string}`>
  | 'variable-empty'
  | 'variable-unknown'
  | 'endpoint-invalid'
  | 'endpoint-insecure'
  | 'endpoint-credentials'
  | 'endpoint-path-removed';

/** Why a value cannot be used, by its reason. */
type Reasons<T extends { reason: string }> = {
  [R in T['reason']]: string | ((problem: Extract<T, { reason: R }>) => string);
};

const SETTING_REASONS: Reasons<SettingProblem> = {
  'certificate-unreadable': 'the certificate in the file cannot be read',
  'control-character': 'it holds a control character',
  empty: 'it is empty',
  'joined-lines': 'a line break is missing after one of its -----END lines',
  'line-break': 'it holds a line break',
  'no-certificate': 'the file holds no certificate in PEM form',
  'not-a-count': 'not a valid number',
  'not-a-duration': 'not a valid duration',
  'not-a-url': 'it is not a URL',
  'not-text': 'the file is not text, as PEM is',
  'one-certificate-unreadable': ({ number, count }) =>
    `certificate ${number} of the ${count} in the file, or what stands before it, cannot be read`,
  'other-pem': ({ label }) => `the file holds no certificate, but a ${label}`,
  'outer-blanks': 'it starts or ends with whitespace',
  'proxy-scheme': ({ scheme }) => `the scheme ${scheme} is not supported, only http and https proxies are`,
};

const ENDPOINT_REASONS: Reasons<EndpointProblem> = {
  backslash: 'it holds a backslash',
  blanks: 'it contains whitespace',
  'control-character': 'it holds a control character',
  empty: 'it is empty',
  fragment: 'remove everything from # on',
  'host-form': 'it is not a valid host name',
  'no-host': 'the host is missing',
  'no-port': 'the port after the colon is missing',
  'port-number': ({ port }) => `${port} is not a port number from 1 to 65535`,
  'port-zero': 'port 0 cannot be reached',
  query: 'remove everything from ? on',
  quotes: 'it holds quotation marks',
  scheme: ({ scheme }) => `${scheme}// is not a scheme this API speaks; it must be https://`,
  'scheme-slashes': 'a scheme is followed by ://',
};

function reasonIn<T extends { reason: string }>(table: Reasons<T>, problem: T): string {
  const words = table[problem.reason as T['reason']] as string | ((problem: T) => string);
  return typeof words === 'function' ? words(problem) : words;
}

/** The words for {@link SettingCode}. */
export const SETTING_WORDING: Wording<SettingCode> = {
  'profile-unknown': {
    summary: 'a profile that the config file does not have',
    say: (finding) => ({
      message: `There is no profile "${finding.args.name}"${finding.args.config ? '' : ', since no config file is in use'}.`,
      ...profileFix(finding),
    }),
  },
  'profile-none': {
    summary: '--all-profiles, but the config file has no profiles',
    say: ({ args }) => ({
      message: args?.config
        ? `${args.config} has no profiles, so there is nothing to run --all-profiles for.`
        : 'There are no profiles to run --all-profiles for, since no config file is in use.',
      fix: 'Add "profiles" to the config file (.mediarc.example shows how), or leave --all-profiles out.',
    }),
  },
  'profile-unchosen': {
    summary: 'no profile chosen, and settings that only profiles have',
    say: ({ args: { config, keys, names } }) => ({
      message: `No profile is chosen. Only profiles of ${config} (${listed(names)}) set ${listed(keys)}.`,
      fix: `Add --profile ${names[0] ?? '<name>'}${names.length > 1 ? ', or the name of another' : ''}.`,
    }),
  },
  'setting-missing': {
    summary: 'a setting that is needed and not set',
    say: ({ args: { key, flag, env } }) => ({
      message: `${key} is not set.`,
      fix: `Add ${flag} <value>, set ${env}, or write ${key} in a .mediarc.`,
    }),
  },
  'setting-invalid': {
    summary: 'a setting whose value cannot be used',
    say: ({ args, actual, expected }) => ({
      // A value that may hold a password is not shown.
      message: `${args.key} ${actual === undefined ? 'cannot be used' : `is ${sayActual(actual)}`}: ${reasonIn<SettingProblem>(SETTING_REASONS, args)}.`,
      fix: expected
        ? `Give ${sayExpected(expected)}.`
        : EDGE_FIXES[args.reason === 'empty' ? 'empty' : 'edge'],
    }),
  },
  'variable-empty': {
    summary: 'an environment variable of this program that is set but empty',
    say: ({ args }) => ({
      message: `${args.env} is set but empty${insteadOf(args)}.`,
      fix: `Give ${args.env} a value, or unset it.`,
    }),
  },
  'variable-unknown': {
    summary: 'a variable MEDIA_SESSION_* that this program does not know',
    say: ({ args: { env, suggestion, key, missing } }) => ({
      message: missing
        ? `Unknown variable ${env}; ${key} is not set (required).`
        : `Unknown variable ${env}, ignored.`,
      fix: missing
        ? `Rename it to ${suggestion}.`
        : didYouMean(suggestion, 'media-session help environment lists the variables.'),
    }),
  },
  'endpoint-invalid': {
    summary: 'an endpoint that is no host or URL',
    say: ({ args, actual }) => {
      const shown = actual ? sayActual(actual) : '';
      return {
        message: `The endpoint ${shown === '' ? '' : `"${shown}" `}cannot be used: ${reasonIn<EndpointProblem>(ENDPOINT_REASONS, args)}.`,
        fix: 'Write the host alone, such as company.hb-api.omtrdc.net, or https://host:port/prefix.',
      };
    },
  },
  'endpoint-insecure': {
    summary: 'plain http to another machine',
    say: ({ args: { host } }) => ({
      message: `The endpoint uses plain http, which is only for this machine; ${host} is another.`,
      fix: `Write https://${host}.`,
    }),
  },
  'endpoint-credentials': {
    summary: 'a user name or password in the endpoint',
    say: () => ({
      message: 'The endpoint holds a user name or a password; the API takes neither.',
      fix: 'Delete everything from after https:// up to and including the @.',
    }),
  },
  'endpoint-path-removed': {
    summary: 'an API path that was pasted with the endpoint and removed',
    say: ({ args: { removed, endpoint } }) => ({
      message: `${removed} was removed from the endpoint.`,
      fix: `Write ${endpoint}.`,
    }),
  },
};

const EDGE_FIXES = {
  empty: 'Give it a value, or leave it out.',
  edge: 'Give the value alone, without blanks or line breaks around it.',
};

function profileFix({ args }: FindingOf<'profile-unknown'>): Pick<Words, 'fix' | 'run'> {
  const { suggestion, known, config } = args;
  if (suggestion) return { fix: `Did you mean ${suggestion}? Profiles here: ${known.join(', ')}.` };
  if (known.length > 0) return { fix: `Use one of ${known.join(', ')}.` };
  return config
    ? { fix: `Add it under profiles in ${config}.` }
    : { fix: 'Name the file with --config, or write one:', run: ['media-session config init'] };
}

/** What is used in place of a variable that is empty. */
function insteadOf({ used, none }: FindingArgs['variable-empty']): string {
  if (used) return `; using ${sayOrigin(used)} instead`;
  return none === undefined ? '' : `; using no ${none === 'config' ? 'config file' : 'profile'}`;
}
