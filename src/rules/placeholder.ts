const MAX_LENGTH = 500;

/**
 * What documents, generators and templates leave for the reader to fill in. Real titles and IDs look like some of
 * these at a glance (a film is called "[REC]", a slug may begin with "your-"), so most must be the whole value,
 * in brackets, or say "your" in so many words.
 */
const PLACEHOLDERS: readonly RegExp[] = [
  // The whole value: {uri}, <company>, [REPORT_SUITE]
  /^\{\p{L}[\p{L}\p{M}\w .’'-]*\}$/u,
  /^<\p{L}[\p{L}\p{M}\w .’'-]*>$/u,
  /^\[[A-Z0-9]+(?:_[A-Z0-9]+)+\]$/,
  // Anywhere: <your-rsid>, [YOUR_RSID], {your-org}, YOUR_RSID
  /[<{[][\s_]*your[\s_-][^<>{}[\]]*[>}\]]/i,
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

/** What programs make of a value that they do not have. */
const LITERALS: ReadonlySet<string> = new Set(['undefined', 'null', '(null)', 'NaN', '[object Object]']);

/**
 * Names of variables in place of their values: `%VIDEO_ID%`, `$VIDEO_ID`, `__VIDEO_ID__`, `MEDIA_ID`, `APP_ID_HERE`,
 * `CUSTOM_VALUE1`. Real IDs are written in capitals, too, so both the thing and what is asked of it must be known words.
 */
const VARIABLES: readonly RegExp[] = [
  /^%{1,2}[A-Za-z][\w.]*%{1,2}$/,
  /^\$[A-Z]+(?:_[A-Z0-9]+)+$/,
  /^__[A-Z]+(?:_[A-Z0-9]+)*__$/,
  // Ruby, templates of servers, formats, the text of a wrapped value
  /^#\{[^{}]{1,80}\}$|^<[?%]=?[^<>]{1,80}[?%]>$|^@@\w{1,80}@@$|^(?:%[sd@]|\{\d\})$|^Optional\(.*\)$/,
  /^\[(?:ad|asset|channel|content|media|player|show|video)[ _-](?:id|name|title|type)\]$/i,
  /^(?:CHANGE|REPLACE|FILL)_?(?:ME|THIS|IN)$|^(?:ADD|ENTER|INSERT|PUT)_[A-Z_]{1,60}_HERE$/,
  new RegExp(
    '^(?:AD|ADOBE|ANALYTICS|APP|ASSET|CHANNEL|CHAPTER|CLIENT|COMPANY|CONTENT|CUSTOM|ECID|EPISODE|MEDIA|META|METADATA|MY|ORG|' +
      'ORGANIZATION|PLAYER|PUBLISHER|REPORT|RSID|SAMPLE|SEASON|SERIES|SERVER|SHOW|SITE|STREAM|TRACKING|USER|VIDEO|VISITOR)' +
      '_(?:CHANNEL|HOST|ID|KEY|LENGTH|NAME|RSID|SERVER|SUITE|TITLE|TYPE|URL|VALUE|VERSION)(?:_[A-Z]+)*_?(?:\\d{0,2}|1234?5?6?)$',
  ),
];

/** How each of them begins; most text does not. */
const VARIABLE_HINT = /^(?:[%$#@[<{]|__|[A-Z]+_|Optional\(|(?:CHANGE|REPLACE|FILL))/;

/** "Not available" and "to be done": common in custom metadata, where people mean it, but worthless in a param. `Todo` is a title. */
const NOT_THERE = /^(?:[Nn]\/[Aa]|T[Bb][ACDacd]|tb[acd]|TODO|[Nn]il|NIL|-{1,3})$/;

/** Params that say whose data it is, so that no value is better than a made-up one. */
const IDENTITY = /^(?:analytics|visitor)\./;

/** Whether a text stands for nothing: what programs, templates and people write when they have no value. */
export function isNothing(text: string, param?: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  const value = text.trim();
  if (LITERALS.has(value) || (VARIABLE_HINT.test(value) && VARIABLES.some((pattern) => pattern.test(value))))
    return true;
  return param !== undefined && (NOT_THERE.test(value) || (IDENTITY.test(param) && /^na$/i.test(value)));
}
