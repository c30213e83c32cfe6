/** Params that identify a person, a device or a login, and the flags that set them. All of customMetadata is treated alike. */
export const SENSITIVE = [
  { param: 'analytics.visitorId', flag: '--visitor-id' },
  { param: 'analytics.aid', flag: '--aid' },
  { param: 'visitor.marketingCloudUserId', flag: '--marketing-cloud-user-id' },
  { param: 'visitor.customerIDs', flag: '--customer-ids' },
  { param: 'appInstallationId', flag: '--app-installation-id' },
] as const;

/** Params whose values are hidden. */
export const SENSITIVE_PARAMS: readonly string[] = SENSITIVE.map(({ param }) => param);

/** Whether a path leads to, or into, a sensitive value; params written as nested objects count too. */
export function isSensitive(path: readonly string[]): boolean {
  return isSensitiveName(`.${path.join('.')}.`);
}

/** What in the name of a value tells that it is sensitive, in lower case and with a dot before and after it. */
export const SENSITIVE_NAMES: readonly string[] = ['customMetadata', ...SENSITIVE_PARAMS].map(
  (name) => `.${name.toLowerCase()}.`,
);

/** The same of a path as text, with a dot before and after it. */
export function isSensitiveName(name: string): boolean {
  const lower = name.toLowerCase();
  return SENSITIVE_NAMES.some((part) => lower.includes(part));
}
