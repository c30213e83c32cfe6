/** Where a key that is known to be wrong should go instead. */
export interface Replacement {
  /** The documented key. */
  use?: string;
  /** The part of the body it belongs in, if not the one it was found in. */
  section?: 'params' | 'qoeData';
  /** The event it belongs to, if only that one takes it. */
  event?: string;
  /** The API had it once and has dropped it. */
  removed?: true;
}

/**
 * Keys that people, old pages or other products write, with what the API takes in their place. Sources:
 * THEOplayer's README (channelName), AdobeDocs/media-analytics.en events/error.md and variables/quality (the
 * error and bitrate keys), player-state/overview.md (stateName), the May 2026 revision of mc-api-req-params.md
 * (optOutSellToThirdParty), and the timelines pages (podFriendlyName on adStart).
 */
export const WRONG_KEYS: ReadonlyMap<string, Replacement> = new Map<string, Replacement>([
  ['media.channelName', { use: 'media.channel', section: 'params' }],
  ['media.errorId', { use: 'media.qoe.errorID', section: 'qoeData' }],
  ['media.errorSource', { use: 'media.qoe.errorSource', section: 'qoeData' }],
  ['media.qoe.media.errorSource', { use: 'media.qoe.errorSource', section: 'qoeData' }],
  ['bitrate', { use: 'media.qoe.bitrate', section: 'qoeData' }],
  ['media.stateName', { use: 'media.state.name', section: 'params' }],
  ['analytics.optOutSellToThirdParty', { use: 'analytics.optOutShare', section: 'params' }],
  ['media.uniqueTimePlayed', { removed: true }],
  ['media.ad.podFriendlyName', { use: 'media.ad.podFriendlyName', section: 'params', event: 'adBreakStart' }],
]);

/**
 * Event names that SDKs, the 2018 beta or old pages use but that the API does not know, with the event to send.
 * Sources: AdobeDocs/media-analytics.en mc-api-events-req.md and its history, Adobe's 2018 beta sample.
 */
export const NOT_ON_WIRE: ReadonlyMap<string, string> = new Map([
  ['pause', 'pauseStart'],
  ['resume', 'play'],
  ['bufferComplete', 'play'],
  ['bufferEnd', 'play'],
  ['seekStart', 'pauseStart'],
  ['seekComplete', 'play'],
  ['contentComplete', 'sessionComplete'],
  ['chapterEnd', 'chapterComplete'],
  ['buffer', 'bufferStart'],
  ['heartbeat', 'ping'],
]);
