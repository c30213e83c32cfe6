import type { Finding } from '../model/finding.ts';
import { type Excerpt, excerptOf } from './excerpt.ts';
import { givenExcerpt } from './given-excerpt.ts';
import { pointed } from './pointer.ts';

/** How the lines are shown that findings are about. */
export interface Excerpts {
  /** What of its file, or of the command line, a finding is about. */
  of(finding: Finding): Excerpt | undefined;
  pointed: typeof pointed;
}

/** All that is needed for it. Loaded only where there is a finding: most runs have none. */
export const EXCERPTS: Excerpts = { of: (finding) => excerptOf(finding) ?? givenExcerpt(finding), pointed };
