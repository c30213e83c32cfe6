import type { ErrorCode } from '../../model/error-codes.ts';
import type { FindingCode } from '../../model/finding.ts';
import { CAPTURE_EXPLANATIONS } from './captures.ts';
import { CONFIG_EXPLANATIONS } from './config.ts';
import { ACCOUNT_EXPLANATIONS, CONTENT_EXPLANATIONS } from './content.ts';
import { ANSWER_EXPLANATIONS } from './errors-answer.ts';
import { NETWORK_EXPLANATIONS } from './errors-network.ts';
import { OWN_EXPLANATIONS } from './errors-own.ts';
import { TLS_EXPLANATIONS } from './errors-tls.ts';
import type { Explanation } from './explanation.ts';
import { FILE_EXPLANATIONS } from './files.ts';
import { RESPONSE_EXPLANATIONS } from './responses.ts';
import { SANDBOX_EXPLANATIONS } from './sandbox.ts';
import { SCENARIO_EXPLANATIONS } from './scenarios.ts';
import { SCHEMA_EXPLANATIONS } from './schema.ts';
import { AD_EXPLANATIONS } from './sessions-ads.ts';
import { PLAYHEAD_EXPLANATIONS } from './sessions-playhead.ts';
import { TIMES_EXPLANATIONS } from './sessions-times.ts';
import { USAGE_EXPLANATIONS } from './usage.ts';

export type { Example, Explanation } from './explanation.ts';

/** What `help <code>` says of every code of a finding or an error. Loaded only when it is asked for. */
export const EXPLANATIONS: Readonly<Record<FindingCode | ErrorCode, Explanation>> = {
  ...USAGE_EXPLANATIONS,
  ...FILE_EXPLANATIONS,
  ...CONFIG_EXPLANATIONS,
  ...SCHEMA_EXPLANATIONS,
  ...ACCOUNT_EXPLANATIONS,
  ...CONTENT_EXPLANATIONS,
  ...CAPTURE_EXPLANATIONS,
  ...AD_EXPLANATIONS,
  ...PLAYHEAD_EXPLANATIONS,
  ...TIMES_EXPLANATIONS,
  ...RESPONSE_EXPLANATIONS,
  ...ANSWER_EXPLANATIONS,
  ...NETWORK_EXPLANATIONS,
  ...TLS_EXPLANATIONS,
  ...OWN_EXPLANATIONS,
  ...SCENARIO_EXPLANATIONS,
  ...SANDBOX_EXPLANATIONS,
};
