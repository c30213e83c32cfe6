import { httpAnswer } from './raw-server.ts';

/** One of the commonest mistakes, and the beginning of what is said of it. */
export interface Mistake {
  name: string;
  args: string[];
  files?: Record<string, string>;
  /** What the server says to the POST; without it, nothing is sent. */
  answer?: string;
  first: RegExp;
}

const ACCOUNT = {
  'analytics.trackingServer': 'company.sc.omtrdc.net',
  'analytics.reportSuite': 'example-rsid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
};
const CONTENT = {
  'media.id': 'clip-1',
  'media.name': 'Ein Film — 映画 🎬',
  'media.length': 60,
  'media.contentType': 'vod',
  'media.playerName': 'player',
  'media.channel': 'web',
};

function bodyOf(params: object, ts = 1_795_510_155_262): string {
  const body = { playerTime: { playhead: 0, ts }, eventType: 'sessionStart', params };
  return `${JSON.stringify(body, null, 2)}\n`;
}

const checking = (name: string, first: RegExp, text: string): Mistake => ({
  name,
  args: ['check', 'meta.json'],
  files: { 'meta.json': text },
  first,
});
const config = (name: string, first: RegExp, text: string): Mistake => ({
  name,
  args: ['start', '--smoke'],
  files: { '.mediarc': text },
  first,
});

const { 'media.channel': _channel, ...WITHOUT_CHANNEL } = CONTENT;
const { 'media.length': _length, ...WITHOUT_LENGTH } = CONTENT;

/** The mistakes that newcomers make most, and what a 400 looks like. */
export const MISTAKES: readonly Mistake[] = [
  checking(
    'wrong type',
    /^error\[param-type\]: media\.length must be a number, not the text "60"\.$/,
    bodyOf({ ...ACCOUNT, ...CONTENT, 'media.length': '60' }),
  ),
  checking(
    'missing key',
    /^error\[param-missing\]: media\.channel is missing \(required\)\.$/,
    bodyOf({ ...ACCOUNT, ...WITHOUT_CHANNEL }),
  ),
  checking(
    'typo in a key',
    /^error\[param-unknown\]: params has no key "media\.lenght"; media\.length is missing/,
    bodyOf({ ...ACCOUNT, ...WITHOUT_LENGTH, 'media.lenght': 60 }),
  ),
  config(
    'typo in a setting',
    /^error\[config-unknown-key\]: Unknown key "reportsuit"; reportSuite is missing/,
    [
      'endpoint: company.hb-api.omtrdc.net',
      'trackingServer: company.sc.omtrdc.net',
      'reportsuit: example-rsid',
      'orgId: 0123456789ABCDEF01234567@AdobeOrg',
      '',
    ].join('\n'),
  ),
  config(
    'hosts swapped',
    /^error\[endpoint-host\]: The endpoint and the tracking server are swapped/,
    [
      'endpoint: company.sc.omtrdc.net',
      'trackingServer: company.hb-api.omtrdc.net',
      'reportSuite: example-rsid',
      'orgId: 0123456789ABCDEF01234567@AdobeOrg',
      '',
    ].join('\n'),
  ),
  config(
    'placeholder left in',
    /^error\[placeholder\]: reportSuite is still the placeholder "<your-report-suite>"\.$/,
    [
      'endpoint: company.hb-api.omtrdc.net',
      'trackingServer: company.sc.omtrdc.net',
      'reportSuite: <your-report-suite>',
      'orgId: 0123456789ABCDEF01234567@AdobeOrg',
      '',
    ].join('\n'),
  ),
  checking(
    'seconds for milliseconds',
    /^error: 2 errors in meta\.json; first: media\.length must be a number/,
    bodyOf({ ...ACCOUNT, ...CONTENT, 'media.length': '60', 'media.channel': 7 }, 1_795_510_155),
  ),
  checking(
    'truncated JSON',
    /^error\[json-syntax\]: This is not JSON: the text ends before the \{ is closed/,
    bodyOf({ ...ACCOUNT, ...CONTENT })
      .split('\n')
      .slice(0, -4)
      .join('\n'),
  ),
  config(
    'a number in YAML',
    /^error\[config-type\]: reportSuite must be text; without quotes, 12345 is a number\.$/,
    ['endpoint: company.hb-api.omtrdc.net', 'reportSuite: 12345', ''].join('\n'),
  ),
  {
    name: 'bad value of a flag',
    args: ['start', '--length', '1:30'],
    first: /^error\[usage-option-value\]: --length wants a number such as 60\.5; got "1:30"\.$/,
  },
  {
    name: '400 from the server',
    args: ['start', '--param-json', 'media.season=3', '--no-validate'],
    answer: httpAnswer('400 Bad Request', [], '{"message":"Request had improper format."}'),
    first: /^error\[bad-request\]: 400 Bad Request: 127\.0\.0\.1:<port> refused the request body;/,
  },
];
