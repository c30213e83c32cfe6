import type { Excerpt } from './excerpt.ts';
import { gutterOf } from './gutter.ts';
import { sanitize } from './sanitize.ts';
import { charactersOf, widthOf } from './width.ts';

/** Lines of an excerpt on a stream that has no width of its own. */
const PIPED_WIDTH = 80;

/** The line of an excerpt, cut around its mark to fit, and the signs beneath it. */
export function pointed(
  excerpt: Excerpt,
  { width, unicode }: { width: number; unicode: boolean },
): { line: string; offset: number; signs: string } {
  const room = Math.max(16, (Number.isFinite(width) ? width : PIPED_WIDTH) - gutterOf(excerpt) - 3);
  const dots = unicode ? '…' : '...';
  const [before, marked, after] = [excerpt.before, excerpt.marked, excerpt.after.trimEnd()].map(readable);
  const own = cutEnd(marked ?? '', Math.max(8, room - 2 * dots.length - 8), dots);
  const left = room - widthOf(own);
  const beforeWidth = widthOf(before ?? '');
  const afterWidth = widthOf(after ?? '');
  // What one side does not need, the other may have.
  const half = Math.floor(left / 2);
  const forBefore = afterWidth < half ? left - afterWidth : Math.max(half, left - afterWidth);
  const head = cutStart(before ?? '', Math.min(beforeWidth, forBefore), dots);
  const tail = cutEnd(after ?? '', left - widthOf(head), dots);
  return {
    line: `${head}${own}${tail}`.trimEnd(),
    offset: widthOf(head),
    signs: '^'.repeat(Math.max(1, widthOf(own))),
  };
}

/** Text as it is shown: a tab is as wide wherever it stands, and nothing acts on the terminal. */
function readable(text: string): string {
  return sanitize(text.replaceAll('\t', '    '));
}

function cutEnd(text: string, room: number, dots: string): string {
  if (text.length <= room && widthOf(text) <= room) return text;
  return taken(charactersOf(text.slice(0, room * 4)), room - dots.length) + (room > dots.length ? dots : '');
}

function cutStart(text: string, room: number, dots: string): string {
  if (text.length <= room && widthOf(text) <= room) return text;
  const characters = charactersOf(text.slice(-room * 4)).reverse();
  let used = 0;
  const kept = characters.filter(({ width }) => {
    used += width;
    return used <= room - dots.length;
  });
  const rest = kept.map((one) => one.text).reverse();
  return room > dots.length ? dots + rest.join('') : '';
}

/** As many characters as fit. */
function taken(characters: readonly { text: string; width: number }[], room: number): string {
  let used = 0;
  const kept = characters.filter(({ width }) => {
    used += width;
    return used <= room;
  });
  return kept.map(({ text }) => text).join('');
}
