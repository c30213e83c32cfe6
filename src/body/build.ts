import type { Settings } from '../config/resolve.ts';
import { SETTINGS, type SettingKey } from '../config/settings.ts';
import type { Context } from '../model/context.ts';
import type { Finding } from '../model/finding.ts';
import { asObject, isObject, type JsonObject, type JsonValue, type Path } from '../model/json.ts';
import { isLiveType, secondOfDay } from '../model/live.ts';
import type { Origin, OriginLookup } from '../model/origin.ts';
import { type ParamSpec, paramsByKey, requiredParams } from '../rules/params.ts';
import { QUALITY_PREFIX, qualityTypes } from '../rules/quality.ts';
import { readJson, readValue, splitPair } from './flag-values.ts';
import { readGiven } from './given.ts';
import type { BodyOptions, GivenBody } from './options.ts';
import { Origins } from './origins.ts';
import { smokeParams } from './smoke.ts';

/** A body ready to be checked, and where each of its values came from. */
export interface BuiltBody {
  body: JsonObject;
  originOf: OriginLookup;
  /** What is worth telling about where it was read from. */
  notes: readonly Finding[];
}

/** The settings that fill a param. */
const ACCOUNT: { key: SettingKey; param: string }[] = SETTINGS.flatMap((setting) =>
  'param' in setting ? [{ key: setting.key, param: setting.param }] : [],
);

/**
 * Puts a request body together. Per value, the highest of these wins: flag, body file, settings (variable,
 * profile, config file), `params` of the config file, `--smoke`, default. Throws InputError for what cannot be read.
 */
export async function buildBody(
  eventType: string,
  options: BodyOptions,
  settings: Settings,
  context: Context,
): Promise<BuiltBody> {
  const given = await readGiven(options, context);
  const draft = new Draft(paramsByKey(eventType));
  const fill = !(options.asGiven && given?.whole);
  const starts = eventType === 'sessionStart';
  // Account and default metadata belong to the session, which later events only refer to.
  if (fill && starts) draft.addSettings(settings);
  if (given) draft.addGiven(given);
  if (starts) draft.addAccountFlags(settings);
  draft.addFlags(options);
  if (options.smoke) draft.addSmoke(context);
  if (fill) draft.addDefaults(eventType, context.now());
  return { ...draft.finish(), notes: [...(given?.notes ?? []), ...draft.repeated] };
}

/** Without a prototype, like all that is parsed: no key means anything but itself. */
const emptyObject = (): JsonObject => Object.create(null);

/** A body in the making. Values are set from the weakest source to the strongest. */
class Draft {
  /** Values that two flags gave under different names; the reader of the command line knows only the names. */
  readonly repeated: Finding[] = [];
  readonly #origins = new Origins();
  readonly #specs: ReadonlyMap<string, ParamSpec>;
  readonly #extra = emptyObject();
  #eventType: JsonValue | undefined;
  #playerTime: JsonValue | undefined;
  #params: JsonValue | undefined;
  #customMetadata: JsonValue | undefined;
  #qoeData: JsonValue | undefined;

  constructor(specs: ReadonlyMap<string, ParamSpec>) {
    this.#specs = specs;
  }

  addSettings(settings: Settings): void {
    const { params, customMetadata } = settings;
    for (const [key, value] of Object.entries(params.value))
      this.#setParam(key, value, params.originOf(key), params.originOf(key, 'key'));
    for (const [key, value] of Object.entries(customMetadata.value))
      this.#setCustom(key, value, customMetadata.originOf(key), customMetadata.originOf(key, 'key'));
    this.#addAccount(settings, (origin) => origin.kind !== 'flag');
  }

  #addAccount(settings: Settings, wanted: (origin: Origin) => boolean): void {
    for (const { key, param } of ACCOUNT) {
      const sourced = settings.values[key];
      if (sourced && wanted(sourced.origin)) this.#setParam(param, sourced.value, sourced.origin);
    }
  }

  addGiven(given: GivenBody): void {
    const { value } = given;
    if (!given.whole) this.#mergeParams(value, given, []);
    else this.#mergeBody(given);
  }

  #mergeBody(given: GivenBody): void {
    const { value, document } = given;
    for (const [key, entry] of Object.entries(value)) {
      if (key === 'params' && isObject(entry)) this.#mergeParams(entry, given, ['params']);
      else {
        this.#origins.setDocument([key], document, [key]);
        this.#setTopLevel(key, entry);
      }
    }
  }

  #setTopLevel(key: string, value: JsonValue): void {
    if (key === 'eventType') this.#eventType = value;
    else if (key === 'playerTime') this.#playerTime = value;
    else if (key === 'params') this.#params = value;
    else if (key === 'customMetadata')
      this.#customMetadata = isObject(value) ? { ...asObject(this.#customMetadata), ...value } : value;
    else if (key === 'qoeData') this.#qoeData = value;
    else this.#extra[key] = value;
  }

  #mergeParams(params: JsonObject, given: GivenBody, at: string[]): void {
    this.#params ??= emptyObject();
    this.#origins.setDocument(['params'], given.document, at);
    for (const [key, value] of Object.entries(params)) {
      asObject(this.#params)[key] = value;
      this.#origins.setDocument(['params', key], given.document, [...at, key]);
    }
  }

  addAccountFlags(settings: Settings): void {
    this.#addAccount(settings, (origin) => origin.kind === 'flag');
  }

  addFlags(options: BodyOptions): void {
    for (const [key, text] of Object.entries(options.paramFlags)) {
      const spec = this.#specs.get(key);
      const origin: Origin = { kind: 'flag', name: spec?.flag ?? key };
      // The schemas allow these among the params, too, but reports look for them in qoeData.
      if (key.startsWith(QUALITY_PREFIX)) this.#setQuality(key, text, origin);
      else if (spec) this.#setText(key, text, origin);
    }
    for (const pair of options.param) {
      const { key, value } = splitPair(pair, '--param');
      this.#setText(key, value, { kind: 'flag', name: `--param ${key}` });
    }
    for (const pair of options.paramJson) {
      const { key, value } = splitPair(pair, '--param-json');
      const origin: Origin = { kind: 'flag', name: `--param-json ${key}` };
      this.#setParam(key, readJson(value, origin), origin);
    }
    for (const pair of options.custom) {
      const { key, value } = splitPair(pair, '--custom');
      this.#setCustom(key, value, { kind: 'flag', name: `--custom ${key}` });
    }
    for (const pair of options.qoe) this.#addQoe(pair);
    this.#addTime('playhead', options.playhead, 'number');
    this.#addTime('ts', options.ts, 'integer');
  }

  #addQoe(pair: string): void {
    const given = splitPair(pair, '--qoe');
    const origin: Origin = { kind: 'flag', name: `--qoe ${given.key}` };
    const types = qualityTypes();
    const key =
      types.has(given.key) || !types.has(QUALITY_PREFIX + given.key) ? given.key : QUALITY_PREFIX + given.key;
    this.#setQuality(key, given.value, origin);
  }

  #setQuality(key: string, text: string, origin: Origin): void {
    const type = qualityTypes().get(key) ?? 'string';
    this.#qoeData = { ...asObject(this.#qoeData), [key]: readValue(text, type, origin) };
    this.#setOrigin(['qoeData', key], origin);
  }

  #addTime(key: 'playhead' | 'ts', text: string | undefined, type: 'number' | 'integer'): void {
    if (text === undefined) return;
    const origin: Origin = { kind: 'flag', name: `--${key}` };
    this.#playerTime = { ...asObject(this.#playerTime), [key]: readValue(text, type, origin) };
    this.#origins.set(['playerTime', key], origin);
  }

  addSmoke(context: Context): void {
    for (const [key, value] of Object.entries(smokeParams(context))) {
      if (!Object.hasOwn(asObject(this.#params), key))
        this.#setParam(key, value, { kind: 'smoke', name: '--smoke' });
    }
  }

  addDefaults(eventType: string, now: number): void {
    const origin: Origin = { kind: 'default', name: 'default' };
    if (this.#eventType === undefined) {
      this.#eventType = eventType;
      this.#origins.set(['eventType'], origin);
    }
    // So that each missing param is named, and not just the object they belong in.
    if (requiredParams(eventType).size > 0) this.#params ??= emptyObject();
    if (this.#playerTime !== undefined && !isObject(this.#playerTime)) return;
    const given = asObject(this.#playerTime);
    const defaults: JsonObject = { playhead: this.#defaultPlayhead(now), ts: now };
    for (const key of Object.keys(defaults)) {
      if (!Object.hasOwn(given, key)) this.#origins.set(['playerTime', key], origin);
    }
    this.#playerTime = { ...defaults, ...given };
  }

  /** Live content has no beginning: its playhead is the second of the (UTC) day. Source: mc-api-sessions-req. */
  #defaultPlayhead(now: number): number {
    return isLiveType(asObject(this.#params)['media.contentType']) ? secondOfDay(now) : 0;
  }

  #setText(key: string, text: string, origin: Origin): void {
    this.#setParam(key, readValue(text, this.#specs.get(key)?.type ?? 'string', origin), origin);
  }

  #setParam(key: string, value: JsonValue, origin: Origin, ofKey = origin): void {
    if (!isObject(this.#params)) this.#params = emptyObject();
    this.#params[key] = value;
    this.#setOrigin(['params', key], origin, ofKey);
  }

  #setOrigin(path: Path, origin: Origin, ofKey = origin): void {
    const before = this.#origins.find(path);
    if (origin.kind === 'flag' && before?.kind === 'flag' && before.name !== origin.name) {
      const args = { option: before.name, used: origin.name };
      this.repeated.push({ code: 'usage-repeated', severity: 'warning', args });
    }
    this.#origins.set(path, origin, ofKey);
  }

  #setCustom(key: string, value: JsonValue, origin: Origin, ofKey = origin): void {
    this.#customMetadata = { ...asObject(this.#customMetadata), [key]: value };
    this.#origins.set(['customMetadata', key], origin, ofKey);
  }

  /** The body with its keys in the order of the documentation; keys it should not have come last. */
  finish(): Pick<BuiltBody, 'body' | 'originOf'> {
    const parts: [string, JsonValue | undefined][] = [
      ['playerTime', this.#playerTime],
      ['eventType', this.#eventType],
      ['params', this.#params],
      ['customMetadata', this.#customMetadata],
      ['qoeData', this.#qoeData],
    ];
    const body: JsonObject = {};
    for (const [key, value] of parts) if (value !== undefined) body[key] = value;
    return { body: { ...body, ...this.#extra }, originOf: this.#origins.find };
  }
}
