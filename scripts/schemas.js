// The schemas of the API beside the bundle: data, which the program reads one at a time when it needs them.
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../src/rules/schemas/', import.meta.url);

/** A plugin of the bundler that puts each schema, without whitespace, into a file of its own. */
export const schemas = {
  name: 'schemas',
  generateBundle() {
    for (const name of readdirSync(FOLDER)) {
      const source = `${JSON.stringify(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')))}\n`;
      this.emitFile({ type: 'asset', fileName: `schemas/${name}`, source });
    }
  },
};
