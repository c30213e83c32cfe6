/** Words of this API and of its errors. Whoever has one of them for a value has not told a secret, and servers write them. */
const OWN_WORDS = new Set(
  // Parts of the keys of bodies, and event types; a test holds them to the schemas.
  (
    'aamLocationHint adBreakComplete adBreakStart adComplete adLoad adSkip adStart advertiser analytics appInstallationId ' +
    'assetId authState bitrateChange bufferStart campaignId chapterComplete chapterSkip chapterStart contentType creativeId ' +
    'creativeURL customMetadata customerIDs dayPart downloaded droppedFrames enableSSL errorID errorId errorSource eventType ' +
    'firstAirDate firstDigitalDate framesPerSecond friendlyName libraryVersion marketingCloudOrgId marketingCloudUserId ' +
    'optOutServerSideForwarding optOutShare originator pauseStart placementId playerName playerTime playhead podFriendlyName ' +
    'podIndex podPosition podSecond publisher qoeData reportSuite sdkVersion sessionComplete sessionEnd sessionStart showType ' +
    'siteId stateEnd stateStart statesEnd statesStart statesUpdate streamFormat streamType timeToStart trackingServer visitorId ' +
    // What servers say, in JSON, HTML and headers.
    'accepted additional additionalProperties adobedtm allowed application authorization boolean character characters ' +
    'collection conflict connection content-type customer description document endpoint exception expected forbidden ' +
    'identifier incorrect internal invalid malformed maximum message metadata minimum missing not-found parameter parameters ' +
    'parse-error position properties property received redacted rejected request required response sessions streaming ' +
    'subscriber timestamp unauthorized unavailable undefined unexpected unknown unsupported validation version violation'
  )
    .toLowerCase()
    .split(' '),
);

/** Keys of a body: any that begins like one is no secret. */
const KEY = /^(?:media|analytics|visitor)(?:\.[a-z0-9_-]+)+$/i;

/** A value with digits or capitals within is seldom a word. */
const SHORT_LENGTH = 6;
const LENGTH = 8;

/**
 * Whether a value of a body is long and odd enough to be hidden wherever else it is met, such as in a server's text. "false",
 * "sports" or "media.channel" would take words out of sentences, and tell nothing there.
 */
export function isTelling(value: string): boolean {
  if (OWN_WORDS.has(value.toLowerCase()) || KEY.test(value)) return false;
  return value.length >= LENGTH || (value.length >= SHORT_LENGTH && /\d|.\p{Lu}/u.test(value));
}
