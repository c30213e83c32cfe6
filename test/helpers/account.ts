/** Account settings that pass every check, as flags. Nothing is ever sent to these names. */
export const ACCOUNT = [
  '--tracking-server=analytics.example.com',
  '--report-suite=example-rsid',
  '--org-id=0123456789ABCDEF01234567@AdobeOrg',
];

/** Content metadata that is complete, as flags. */
export const CONTENT = [
  '--id=video-1',
  '--name=Sample video',
  '--length=60.5',
  '--content-type=vod',
  '--player-name=player',
  '--channel=channel',
  '--stream-type=video',
];

/** The arguments of a start at a URL that passes every check. */
export function startAt(url: string, ...more: string[]): string[] {
  return ['start', ...ACCOUNT, ...CONTENT, '--endpoint', url, ...more];
}

/** The same account as a config file. */
export function mediarc(endpoint: string, extra: object = {}): string {
  return JSON.stringify(
    {
      endpoint,
      trackingServer: 'analytics.example.com',
      reportSuite: 'example-rsid',
      orgId: '0123456789ABCDEF01234567@AdobeOrg',
      ...extra,
    },
    null,
    2,
  );
}
