import type { JsonMistake, YamlMistake } from '../model/mistakes.ts';

/** Why a text is not read, and the one thing to type. */
interface SyntaxWords {
  reason: string;
  fix: string;
}

/** The words for a mistake, or how they are put together of what it holds. */
type WordsFor<T extends { mistake: string }> = {
  [M in T['mistake']]: SyntaxWords | ((mistake: Extract<T, { mistake: M }>) => SyntaxWords);
};

const PLAIN_DIGITS = 'Write plain decimal digits such as 60 or 60.5, or put the text in double quotes.';
const FORMATTER = 'Correct that place; a JSON formatter shows it at once.';
const A_VALUE = 'Write a value there, "" for an empty one.';
const CUT_OFF = 'Add what is missing at the end; the file may have been copied or written only in part.';
const QUOTED_KEY = 'Put the key in double quotes: "key": value.';
const STRAIGHT = 'Write " instead.';
const NEED_QUOTES = 'stand where JSON needs double quotes';

const JSON_WORDS: WordsFor<JsonMistake> = {
  'after-root': {
    reason: 'something follows after the end of the JSON value',
    fix: 'Keep one { ... } and delete what follows it.',
  },
  backticks: { reason: `backticks ${NEED_QUOTES}`, fix: STRAIGHT },
  comment: { reason: 'comments are not JSON', fix: 'Delete it.' },
  'control-character': {
    reason: 'a control character, such as a tab, is in a string (write \\t or \\n)',
    fix: FORMATTER,
  },
  'curly-quotes': {
    reason: `curly quotation marks ${NEED_QUOTES}`,
    fix: 'Type straight quotes, ", instead; word processors and web pages bend them.',
  },
  'cut-off': ({ bracket }) => ({ reason: `the text ends before the ${bracket} is closed`, fix: CUT_OFF }),
  ellipsis: {
    reason: 'an ellipsis copied from an example is here',
    fix: 'Delete it; in the documentation it stands for "and so on".',
  },
  empty: { reason: 'the text ends before a value', fix: CUT_OFF },
  escape: {
    reason: 'a backslash stands before a character that JSON cannot escape (write \\\\ for a backslash)',
    fix: FORMATTER,
  },
  'extra-colon': {
    reason: 'a colon stands where none belongs',
    fix: 'Delete the colon, or use { } around keys and values instead of [ ].',
  },
  'extra-comma': { reason: 'a comma has nothing before it', fix: 'Delete the comma.' },
  invisible: ({ codePoint }) => ({
    reason: `an invisible character (U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}) is here`,
    fix: 'Delete it and type a plain space; it often comes along when text is copied from a web page.',
  }),
  'key-not-string': { reason: 'a key must be a string in double quotes', fix: QUOTED_KEY },
  'leading-zero': { reason: 'a number starts with a needless 0', fix: PLAIN_DIGITS },
  literal: ({ text }) => ({
    reason: `${text} is not a JSON value`,
    fix: 'Write true, false, null, a number, or text in double quotes.',
  }),
  'missing-colon': {
    reason: 'a colon is missing between a key and its value',
    fix: 'Write "key": value.',
  },
  'missing-comma': {
    reason: 'a comma is missing before this',
    fix: 'Put a comma after the value before it.',
  },
  'missing-value': { reason: 'a value is missing here', fix: A_VALUE },
  'missing-value-before-bracket': ({ bracket }) => ({
    reason: `a value is missing before the ${bracket}`,
    fix: A_VALUE,
  }),
  'missing-value-before-comma': { reason: 'a value is missing before the comma', fix: A_VALUE },
  'number-form': { reason: 'a number is not written the way JSON writes numbers', fix: PLAIN_DIGITS },
  'single-quotes': { reason: `single quotes ${NEED_QUOTES}`, fix: STRAIGHT },
  'decimal-comma': {
    reason: 'a number has a comma in it',
    fix: 'Write a point before decimals, and nothing between thousands.',
  },
  template: {
    reason: 'a variable of a template, as {{name}}, was not filled in',
    fix: 'Fill it in, or look at the request as it was sent.',
  },
  'trailing-comma': ({ bracket }) => ({
    reason: `a comma stands before the closing ${bracket}`,
    fix: 'Delete that comma.',
  }),
  'unclosed-string': {
    reason: 'a string is not closed before the end of its line',
    fix: 'Add the closing ", and write \\n where the text is to have a line break.',
  },
  markup: {
    reason: 'it is XML or HTML',
    fix: 'Give the JSON itself; where a server sent this page, look at it in a browser.',
  },
  'unfinished-number': { reason: 'a number is not finished', fix: PLAIN_DIGITS },
  'unicode-escape': { reason: 'a \\u escape needs four hexadecimal digits', fix: FORMATTER },
  'unquoted-key': ({ text }) => ({ reason: `the key ${text} is not in double quotes`, fix: QUOTED_KEY }),
  'unquoted-string': ({ text }) => ({
    reason: `the text ${text} is not in double quotes`,
    fix: 'Put the text in double quotes.',
  }),
  'wrong-bracket': ({ bracket, open }) => ({
    reason: `a ${bracket} cannot close the ${open}`,
    fix: 'Close { with } and [ with ].',
  }),
};

const ONE_PER_LINE = 'Write one key: "value" per line, with spaces in front to nest it.';
const textThatStarts = (character: string): string =>
  `if it is text that starts with ${character}, put it in quotes.`;

const YAML_WORDS: WordsFor<YamlMistake> = {
  alias: { reason: 'an alias (*name)', fix: `Write the value out; ${textThatStarts('*')}` },
  anchor: { reason: 'an anchor (&name)', fix: `Write the value out; ${textThatStarts('&')}` },
  'bad-dq-escape': {
    reason: 'a backslash before a character that cannot be escaped',
    fix: 'Write the backslash twice, or put the value in single quotes.',
  },
  'bad-indent': {
    reason: 'this line is not indented like the lines it belongs to',
    fix: 'Give keys that belong together the same number of spaces in front.',
  },
  'bad-scalar-start': ({ character }) => ({
    reason: `${character} is reserved in YAML`,
    fix: 'Put the value in quotes.',
  }),
  'block-as-implicit-key': {
    reason: 'a second "key: value" starts on this line',
    fix: 'Write one key: "value" per line; a value that holds a colon goes in quotes.',
  },
  'brace-in-value': { reason: 'a value within { } holds braces of its own', fix: 'Put the value in quotes.' },
  'block-in-flow': { reason: 'indented lines inside brackets', fix: ONE_PER_LINE },
  'deep-indent': {
    reason: 'this line is indented further than the lines it belongs to',
    fix: 'Give keys that belong together the same number of spaces in front.',
  },
  'comment-space': { reason: 'a # has no space before it', fix: ONE_PER_LINE },
  directive: {
    reason: 'a directive (a line that starts with %)',
    fix: `Delete that line; ${textThatStarts('%')}`,
  },
  documents: {
    reason: 'more than one document (a second --- line)',
    fix: 'Keep one document per file; several sets of settings go under profiles.',
  },
  key: { reason: 'a key that is not plain text', fix: 'Write the key as plain text.' },
  'key-over-1024-chars': { reason: 'a key is longer than 1024 characters', fix: ONE_PER_LINE },
  merge: { reason: 'a merge key (<<)', fix: 'Write the keys out in each profile.' },
  'missing-char': { reason: 'a character is missing', fix: ONE_PER_LINE },
  'missing-colon': { reason: 'a colon is missing after a key', fix: ONE_PER_LINE },
  'missing-comma': { reason: 'a comma is missing between two values in brackets', fix: ONE_PER_LINE },
  'missing-quote': { reason: 'a quote is not closed', fix: ONE_PER_LINE },
  'missing-space': { reason: 'a space is missing after the colon', fix: 'Write key: "value".' },
  'multiline-implicit-key': {
    reason: 'a key runs over more than one line; a colon or a quote may be missing',
    fix: ONE_PER_LINE,
  },
  'not-yaml': { reason: 'the line is not YAML', fix: ONE_PER_LINE },
  'tab-as-indent': { reason: 'a tab is used for indentation', fix: 'Use spaces.' },
  tag: { reason: 'a tag (!name)', fix: 'Delete the tag; to make a value text, put it in quotes.' },
  'unclosed-bracket': ({ bracket }) => ({
    reason: `the ${bracket} is not closed`,
    fix: 'Add the closing bracket.',
  }),
  'unclosed-quote': ({ quote }) => ({
    reason: `the ${quote} is not closed`,
    fix: 'Add the closing quote; text that holds a quote goes in quotes of the other kind.',
  }),
  'unexpected-token': {
    reason: 'this does not belong to the value before it',
    fix: ONE_PER_LINE,
  },
};

/** What is wrong with a text that is to be JSON, and what to type. */
export function sayJsonMistake(mistake: JsonMistake): SyntaxWords {
  return said(JSON_WORDS, mistake);
}

/** What of a YAML text is not read, and what to type. */
export function sayYamlMistake(mistake: YamlMistake): SyntaxWords {
  return said(YAML_WORDS, mistake);
}

function said<T extends { mistake: string }>(table: WordsFor<T>, mistake: T): SyntaxWords {
  const words = table[mistake.mistake as T['mistake']] as SyntaxWords | ((mistake: T) => SyntaxWords);
  return typeof words === 'function' ? words(mistake) : words;
}
