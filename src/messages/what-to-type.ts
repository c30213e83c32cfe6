import type { Finding } from '../model/finding.ts';
import { parsePointer } from '../model/json.ts';
import { placeOf } from '../model/origin.ts';
import { table } from '../model/table.ts';
import { shellWord } from './phrases.ts';
import { onlyType, wanted } from './values.ts';
import type { Ways } from './wording.ts';

/** A finding about a key of a body or a setting. */
export type Keyed = Pick<Finding, 'path' | 'expected' | 'actual' | 'origin'> & {
  args: { key: string; flag?: string; setting?: boolean; suggestion?: string | number | boolean };
};

const BLANKS = table({
  number: '<number>',
  integer: '<whole-number>',
  string: '<text>',
  object: '<json>',
  array: '<json>',
});

/** Whether what a finding is about stands in a file or came from standard input. */
export function isWritten({ origin }: Pick<Finding, 'origin'>): boolean {
  return origin?.kind === 'file' || origin?.kind === 'stdin';
}

/** What to do to set the value: write it where it came from, and the flag that would do it too. */
export function instruct(finding: Keyed, ways: Ways): string {
  const { key, suggestion } = finding.args;
  const typed = toType(finding, ways, suggestion);
  if (!isWritten(finding) && typed !== undefined) return `Write ${typed}`;
  const text = suggestion === undefined ? wanted(finding.expected) : JSON.stringify(suggestion);
  const there =
    suggestion !== undefined && isWritten(finding) ? `Write ${member(finding)}` : `Set ${key} to ${text}`;
  const isPlain = typed === undefined && (suggestion === undefined || !isWritten(finding));
  return `${there}${typed === undefined ? '' : `, or pass ${typed}`}${isPlain ? '.' : ''}`;
}

/** A key and its value as they are written in the file that the finding is about; a blank stands for a value that nobody knows. */
export function member(finding: Keyed): string {
  const { key, suggestion, setting } = finding.args;
  const name = setting ? key : (parsePointer(finding.path ?? '').at(-1) ?? key);
  const blank = BLANKS[onlyType(finding.expected) ?? ''] ?? '<value>';
  const value = suggestion === undefined ? (SAMPLES[blank] ?? blank) : JSON.stringify(suggestion);
  const isYaml = placeOf(finding.origin)?.source.form === 'yaml';
  return `${isYaml && /^[\w.-]+$/.test(name) ? name : JSON.stringify(name)}: ${value}`;
}

/** Blanks as they are written within JSON. */
const SAMPLES = table({ '<text>': '"<text>"', '<json>': '{...}' });

/** The part of a command line that sets what a finding is about, with the value or a blank for it; undefined without one. */
export function toType(finding: Keyed, ways: Ways, value?: string | number | boolean): string | undefined {
  const { key } = finding.args;
  if (!ways.flags) return undefined;
  const flag = finding.args.flag ?? (/^\/params\/[^/]+$/.test(finding.path ?? '') ? '--param' : undefined);
  if (flag === undefined) return undefined;
  const blank = BLANKS[onlyType(finding.expected) ?? ''] ?? '<value>';
  const text = value === undefined ? blank : shellWord(String(value));
  if (flag === '--param' || flag === '--qoe' || flag === '--custom') {
    const isJson = flag === '--param' && text === '<json>';
    return `${isJson ? '--param-json' : flag} ${shellWord(key)}=${text}`;
  }
  if (typeof value === 'boolean') return value ? flag : flag.replace('--', '--no-');
  return `${flag} ${text}`;
}

/** What to do with the suggested value, or something else if there is none. */
export function suggested(finding: Keyed, ways: Ways, otherwise: string): string {
  return finding.args.suggestion === undefined ? otherwise : instruct(finding, ways);
}

/** The flag that sets the value, to be read after the words that say what to give. */
export function orFlag(finding: Keyed, ways: Ways): string {
  // What stands in a file is to be corrected there.
  if (finding.args.flag === undefined || isWritten(finding)) return '';
  const typed = toType({ ...finding, expected: { kind: 'type', types: ['string'] } }, ways);
  return typed === undefined ? '' : `: ${typed}`;
}
