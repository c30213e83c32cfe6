import type { YAMLError } from 'yaml';
import { table } from '../model/table.ts';

/** The errors of the yaml package in words that say what stands in the file. */
const REASONS = table({
  TAB_AS_INDENT: 'a tab is used for indentation',
  BAD_INDENT: 'this line is not indented like the lines it belongs to',
  BLOCK_AS_IMPLICIT_KEY:
    'a second "key: value" starts on the same line, or the next line is indented too far',
  MULTILINE_IMPLICIT_KEY: 'a key runs over more than one line; a colon or a quote may be missing',
  BAD_SCALAR_START: 'a value without quotes starts with a character that YAML keeps for itself',
  BAD_DQ_ESCAPE: 'a backslash stands before a character that cannot be escaped',
  COMMENT_SPACE: 'a # has no space before it',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  BLOCK_IN_FLOW: 'indented lines stand inside brackets',
});

/** What a parse error of the yaml package means. */
export function reasonForYaml(error: YAMLError): string {
  const known = REASONS[error.code];
  if (known !== undefined) return known;
  if (error.code === 'MISSING_CHAR') return missing(error.message);
  if (error.code === 'UNEXPECTED_TOKEN')
    return 'something stands here that does not belong to the value before it';
  return 'the line is not YAML';
}

function missing(message: string): string {
  if (/quote/i.test(message)) return 'a quote is not closed';
  if (/comma|,/i.test(message)) return 'a comma is missing between two values in brackets';
  if (/map values/.test(message)) return 'a colon is missing after a key';
  return 'a character is missing';
}
