// The style sheet of the page beside its script: read when a page is written or served.
import { readFileSync } from 'node:fs';

const SOURCE = new URL('../src/page/page.css', import.meta.url);

/** A plugin of the bundler that puts the style sheet beside the page's script, without comments and indentation. */
export const pageStyle = {
  name: 'page-style',
  generateBundle() {
    const source = readFileSync(SOURCE, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s*\n\s*/g, '\n')
      .trimStart();
    this.emitFile({ type: 'asset', fileName: 'page.css', source });
  },
};
