import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageAssets } from '../report/page-html.ts';

/** The build puts the page beside the program. */
const DIRECTORY = join(import.meta.dirname, 'page');

/** The script and the style sheet of the page. Rejects with the system's error if the package is not whole. */
export async function pageAssets(): Promise<PageAssets> {
  const [script, style] = await Promise.all(
    ['app.js', 'app.css'].map((name) => readFile(join(DIRECTORY, name), 'utf8')),
  );
  return { script: script ?? '', style: style ?? '' };
}
