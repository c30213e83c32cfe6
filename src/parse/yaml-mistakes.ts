import type { YAMLError } from 'yaml';
import type { YamlMistake } from '../model/mistakes.ts';
import { table } from '../model/table.ts';

type PlainMistake = Exclude<
  YamlMistake,
  { bracket: string } | { quote: string } | { character: string }
>['mistake'];

/** The errors of the yaml package that say what stands in the file. */
const MISTAKES = table<PlainMistake>({
  TAB_AS_INDENT: 'tab-as-indent',
  BAD_INDENT: 'bad-indent',
  BLOCK_AS_IMPLICIT_KEY: 'block-as-implicit-key',
  MULTILINE_IMPLICIT_KEY: 'multiline-implicit-key',
  BAD_DQ_ESCAPE: 'bad-dq-escape',
  COMMENT_SPACE: 'comment-space',
  KEY_OVER_1024_CHARS: 'key-over-1024-chars',
  BLOCK_IN_FLOW: 'block-in-flow',
  UNEXPECTED_TOKEN: 'unexpected-token',
});

/** A mistake, and where it is, as an offset. */
interface PlacedMistake {
  args: YamlMistake;
  offset: number;
}

/**
 * What a parse error of the yaml package means, and where the mistake is: some errors stand on the line before or behind the one
 * that is wrong. Which character is missing, only the message says.
 */
export function yamlMistake({ code, message, pos: [offset] }: YAMLError, text: string): PlacedMistake {
  const line = lineFrom(text, offset);
  switch (code) {
    case 'MISSING_CHAR':
      return { args: { mistake: missing(message) }, offset };
    case 'BAD_SCALAR_START':
      return { args: { mistake: 'bad-scalar-start', character: text[offset] ?? '' }, offset };
    case 'BAD_INDENT':
      return { args: { mistake: 'bad-indent' }, offset: contentFrom(text, offset) };
    case 'BLOCK_AS_IMPLICIT_KEY':
      // An item that stands further left than the one above it, but still within the list.
      if (/^\s+-(?:\s|$)/.test(line))
        return { args: { mistake: 'bad-indent' }, offset: contentFrom(text, offset) };
      if (/:(?:\s|$)/.test(line)) break;
      return { args: { mistake: 'deep-indent' }, offset: contentFrom(text, offset + line.length) };
    case 'MULTILINE_IMPLICIT_KEY':
      if (/^[\w.-]+:[^\s:/]/.test(line)) return { args: { mistake: 'missing-space' }, offset };
      break;
    case 'BLOCK_IN_FLOW':
      if (/[{[,]\s*\n[^\n]*$/.test(text.slice(0, offset))) break;
      return { args: { mistake: 'missing-comma' }, offset };
    case 'UNEXPECTED_TOKEN': {
      if (text.startsWith('${', offset - 1))
        return { args: { mistake: 'brace-in-value' }, offset: offset - 1 };
      const first = contentFrom(text, 0);
      // What follows is indented less than the beginning.
      if (/[^\n\r]/.test(text[offset - 1] ?? '\n') || !/[ ]/.test(text[first - 1] ?? '')) break;
      return { args: { mistake: 'deep-indent' }, offset: first };
    }
  }
  return { args: { mistake: MISTAKES[code] ?? 'not-yaml' }, offset };
}

/** The rest of the line that an offset is on. */
function lineFrom(text: string, offset: number): string {
  return /^[^\n\r]*/.exec(text.slice(offset))?.[0] ?? '';
}

/** Where the next thing begins that is neither white space nor a comment. */
function contentFrom(text: string, offset: number): number {
  const [between = ''] = /^(?:\s+|#[^\n\r]*)*/.exec(text.slice(offset)) ?? [];
  return offset + between.length;
}

function missing(message: string): 'missing-quote' | 'missing-comma' | 'missing-colon' | 'missing-char' {
  if (/quote/i.test(message)) return 'missing-quote';
  if (/comma|,/i.test(message)) return 'missing-comma';
  return /map values/.test(message) ? 'missing-colon' : 'missing-char';
}
