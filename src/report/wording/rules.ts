import { PLAUSIBILITY_WORDING, type PlausibilityCode } from './rules-plausibility.ts';
import { SCHEMA_WORDING, type SchemaCode } from './rules-schema.ts';
import type { Wording } from './types.ts';

/** Codes about a request body: against a schema, and what no schema checks. */
export type RuleCode = SchemaCode | PlausibilityCode;

/** The words for {@link RuleCode}. */
export const RULES_WORDING: Wording<RuleCode> = { ...SCHEMA_WORDING, ...PLAUSIBILITY_WORDING };
