import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files of the page, by the path at which each is served. */
const FILES = {
  '/': { file: 'inspector.html', type: 'text/html; charset=utf-8' },
  '/_sandbox/app.js': { file: 'app.js', type: 'text/javascript; charset=utf-8' },
  '/_sandbox/app.css': { file: 'app.css', type: 'text/css; charset=utf-8' },
} as const;

/** The path of a file of the page. */
export type PagePath = keyof typeof FILES;

/** The paths of all its files. */
export const PAGE_PATHS = Object.keys(FILES) as readonly PagePath[];

/** Beside the bundle; from the sources, where the bundle is. */
const DIRECTORIES = [join(import.meta.dirname, 'page'), join(import.meta.dirname, '../../dist/page')];

/** A file of the page and its type; undefined where this build has none. */
export async function pageFile(
  path: PagePath,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; type: string } | undefined> {
  const { file, type } = FILES[path];
  for (const directory of DIRECTORIES) {
    const bytes = await readFile(join(directory, file)).catch(() => undefined);
    if (bytes) return { bytes: new Uint8Array(bytes), type };
  }
  return undefined;
}
