import leven from 'leven';
import { SETTINGS, STRUCTURE_KEYS } from './settings.ts';

/** The most similar of some names, if any is similar enough; case and punctuation do not count. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 60) return undefined;
  const wanted = bare(word);
  const limit = Math.max(1, Math.min(3, Math.floor(wanted.length / 3)));
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    const distance = leven(wanted, bare(candidate), { maxDistance: least });
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** The key of the config file that an unknown key was probably meant to be. */
export function nearestKey(key: string): string | undefined {
  for (const spec of SETTINGS) {
    const names: string[] = [spec.flag, spec.env, 'param' in spec ? spec.param : ''];
    if (names.some((name) => name !== '' && bare(name) === bare(key))) return spec.key;
  }
  return nearest(key, [...SETTINGS.map((spec) => spec.key), ...Object.keys(STRUCTURE_KEYS)]);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
