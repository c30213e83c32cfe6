import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { ErrorArgs } from '../model/result.ts';

/** What a reader is told: what is the matter, and what to type. */
export interface Words {
  message: string;
  fix: string;
}

/** The English of some finding codes: one line for the help, and the sentences for a finding. */
export type Wording<C extends FindingCode> = {
  [K in C]: { summary: string; say: (finding: FindingOf<K>) => Words };
};

/** The English of one error code. */
export type SayError = (args: ErrorArgs) => Words;
