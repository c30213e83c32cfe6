/**
 * A text without the characters of `unwanted` at its end. A pattern such as `/+$` would look for the end from every slash
 * anew, which takes quadratic time for a long run of them that is not at the end.
 */
export function withoutTrailing(text: string, unwanted: string): string {
  let end = text.length;
  while (end > 0 && unwanted.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
