import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { ErrorArgs } from '../model/result.ts';

/** What a reader is told: what is the matter, and what to type. */
export interface Words {
  message: string;
  fix: string;
  /** Command lines to paste, each on a line of its own beneath the fix. */
  run?: readonly string[];
  /** What it does to the numbers in reports. */
  effect?: string;
}

/** What the reader of a fix has at hand. */
export interface Ways {
  /** Flags that set the values of the body; without them a fix says what to change in the body itself. */
  flags: boolean;
  /** The option --allow-unknown. */
  allowUnknown: boolean;
}

/** The English of some finding codes: one line for the help, and the sentences for a finding. */
export type Wording<C extends FindingCode> = {
  [K in C]: { summary: string; say: (finding: FindingOf<K>, ways: Ways) => Words };
};

/** The English of one error code. */
export type SayError = (args: ErrorArgs) => Words;
