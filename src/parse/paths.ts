import { relative, resolve, sep } from 'node:path';
import type { Context } from '../model/context.ts';

/**
 * A file as the user would name it: relative to the working directory when it lies inside it or one level
 * up, else absolute. A longer chain of `../` is harder to read than the path itself.
 */
export function fileLabel(path: string, context: Context): string {
  if (context.cwd === undefined) return path;
  const near = relative(context.cwd, path);
  return near === '' || near.startsWith(`..${sep}..`) ? path : near;
}

/** A path as given, absolute; undefined for a relative one when the working directory has been deleted. */
export function absolutePath(path: string, context: Context): string | undefined {
  if (context.cwd !== undefined) return resolve(context.cwd, path);
  return path === resolve(sep, path) ? path : undefined;
}
