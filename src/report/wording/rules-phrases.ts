import type { Finding } from '../../model/finding.ts';
import { table } from '../../model/table.ts';
import { shellWord } from './phrases.ts';

const EXPECTED = table({
  number: 'a number',
  integer: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
});
const ACTUAL = table({ object: 'an object', array: 'a list' });
const BLANKS = table({
  number: '<number>',
  integer: '<whole-number>',
  string: '<text>',
  object: '<json>',
  array: '<json>',
});

/** The key or setting that a finding is about. */
export function keyOf(finding: Finding): string {
  return String(finding.args?.['key'] ?? finding.path ?? 'a value');
}

/** What was wanted, in words: `a number`, `one of 0, 1, 2`. */
export function wanted({ expected = 'another value' }: Finding): string {
  return EXPECTED[expected] ?? expected;
}

/** What was found, in words: `the text "60"`, `the number 3`, `a list`, `null`. */
export function found({ actual = 'missing' }: Finding): string {
  return (
    ACTUAL[actual] ??
    actual
      .replace(/^string /, 'the text ')
      .replace(/^number /, 'the number ')
      .replace(/^boolean /, '')
  );
}

/** The value alone, as far as it was kept: `"60"`, `3`. */
export function value({ actual = 'missing' }: Finding): string {
  return actual.replace(/^(?:string|number|boolean) /, '');
}

/** An argument of a finding as text; undefined if it is not there. */
export function argument(finding: Finding, name: string): string | undefined {
  const found = finding.args?.[name];
  return found === undefined ? undefined : String(found);
}

/** What to do to set the value: write it where it came from, and the flag that would do it too. */
export function instruct(finding: Finding, value = finding.args?.['suggestion']): string {
  const typed = toType(finding, value);
  const isWritten = finding.origin?.kind === 'file' || finding.origin?.kind === 'stdin';
  if (!isWritten && typed !== undefined) return `Write ${typed}.`;
  const text = value === undefined ? wanted(finding) : JSON.stringify(value);
  const there = isWritten ? `Write ${text} there` : `Set ${keyOf(finding)} to ${text}`;
  return `${there}${typed === undefined ? '' : `, or add ${typed}`}.`;
}

/** The part of a command line that sets what a finding is about, with the value or a blank for it. */
export function toType(finding: Finding, value?: string | number | boolean): string | undefined {
  const flag =
    argument(finding, 'flag') ?? (/^\/params\/[^/]+$/.test(finding.path ?? '') ? '--param' : undefined);
  if (flag === undefined) return undefined;
  const text = value === undefined ? (BLANKS[finding.expected ?? ''] ?? '<value>') : shellWord(String(value));
  if (flag === '--param' || flag === '--qoe' || flag === '--custom') {
    const isJson = flag === '--param' && text === '<json>';
    return `${isJson ? '--param-json' : flag} ${shellWord(keyOf(finding))}=${text}`;
  }
  if (typeof value === 'boolean') return value ? flag : flag.replace('--', '--no-');
  return `${flag} ${text}`;
}

/** What to do with the suggested value, or something else if there is none. */
export function suggested(finding: Finding, otherwise: string): string {
  return finding.args?.['suggestion'] === undefined ? otherwise : instruct(finding);
}

/** The flag that sets the value, to be read after the words that say what to give. */
export function orFlag(finding: Finding): string {
  const typed = finding.args?.['flag'] === undefined ? undefined : toType({ ...finding, expected: 'string' });
  return typed === undefined ? '' : `: ${typed}`;
}
