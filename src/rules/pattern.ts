const MAX_PATTERN = 200;
const MAX_SUBJECT = 256;

// Two to this power steps take a fraction of a second; a repetition over MAX_SUBJECT characters counts as 8.
const MAX_EXPONENT = 26;
const REPEAT_EXPONENT = 8;
const MAX_CHOICES_ON_LONG_TEXT = 4;

// Text longer than MAX_SUBJECT passes before the pattern itself is tried.
const LONG_PASSES = `^[\\s\\S]{${MAX_SUBJECT + 1}}|`;

/**
 * A schema's pattern in a form that cannot hang us, or undefined if it should not be tried at all.
 *
 * A live schema is a remote document, and JavaScript's regular expressions backtrack. So a pattern runs only if it
 * compiles, is short, repeats no group, refers back to nothing, and its worst case (each repetition tries every
 * length, each choice both ways) stays within about 2^26 steps on short text. All but plainly linear patterns see
 * short text only. A pattern left out accepts everything: we may miss the reason of a refusal, and never
 * invent one. The API's own pattern (customMetadata keys) passes untouched.
 */
export function boundPattern(pattern: string): string | undefined {
  if (pattern.length > MAX_PATTERN || !compiles(pattern)) return undefined;
  const bare = pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\\[1-9k]/.test(bare) || /\)[*+{]/.test(bare)) return undefined;
  const repeats = count(bare, /[*+{]/g);
  const choices = count(bare, /\||[^(]\?/g);
  const floating = !bare.startsWith('^') || bare.includes('|');
  if (REPEAT_EXPONENT * (repeats + Number(floating)) + choices > MAX_EXPONENT) return undefined;
  const linear = choices <= MAX_CHOICES_ON_LONG_TEXT && repeats + Number(floating) <= 1;
  return linear ? pattern : `${LONG_PASSES}(?:${pattern})`;
}

/** The pattern as its author wrote it, for the reader. */
export function originalPattern(bounded: string): string {
  return bounded.startsWith(LONG_PASSES) ? bounded.slice(LONG_PASSES.length + 3, -1) : bounded;
}

function count(text: string, part: RegExp): number {
  return text.match(part)?.length ?? 0;
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u');
    return !/\p{Surrogate}/u.test(pattern);
  } catch {
    return false;
  }
}
