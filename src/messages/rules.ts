import { ACCOUNT_WORDING, type AccountCode } from './rules-account.ts';
import { CONTENT_WORDING, type ContentCode } from './rules-content.ts';
import { SCHEMA_WORDING, type SchemaCode } from './rules-schema.ts';
import type { Wording } from './wording.ts';

/** Codes about a request body: against a schema, and what no schema checks. */
export type RuleCode = SchemaCode | AccountCode | ContentCode;

/** The words for {@link RuleCode}. */
export const RULES_WORDING: Wording<RuleCode> = { ...SCHEMA_WORDING, ...ACCOUNT_WORDING, ...CONTENT_WORDING };
