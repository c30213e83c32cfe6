import { closest } from '../rules/closest.ts';
import { SETTINGS, STRUCTURE_KEYS } from './settings.ts';

/** The key of the config file that an unknown key was probably meant to be. */
export function nearestKey(key: string): string | undefined {
  for (const spec of SETTINGS) {
    const names: string[] = [spec.flag, spec.env, 'param' in spec ? spec.param : ''];
    if (names.some((name) => name !== '' && bare(name) === bare(key))) return spec.key;
  }
  return closest(key, [...SETTINGS.map((spec) => spec.key), ...Object.keys(STRUCTURE_KEYS)]);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
