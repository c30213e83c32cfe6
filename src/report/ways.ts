import type { Ways } from '../messages/index.ts';
import type { Result } from '../model/result.ts';

/** Which options a fix may name: of a capture, a scenario or a file of bodies, the body itself has to be changed. */
export function waysOf(result: Result): Ways {
  if (result.command === 'explain') return { flags: false, allowUnknown: false };
  const ofFiles = result.command === 'play' || ('fromFiles' in result && result.fromFiles === true);
  return { flags: !ofFiles, allowUnknown: true };
}
