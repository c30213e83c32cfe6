import { EVENT_TYPES } from '../model/event-types.ts';
import type { NamingSystem } from '../model/mistakes.ts';
import { table } from '../model/table.ts';
import { paramsByKey } from './params.ts';

/** A key of this API, or the endpoint, and who calls it otherwise. */
export interface ForeignName {
  use: string;
  from: NamingSystem;
}

/**
 * Names of params in Analytics and XDM where they are not what the rules below give. Source:
 * AdobeDocs/media-analytics.en implementation/variables, one page for each param, and XDM's error and state details.
 */
const IRREGULAR: readonly { use: string; analytics?: string; xdm?: string }[] = [
  { use: 'media.id', analytics: 'a.media.name', xdm: 'sessionDetails.name' },
  { use: 'media.name', analytics: 'a.media.friendlyName', xdm: 'sessionDetails.friendlyName' },
  { use: 'media.contentType', analytics: 'a.contentType' },
  { use: 'media.resume', xdm: 'sessionDetails.hasResume' },
  { use: 'media.downloaded', xdm: 'sessionDetails.isDownloaded' },
  { use: 'media.sdkVersion', xdm: 'sessionDetails.appVersion' },
  { use: 'media.assetId', analytics: 'a.media.asset' },
  { use: 'media.pass.auth', xdm: 'sessionDetails.authorized' },
  { use: 'media.firstAirDate', analytics: 'a.media.airDate' },
  { use: 'media.firstDigitalDate', analytics: 'a.media.digitalDate' },
  { use: 'media.showType', analytics: 'a.media.type' },
  { use: 'media.streamFormat', analytics: 'a.media.format' },
  { use: 'media.ad.id', analytics: 'a.media.ad.name', xdm: 'advertisingDetails.name' },
  { use: 'media.ad.name', analytics: 'a.media.ad.friendlyName', xdm: 'advertisingDetails.friendlyName' },
  { use: 'media.ad.campaignId', analytics: 'a.media.ad.campaign' },
  { use: 'media.ad.creativeId', analytics: 'a.media.ad.creative' },
  { use: 'media.ad.placementId', analytics: 'a.media.ad.placement' },
  { use: 'media.ad.siteId', analytics: 'a.media.ad.site' },
  { use: 'media.ad.podFriendlyName', xdm: 'advertisingPodDetails.friendlyName' },
  { use: 'media.ad.podIndex', xdm: 'advertisingPodDetails.index' },
  { use: 'media.ad.podSecond', xdm: 'advertisingPodDetails.offset' },
  { use: 'media.chapter.index', analytics: 'a.media.chapter.position' },
  { use: 'media.qoe.bitrate', analytics: 'a.media.qoe.bitrateAverageBucket' },
  { use: 'media.qoe.droppedFrames', analytics: 'a.media.qoe.droppedFrameCount' },
  { use: 'media.qoe.errorID', xdm: 'errorDetails.name' },
  { use: 'media.qoe.errorSource', xdm: 'errorDetails.source' },
  { use: 'media.state.name', xdm: 'statesStart.name' },
];

/** XDM's groups of fields by the beginning of the params that they hold. The longest that fits counts. */
const XDM_GROUPS: readonly (readonly [prefix: string, group: string])[] = [
  ['media.ad.pod', 'advertisingPodDetails'],
  ['media.ad.', 'advertisingDetails'],
  ['media.chapter.', 'chapterDetails'],
  ['media.qoe.', 'qoeDataDetails'],
  ['media.', 'sessionDetails'],
];

/** The group that a name without one belongs to, by the event whose params hold it. */
const GROUP_OF_EVENT = table<string>({
  adStart: 'advertisingDetails',
  adBreakStart: 'advertisingPodDetails',
  chapterStart: 'chapterDetails',
  error: 'errorDetails',
  stateStart: 'statesStart',
  stateEnd: 'statesStart',
});

/** What stands for the setting `endpoint`, which is no part of a body. */
export const ENDPOINT = 'endpoint';

const TRACKING_SERVER = 'analytics.trackingServer';
const REPORT_SUITE = 'analytics.reportSuite';
const ORG_ID = 'visitor.marketingCloudOrgId';

/**
 * Names under which SDKs, their configuration files and tag managers have the account. Sources: the configuration pages of
 * the JavaScript, iOS, Android and Chromecast SDKs, and ADBMobileConfig.json.
 */
const ACCOUNT_NAMES = table<readonly string[]>({
  [REPORT_SUITE]: [
    'appMeasurementRSID',
    'rsid',
    'rsids',
    'analytics.rsid',
    'analytics.rsids',
    'reportSuiteId',
    'reportSuiteIds',
    's_account',
  ],
  [ORG_ID]: [
    'marketingCloudOrgId',
    'marketingCloud.org',
    'experienceCloud.org',
    'experienceCloudOrgId',
    'imsOrg',
    'imsOrgId',
    'mediaHeartbeat.publisher',
    'publisher',
  ],
  [TRACKING_SERVER]: [
    'analytics.server',
    'trackingServerUrl',
    'trackingServerSecure',
    'appMeasurementTrackingServer',
  ],
  [ENDPOINT]: [
    'collectionServer',
    'media.collectionServer',
    'media.trackingServer',
    'mediaCollectionServer',
    'mediaTrackingServer',
    'mediaHeartbeat.server',
  ],
});

/** A name by its letters and digits, in one case. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** The setting of an SDK that a name is: the param that has it in a body, or {@link ENDPOINT}. */
export function accountName(name: string): ForeignName | undefined {
  accounts ??= new Map(
    Object.entries(ACCOUNT_NAMES).flatMap(([use, names]) =>
      names.map((one) => [bareName(one), use] as const),
    ),
  );
  const use = accounts.get(bareName(name));
  return use === undefined ? undefined : { use, from: 'sdk' };
}

/** Whether a key is one of the objects into which XDM puts what stands side by side in this API. */
export function isXdmGroup(key: string): boolean {
  const groups = [
    'xdm',
    'mediaCollection',
    'mediaReporting',
    'errorDetails',
    ...XDM_GROUPS.map(([, name]) => name),
  ];
  return groups.some((name) => bareName(name) === bareName(key));
}

/** What a name of Analytics or XDM is called in the params, or `qoeData`, of an event. */
export function contentName(name: string, eventType: string): ForeignName | undefined {
  contents ??= contentNames();
  const bare = bareName(name.replace(/^(?:xdm\.)?(?:mediaCollection|mediaReporting)\./i, ''));
  const group = GROUP_OF_EVENT[eventType] ?? 'sessionDetails';
  const named = contents.get(bare) ?? contents.get(bareName(group) + bare);
  return named ?? contents.get(bareName('sessionDetails') + bare);
}

/** The arguments of `createQoEObject` in the SDKs (Adobe-Marketing-Cloud/media-sdks, docs/APIReference.md). */
const QUALITY_NAMES = table({ startuptime: 'media.qoe.timeToStart', fps: 'media.qoe.framesPerSecond' });

/** The same of a key of `qoeData`, where the names stand without what they begin with. */
export function qualityName(name: string): ForeignName | undefined {
  const use = QUALITY_NAMES[bareName(name)];
  if (use !== undefined) return { use, from: 'sdk' };
  const names = ['', 'qoeDataDetails.', 'errorDetails.', 'media.qoe.'].map((start) => start + name);
  return names.map((one) => contentName(one, '')).find((found) => found?.use.startsWith('media.qoe.'));
}

let accounts: ReadonlyMap<string, string> | undefined;
let contents: ReadonlyMap<string, ForeignName> | undefined;

/** Irregular names first: what the rules would make of another param is not to hide them. */
function contentNames(): Map<string, ForeignName> {
  const found = new Map<string, ForeignName>();
  const keys = new Set(EVENT_TYPES.flatMap((event) => [...paramsByKey(event).keys()]));
  const add = (name: string | undefined, use: string, from: NamingSystem): void => {
    if (name !== undefined && !found.has(bareName(name))) found.set(bareName(name), { use, from });
  };
  const addAnalytics = (name: string | undefined, use: string): void => {
    add(name, use, 'analytics');
    // Reports show the names without their `a.`, too.
    const short = name?.replace(/^a\./, '');
    if (short !== undefined && !keys.has(short)) add(short, use, 'analytics');
  };
  for (const { use, analytics, xdm } of IRREGULAR) {
    addAnalytics(analytics, use);
    add(xdm, use, 'xdm');
  }
  for (const key of keys) {
    if (!key.startsWith('media.')) continue;
    addAnalytics(`a.${key}`, key);
    const [, group] = XDM_GROUPS.find(([prefix]) => key.startsWith(prefix)) ?? [];
    const last = key.slice(key.lastIndexOf('.') + 1);
    add(`${group}.${last}`, key, 'xdm');
  }
  return found;
}
