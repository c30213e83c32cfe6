import { isObject, type JsonObject } from '../model/json.ts';
import { bundledSchema } from './bundled-schema.ts';
import { followRefs } from './prepare.ts';

/** Headings under which `--help` lists the params. */
export const PARAM_GROUPS = [
  'Account',
  'Content',
  'Player',
  'Visitor',
  'Show and series',
  'Broadcast',
  'Audio',
  'Privacy',
  'Ads',
  'Chapters',
  'Player state',
  'Quality',
] as const;

/** One of {@link PARAM_GROUPS}. */
type ParamGroup = (typeof PARAM_GROUPS)[number];

/** One key that an event's `params` may hold. */
export interface ParamSpec {
  /** The key as sent, such as `media.contentType`. */
  key: string;
  /** The flag that sets it, such as `--content-type`. */
  flag: string;
  type: 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
  required: boolean;
  description: string;
  group: ParamGroup;
}

/** Flags that the rule of {@link paramFlag} does not give. */
const FLAG_OVERRIDES: ReadonlyMap<string, string> = new Map([['visitor.marketingCloudOrgId', '--org-id']]);

/** Which heading a key stands under; what is not listed goes by its namespace, see {@link groupOf}. */
const GROUPED: Partial<Record<ParamGroup, readonly string[]>> = {
  Account: [
    'analytics.trackingServer',
    'analytics.reportSuite',
    'analytics.enableSSL',
    'visitor.marketingCloudOrgId',
  ],
  Player: [
    'media.playerName',
    'media.sdkVersion',
    'media.libraryVersion',
    'media.resume',
    'media.downloaded',
  ],
  Visitor: ['analytics.visitorId', 'analytics.aid', 'appInstallationId'],
  'Show and series': [
    'media.show',
    'media.season',
    'media.episode',
    'media.showType',
    'media.firstAirDate',
    'media.firstDigitalDate',
    'media.rating',
  ],
  Broadcast: [
    'media.network',
    'media.station',
    'media.feed',
    'media.dayPart',
    'media.adLoad',
    'media.pass.mvpd',
    'media.pass.auth',
  ],
  Audio: ['media.artist', 'media.album', 'media.label', 'media.author', 'media.publisher'],
  Privacy: ['analytics.optOutServerSideForwarding', 'analytics.optOutShare'],
  'Player state': ['statesStart', 'statesEnd'],
  Quality: ['media.errorId', 'media.errorSource'],
};

const NAMESPACES: readonly (readonly [string, ParamGroup])[] = [
  ['media.qoe.', 'Quality'],
  ['media.ad.', 'Ads'],
  ['media.chapter.', 'Chapters'],
  ['media.state.', 'Player state'],
  ['visitor.', 'Visitor'],
  ['analytics.', 'Account'],
];

/** What is made of the schema of an event type once, and then given again. */
function perEvent<T>(make: (eventType: string) => T): (eventType: string) => T {
  const made = new Map<string, T>();
  return (eventType) => {
    const known = made.get(eventType) ?? make(eventType);
    made.set(eventType, known);
    return known;
  };
}

/** The params of an event type in the order of its bundled schema; none for an event type that is not known. */
export const paramSpecs = perEvent<readonly ParamSpec[]>((eventType) => specsOf(paramsSchema(eventType)));

/** The same by their keys. */
export const paramsByKey = perEvent<ReadonlyMap<string, ParamSpec>>(
  (eventType) => new Map(paramSpecs(eventType).map((spec) => [spec.key, spec])),
);

/** The keys that the params of an event type must hold. */
export const requiredParams = perEvent<ReadonlySet<string>>(
  (eventType) => new Set(requiredKeys(paramsSchema(eventType))),
);

/**
 * The flag for a params key: the first dotted part (the namespace) is dropped if there is more than one, the rest
 * joined and written in kebab case. `media.pass.mvpd` becomes `--pass-mvpd`, `analytics.enableSSL` `--enable-ssl`,
 * `media.ad.podIndex` `--ad-pod-index`.
 */
export function paramFlag(key: string): string {
  const parts = key.split('.');
  const name = (parts.length > 1 ? parts.slice(1) : parts).join('-');
  return FLAG_OVERRIDES.get(key) ?? `--${name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase()}`;
}

function paramsSchema(eventType: string): JsonObject {
  const root = bundledSchema(eventType);
  const event = root && followRefs(root, root);
  const properties = isObject(event?.properties) ? event.properties : {};
  return isObject(properties.params) ? properties.params : {};
}

function requiredKeys({ required }: JsonObject): readonly string[] {
  return Array.isArray(required) ? (required as string[]) : [];
}

function specsOf(schema: JsonObject): ParamSpec[] {
  const required = requiredKeys(schema);
  return Object.entries(isObject(schema.properties) ? schema.properties : {}).map(([key, property]) => ({
    key,
    flag: paramFlag(key),
    type: (property as JsonObject).type as ParamSpec['type'],
    required: required.includes(key),
    description: String((property as JsonObject).description),
    group: groupOf(key),
  }));
}

function groupOf(key: string): ParamGroup {
  const listed = PARAM_GROUPS.find((group) => GROUPED[group]?.includes(key));
  return listed ?? NAMESPACES.find(([prefix]) => key.startsWith(prefix))?.[1] ?? 'Content';
}
