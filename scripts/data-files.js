// The data files beside the bundle, which the program reads one at a time when it needs them.
import { readdirSync, readFileSync } from 'node:fs';

const SCHEMAS = new URL('../src/rules/schemas/', import.meta.url);
const SCENARIOS = new URL('../src/scenario/scenarios/', import.meta.url);

/** A plugin of the bundler that puts each schema of the API, without whitespace, and each scenario into a file of its own. */
export const dataFiles = {
  name: 'data-files',
  generateBundle() {
    for (const name of readdirSync(SCHEMAS)) {
      const source = `${JSON.stringify(JSON.parse(readFileSync(new URL(name, SCHEMAS), 'utf8')))}\n`;
      this.emitFile({ type: 'asset', fileName: `schemas/${name}`, source });
    }
    for (const name of readdirSync(SCENARIOS)) {
      const source = readFileSync(new URL(name, SCENARIOS), 'utf8');
      this.emitFile({ type: 'asset', fileName: `scenarios/${name}`, source });
    }
  },
};
