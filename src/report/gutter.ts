import type { Excerpt } from './excerpt.ts';

/** Columns before the rule of an excerpt: as many as its line number takes, but one at least. */
export function gutterOf(excerpt: Pick<Excerpt, 'line'> | undefined): number {
  return String(excerpt?.line ?? '').length || 1;
}
