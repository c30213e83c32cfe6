import type { YAMLError } from 'yaml';
import type { YamlMistake } from '../model/mistakes.ts';
import { table } from '../model/table.ts';

type PlainMistake = Exclude<YamlMistake, { bracket: string } | { quote: string }>['mistake'];

/** The errors of the yaml package that say what stands in the file. */
const MISTAKES = table<PlainMistake>({
  TAB_AS_INDENT: 'tab-as-indent',
  BAD_INDENT: 'bad-indent',
  BLOCK_AS_IMPLICIT_KEY: 'block-as-implicit-key',
  MULTILINE_IMPLICIT_KEY: 'multiline-implicit-key',
  BAD_SCALAR_START: 'bad-scalar-start',
  BAD_DQ_ESCAPE: 'bad-dq-escape',
  COMMENT_SPACE: 'comment-space',
  KEY_OVER_1024_CHARS: 'key-over-1024-chars',
  BLOCK_IN_FLOW: 'block-in-flow',
  UNEXPECTED_TOKEN: 'unexpected-token',
});

/** What a parse error of the yaml package means. Which character is missing, only its message says. */
export function yamlMistake({ code, message }: YAMLError): YamlMistake {
  if (code === 'MISSING_CHAR') return { mistake: missing(message) };
  return { mistake: MISTAKES[code] ?? 'not-yaml' };
}

function missing(message: string): 'missing-quote' | 'missing-comma' | 'missing-colon' | 'missing-char' {
  if (/quote/i.test(message)) return 'missing-quote';
  if (/comma|,/i.test(message)) return 'missing-comma';
  return /map values/.test(message) ? 'missing-colon' : 'missing-char';
}
