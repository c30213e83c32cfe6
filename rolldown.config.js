// Bundles src/ into dist/, dependencies included: an install brings no other package along, and a run reads few files. The
// files are CommonJS, which Node starts faster than ES modules.
import { defineConfig } from 'rolldown';
import { licences } from './scripts/licences.js';
import { replacements } from './scripts/replacements.js';
import { schemas } from './scripts/schemas.js';

/** The package that a module belongs to, as the name of a file; undefined for our own code. */
function packageOf(module) {
  return /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/
    .exec(module)?.[1]
    ?.replace(/^@|[\\/]/g, (sign) => (sign === '@' ? '' : '-'));
}

export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  // jsonc-parser's main is UMD, whose require() calls a bundler cannot see.
  resolve: { mainFields: ['module', 'main'] },
  transform: {
    target: 'node20.18',
    define: { 'import.meta.dirname': '__dirname' },
  },
  plugins: [replacements, schemas, licences],
  // What the bundler warns of is a mistake in the sources, or here.
  onLog(level, log) {
    if (level === 'warn' && log.code !== 'INEFFECTIVE_DYNAMIC_IMPORT')
      throw new Error(`${log.code}: ${log.message}`);
  },
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    comments: { legal: false },
    minify: { mangle: false },
    codeSplitting: {
      groups: [
        { name: packageOf, debugName: 'packages', test: /node_modules/ },
        // What several commands need, in one file: each file costs a run about a millisecond.
        { name: 'common', test: /[\\/]src[\\/]/, minShareCount: 2 },
      ],
    },
  },
});
