/** Where the requests of the samples go. */
export const HOST = 'https://example.hb-api.omtrdc.net';
export const START = `${HOST}/api/v1/sessions`;

/** An event in which nothing is wrong. Tests in this process judge it on a fixed clock. */
export const PLAY = { playerTime: { playhead: 0, ts: 1_795_675_363_492 }, eventType: 'play' };
const PARAMS = {
  'analytics.trackingServer': 'example.sc.omtrdc.net',
  'analytics.reportSuite': 'examplersid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
  'media.playerName': 'demo-player',
  'media.channel': 'demo-channel',
  'media.id': 'clip-1',
  'media.name': 'Demo clip',
  'media.length': 60,
  'media.contentType': 'vod',
  'media.streamType': 'video',
};

/** A start, with more params or others. */
export const startOf = (more: object = {}): object => ({
  playerTime: PLAY.playerTime,
  eventType: 'sessionStart',
  params: { ...PARAMS, ...more },
});
