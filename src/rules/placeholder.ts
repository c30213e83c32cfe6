const MAX_LENGTH = 500;

/**
 * What documents, generators and templates leave for the reader to fill in. Real titles and IDs look like some of
 * these at a glance (a film is called "[REC]", a slug may begin with "your-"), so most must be the whole value,
 * in brackets, or say "your" in so many words.
 */
const PLACEHOLDERS: readonly RegExp[] = [
  // The whole value: {uri}, <company>, [REPORT_SUITE]
  /^\{[A-Za-z][\w .-]*\}$/,
  /^<[A-Za-z][\w .-]*>$/,
  /^\[[A-Z0-9]+(?:_[A-Z0-9]+)+\]$/,
  // Anywhere: <your-rsid>, [YOUR_RSID], {your-org}, YOUR_RSID
  /[<{[]\s*your[\s_-][^<>{}[\]]*[>}\]]/i,
  /\bYOUR_[A-Z0-9_]+/,
  // Anywhere: template variables that nothing replaced
  /\{\{[^{}]+\}\}/,
  /\$\{[A-Za-z_]\w*\}/,
  // Part of an address: <company>.hb-api.omtrdc.net, https://{uri}/x, {org}@AdobeOrg
  /^https?:\/\/[\w.-]*[<{][A-Za-z][\w -]*[>}]/,
  /^[\w.-]*[<{][A-Za-z][\w -]*[>}][.:/@]\w/,
  // The bare words of Adobe's pages: your-aa-tracking-server, your_rsid, your-org-id@AdobeOrg
  /^your[-_]?(?:aa|adobe|analytics|company|ecid|endpoint|hb|ims|org|report|rsid|server|tracking|visitor)(?:[-_@.]|id\b|suite|server|$)/i,
];

/** Every placeholder has one of these; most text has none, and is spared the patterns. */
const HINT = /[{<[]|your/i;

/** Whether a text was left in place of a real value, as in `{uri}`, `<your-org-id>`, `[YOUR_RSID]` or `${RSID}`. */
export function isPlaceholder(text: string): boolean {
  if (!HINT.test(text)) return false;
  const value = text.trim().slice(0, MAX_LENGTH);
  return PLACEHOLDERS.some((pattern) => pattern.test(value));
}

const LITERALS: ReadonlySet<string> = new Set(['undefined', 'null', 'NaN', '[object Object]']);

/** Whether a text is what a program makes of a value that it does not have. */
export function isLiteralNothing(text: string): boolean {
  return LITERALS.has(text.trim());
}

/** Whether a text says "not available". Fine for a season, but not for an account or a visitor: see {@link isIdentity}. */
export function isNotAvailable(text: string): boolean {
  return /^n\/?a$/i.test(text.trim());
}

/** Whether a param says whose data it is, so that no value is better than a made-up one. */
export function isIdentity(key: string): boolean {
  return key.startsWith('analytics.') || key.startsWith('visitor.');
}
