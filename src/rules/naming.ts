import type { Path } from '../model/json.ts';
import { paramsByKey } from './params.ts';

/** A key as the reader knows it: `media.length`, `playerTime.ts`, `statesStart[0].media.state.name`. */
export function keyName(path: Path): string {
  const isKnown = path[0] === 'params' || path[0] === 'qoeData' || path[0] === 'customMetadata';
  const shown = isKnown && path.length > 1 ? path.slice(1) : path;
  if (shown.length === 0) return 'body';
  return shown
    .map((part, at) => (typeof part === 'number' ? `[${part}]` : at === 0 ? part : `.${part}`))
    .join('');
}

/** The flag that sets the value at a path of a body, if one does. Params have flags of their own in a sessionStart only. */
export function flagFor(path: Path, eventType: string): string | undefined {
  if (path.length !== 2) return undefined;
  const [section, key] = path;
  if (section === 'playerTime') return key === 'ts' || key === 'playhead' ? `--${key}` : undefined;
  if (section === 'qoeData') return '--qoe';
  if (section === 'customMetadata') return '--custom';
  if (section !== 'params' || eventType !== 'sessionStart') return undefined;
  return paramsByKey(eventType).get(String(key))?.flag;
}
