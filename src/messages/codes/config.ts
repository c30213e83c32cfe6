import type { FindingCode } from '../../model/finding.ts';
import type { Explanation } from './explanation.ts';

type ConfigCode = Extract<
  FindingCode,
  | `config-${string}`
  | `profile-${string}`
  | `setting-${string}`
  | `endpoint-${string}`
  | 'ignore-invalid'
  | 'variable-empty'
  | 'variable-unknown'
>;

const config = (before: string, after: string): Explanation['example'] => ({ of: 'config', before, after });
const command = (before: string, after: string): Explanation['example'] => ({ of: 'command', before, after });
const situation = (before: string, after: string): Explanation['example'] => ({
  of: 'situation',
  before,
  after,
});

const SHOW = 'media-session config show';
const HELP = 'media-session help config';

/** The codes about settings, the config file and the endpoint. */
export const CONFIG_EXPLANATIONS: Readonly<Record<ConfigCode, Explanation>> = {
  'config-unknown-key': {
    what: 'The config file has a key that is not a setting. It is ignored; where the setting it should have been is needed, the two are one error.',
    why: 'A misspelt setting has no effect, so that another value may be in force than you think. --strict makes it an error in any case.',
    example: config('reportsuit: example-rsid', 'reportSuite: example-rsid'),
    deeper: [HELP, SHOW],
  },
  'config-type': {
    what: 'A value in the config file has the wrong type, or YAML has read it as another type than it looks.',
    why: 'In YAML a report suite of digits is a number and NO is false. Quotes keep a value as it is written.',
    example: config('reportSuite: 12345', 'reportSuite: "12345"'),
    deeper: [HELP, SHOW],
  },
  'config-syntax': {
    what: 'The config file is not valid YAML, or uses more of YAML than keys, lists and values: anchors, tags, several documents.',
    why: 'Such features can make a value something other than it looks, which a file that decides where data goes must not.',
    example: config('params: { media.channel: web', 'params: { media.channel: web }'),
    deeper: ['media-session config path', HELP],
  },
  'config-executable': {
    what: 'The config file is a program (.js, .ts, .cjs, .mjs).',
    why: 'A config file is found by walking up from the working directory. Code found like that is never run.',
    example: situation('.mediarc.js', '.mediarc'),
    deeper: ['media-session config init', HELP],
  },
  'config-import': {
    what: 'The config file has a $import key, by which the loader would pull in other files.',
    why: 'All settings stand in one file, so that you can see where each one comes from. Variants go under profiles.',
    example: config('$import: ./base.yaml', 'profiles:\n  staging:\n    reportSuite: example-dev'),
    deeper: [HELP, SHOW],
  },
  'config-permissions': {
    what: 'Every user of this machine can change the config file, or it belongs to somebody else.',
    why: 'The file decides where your requests and their visitor IDs go. Whoever can write it can redirect them.',
    example: situation('-rw-rw-rw- 1 you you .mediarc', '-rw------- 1 you you .mediarc'),
    deeper: ['ls -l .mediarc', 'chmod 600 .mediarc'],
  },
  'config-owner': {
    what: 'A config file was found, not named, and it belongs to another user.',
    why: 'In a shared directory such as /tmp anybody can leave a .mediarc for you to find. Name the file if you trust it.',
    example: situation('media-session start', 'media-session start --config /tmp/shared/.mediarc'),
    deeper: ['media-session config path', 'ls -l .mediarc'],
  },
  'config-exists': {
    what: 'config init found a file of this name, and left it as it is.',
    why: 'Nothing that you wrote is ever overwritten.',
    example: situation('media-session config init', 'mv .mediarc .mediarc.old; media-session config init'),
    deeper: ['cat .mediarc', SHOW],
  },
  'config-none': {
    what: 'No config file is in use: there is none from here up to the repository root, and none in your own config directory.',
    why: 'Settings then come from flags and variables alone.',
    example: situation(
      'media-session start --smoke',
      'media-session config init; media-session start --smoke',
    ),
    deeper: ['media-session config init', HELP],
  },
  'ignore-invalid': {
    what: 'A code that is to be ignored does not exist, or stops the command and so cannot be ignored.',
    why: 'A misspelt code would silence nothing, and nobody would notice.',
    example: config('ignore: [ts-secnds]', 'ignore: [ts-seconds]'),
    deeper: ['media-session help findings'],
  },
  'profile-unknown': {
    what: 'The config file has no profile of this name, or no config file was found.',
    why: 'Without its profile, a request might go to the wrong endpoint or report suite. So none is sent.',
    example: command('check --profile stagin', 'check'),
    deeper: ['media-session config path', SHOW],
  },
  'profile-none': {
    what: '--all-profiles was given, but the config file has no profiles.',
    why: 'A run over no profiles would look like a success.',
    example: command('check --all-profiles', 'check'),
    deeper: ['media-session config path', HELP],
  },
  'variable-empty': {
    what: 'An environment variable is set, but to nothing.',
    why: 'It counts as unset, so that another value is used than whoever set it may think. In CI, a secret that is not there often looks like this.',
    example: situation('MEDIA_SESSION_ENDPOINT=', 'MEDIA_SESSION_ENDPOINT=company.hb-api.omtrdc.net'),
    deeper: ['media-session config show', 'media-session help environment'],
  },
  'variable-unknown': {
    what: 'The environment has a variable that begins as those of this program do, but the program does not read it. Where the setting that it should have set is needed, the two are one error.',
    why: 'A misspelt variable has no effect, so that another value may be in force than you think. --strict makes it an error in any case.',
    example: situation('MEDIA_SESSION_REPORTSUITE=examplersid', 'MEDIA_SESSION_REPORT_SUITE=examplersid'),
    deeper: ['media-session help environment', SHOW],
  },
  'profile-unchosen': {
    what: 'The config file has its settings in profiles only, and none of them was chosen.',
    why: 'Which account a session goes to must not be a guess.',
    example: situation('start --smoke, with settings in profiles alone', 'start --smoke --profile staging'),
    deeper: ['media-session config show --all-profiles', HELP],
  },
  'setting-missing': {
    what: 'A setting that the request cannot do without has no value: neither a flag nor a variable nor the config file gives one.',
    why: 'Endpoint, tracking server, report suite and organisation ID decide where a session goes and where its data is counted.',
    example: command(
      'check --no-config --smoke --tracking-server a.sc.omtrdc.net --report-suite rsid',
      'check --no-config --smoke --tracking-server a.sc.omtrdc.net --report-suite rsid --org-id 0123456789ABCDEF01234567@AdobeOrg',
    ),
    deeper: ['media-session config init', SHOW],
  },
  'setting-invalid': {
    what: 'A setting has a value that it cannot have: empty, with blanks or line breaks around it, or in a form that is not understood.',
    why: 'A line break at the end of a secret from CI, for example, would go into the request and make the API lose the data.',
    example: config('timeout: soon', 'timeout: 15s'),
    deeper: [SHOW, HELP],
  },
  'endpoint-invalid': {
    what: 'The endpoint is not a host, a host with a port, or an https URL.',
    why: 'Requests go to {endpoint}/api/v1/sessions. An endpoint holds no query, fragment or blanks.',
    example: config('endpoint: "company.hb-api.omtrdc.net?x=1"', 'endpoint: company.hb-api.omtrdc.net'),
    deeper: [SHOW, 'media-session doctor'],
  },
  'endpoint-insecure': {
    what: 'The endpoint begins with http://, and is not on this machine.',
    why: 'Visitor IDs and metadata would go over the network in plain text. Only loopback addresses may be asked so.',
    example: config(
      'endpoint: http://company.hb-api.omtrdc.net',
      'endpoint: https://company.hb-api.omtrdc.net',
    ),
    deeper: ['media-session doctor'],
  },
  'endpoint-credentials': {
    what: 'The endpoint holds a user name or a password (user:password@host).',
    why: 'This API asks for neither. In an address they end up in logs and on screens.',
    example: config(
      'endpoint: https://user:secret@company.hb-api.omtrdc.net',
      'endpoint: https://company.hb-api.omtrdc.net',
    ),
    deeper: ['A proxy takes credentials in HTTPS_PROXY.'],
  },
  'endpoint-path-removed': {
    what: 'The endpoint was pasted with the path of the API, which was removed.',
    why: 'The path is added to each request. A prefix of your own before /api is kept.',
    example: config(
      'endpoint: https://company.hb-api.omtrdc.net/api/v1/sessions',
      'endpoint: https://company.hb-api.omtrdc.net',
    ),
    deeper: [SHOW],
  },
  'endpoint-host': {
    what: 'The endpoint is a host of another Adobe service (an Analytics tracking server, a Heartbeat host or the Edge Network), or mistyped. Where the tracking server is the collection host, the two are swapped, which is an error.',
    why: 'The player sends events to the collection API (company.hb-api.omtrdc.net); the API forwards the data to Analytics (company.sc.omtrdc.net). The other hosts know no such sessions.',
    example: config('endpoint: company.hb.omtrdc.net', 'endpoint: company.hb-api.omtrdc.net'),
    deeper: [SHOW, 'media-session doctor'],
  },
};
