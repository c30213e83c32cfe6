import { table } from '../model/table.ts';
import { closest } from '../rules/closest.ts';
import { accountName, bareName, contentName } from '../rules/foreign-names.ts';
import { paramsByKey } from '../rules/params.ts';
import { SETTINGS, STRUCTURE_KEYS } from './settings.ts';

/** What a key that the config file does not have was meant to be. */
export interface KeyAdvice {
  suggestion?: string;
  /** It is a param, and no setting. */
  belongs?: 'params';
  /** A switch of an SDK that needs no key here. */
  sdk?: 'https' | 'verbose';
}

/** Switches of the SDKs' configurations; those of AppMeasurement mean something else and stand in `analytics`. */
const SDK_SWITCHES = table<'https' | 'verbose'>({
  ssl: 'https',
  mediassl: 'https',
  mediaheartbeatssl: 'https',
  debuglogging: 'verbose',
  mediadebuglogging: 'verbose',
});

/** What a key is known to be, by any of its names here, in the SDKs, Analytics and XDM. Nested keys are joined by dots. */
export function knownKey(key: string): KeyAdvice | undefined {
  const name = bareName(key);
  for (const spec of SETTINGS) {
    const names: string[] = [spec.key, spec.flag, spec.env, 'param' in spec ? spec.param : ''];
    if (names.some((one) => one !== '' && bareName(one) === name)) return { suggestion: spec.key };
  }
  const account = accountName(key)?.use;
  if (account !== undefined) return { suggestion: settingOf(account) };
  const sdk = SDK_SWITCHES[name];
  if (sdk !== undefined) return { sdk };
  const common = SETTINGS.find(({ names }) => names.split(' ').some((one) => bareName(one) === name));
  if (common) return { suggestion: common.key };
  const param = paramsByKey('sessionStart').has(key) ? key : contentName(key, 'sessionStart')?.use;
  return param === undefined || !paramsByKey('sessionStart').has(param)
    ? undefined
    : { suggestion: param, belongs: 'params' };
}

/** The same, or else the key of the config file that is most like it. */
export function adviseConfigKey(key: string): KeyAdvice {
  const known = knownKey(key);
  if (known) return known;
  const suggestion = closest(key, [...SETTINGS.map((spec) => spec.key), ...Object.keys(STRUCTURE_KEYS)]);
  return suggestion === undefined ? {} : { suggestion };
}

function settingOf(param: string): string {
  return SETTINGS.find((spec) => 'param' in spec && spec.param === param)?.key ?? param;
}
