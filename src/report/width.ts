import { eastAsianWidth } from 'get-east-asian-width';

/** All of one column. Whatever else there is takes tables that are slow to load. */
const PLAIN = /^[\x20-\x7e…→]*$/;
const EMOJI = /\p{Emoji_Presentation}|\ufe0f/u;
const ZERO = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u;

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as a reader counts them, each with the columns that it takes on a terminal. */
export function charactersOf(text: string): { text: string; width: number }[] {
  if (PLAIN.test(text)) return [...text].map((one) => ({ text: one, width: 1 }));
  segmenter ??= new Intl.Segmenter();
  return [...segmenter.segment(text)].map(({ segment }) => ({ text: segment, width: widthOfOne(segment) }));
}

/** How many columns a text takes on a terminal: wide characters take two, combining ones none. */
export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return charactersOf(text).reduce((sum, { width }) => sum + width, 0);
}

function widthOfOne(character: string): number {
  if (ZERO.test(character)) return 0;
  if (EMOJI.test(character)) return 2;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}
