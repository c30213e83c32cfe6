import type { Ways } from '../messages/index.ts';
import type { Result } from '../model/result.ts';

/** What a reader has at hand who looks at the requests of a player: its code, and none of our options. */
export const OF_A_PLAYER: Ways = { flags: false, allowUnknown: false };

/** Which options a fix may name: of a capture, a scenario or a file of bodies, the body itself has to be changed. */
export function waysOf(result: Result): Ways {
  if (result.command === 'explain' || 'explained' in result) return OF_A_PLAYER;
  const ofFiles = result.command === 'play' || ('fromFiles' in result && result.fromFiles === true);
  return { flags: !ofFiles, allowUnknown: true };
}
