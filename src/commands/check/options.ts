import type { BodyOptions } from '../../body/options.ts';
import type { SettingsChoice } from '../../config/choice.ts';
import type { RunHooks } from '../../model/hooks.ts';
import type { Reports } from '../../model/reports.ts';

/** What `check` was asked to do. */
export interface CheckOptions {
  files: string[];
  connection: SettingsChoice;
  body: BodyOptions;
  allowUnknown: boolean;
  live: boolean;
  /** Whether a file that is the log of a session is judged as one, too. */
  sequence: boolean;
  report: Reports;
}

/** What `check` reports while it runs. */
export type CheckHooks = Pick<RunHooks, 'progress' | 'waitsFor'>;
