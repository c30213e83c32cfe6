import type { FindingCode } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import { sayActual, sayExpected } from './values.ts';
import type { Wording } from './wording.ts';

/** Codes about the endpoint's own schema beside the bundled one. */
export type SchemaDiffCode = Extract<
  FindingCode,
  | 'schema-unavailable'
  | 'schema-disagrees'
  | 'schema-added'
  | 'schema-removed'
  | 'schema-retyped'
  | 'schema-required'
>;

/** The words for {@link SchemaDiffCode}. */
export const SCHEMA_DIFF_WORDING: Wording<SchemaDiffCode> = {
  'schema-unavailable': {
    summary: "the endpoint's own schema could not be read",
    say: (f) => ({
      message: `The endpoint's own schema could not be read (${sayWhy(f.args)}), so only the bundled one was applied.`,
      fix: '',
    }),
  },
  'schema-disagrees': {
    summary: "the endpoint's schema and the bundled one judge the body differently",
    say: (f) => ({
      message:
        f.args.live === 'refuses'
          ? "The endpoint's own schema refuses what the bundled one allows; the endpoint decides."
          : "The endpoint's own schema allows what the bundled one refuses; the endpoint decides.",
      fix: 'See the differences:',
      run: ['media-session schema diff'],
    }),
  },
  'schema-added': {
    summary: 'a key that only the endpoint has',
    say: (f) => ({
      message: `${f.path} is in the endpoint's schema (${f.actual && sayActual(f.actual)}${f.args.required ? ', required' : ''}) and not in the bundled one.`,
      fix: f.args.required ? 'Send it: the endpoint refuses bodies without it.' : '',
    }),
  },
  'schema-removed': {
    summary: 'a key that only the bundled schema has',
    say: (f) => ({
      message: `${f.path} (${f.expected && sayExpected(f.expected)}) is not in the endpoint's schema.`,
      fix: 'Leave it out: the endpoint may refuse it.',
    }),
  },
  'schema-retyped': {
    summary: 'a key of another type at the endpoint',
    say: (f) => ({
      message: `${f.path} is ${f.actual && sayActual(f.actual)} in the endpoint's schema, and ${f.expected && sayExpected(f.expected)} in the bundled one.`,
      fix: `Send it as ${f.actual && sayActual(f.actual)}; --no-validate passes the check here.`,
    }),
  },
  'schema-required': {
    summary: 'a key that is required by only one of the two',
    say: (f) => ({
      message: f.args.required
        ? `${f.path} is required by the endpoint's schema, and optional in the bundled one.`
        : `${f.path} is optional in the endpoint's schema, and required by the bundled one.`,
      fix: f.args.required ? 'Send it.' : '',
    }),
  },
};

function sayWhy(args: FindingArgs['schema-unavailable']): string {
  if ('status' in args) return `it answered ${args.status}`;
  if ('reason' in args) return 'applying it takes too long';
  return args.failure === 'no-time-left' ? 'no time was left' : args.failure;
}
