// Bundles src/ into dist/, dependencies included: an install brings no other package along, and a run reads few files. The
// files are CommonJS, which Node starts faster than ES modules.
import { defineConfig } from 'rolldown';
import { dataFiles } from './scripts/data-files.js';
import { licenceComment, licences } from './scripts/licences.js';
import { pageStyle } from './scripts/page-style.js';
import { replacements } from './scripts/replacements.js';

/** The name of the package that a module belongs to; undefined for our own. */
function packageOf(module) {
  return /.*[\\/]node_modules[\\/]([^\\/]+)/.exec(module ?? '')?.[1];
}

/** What only commands that read captures and logs, or play sessions, need. */
const OF_FEW =
  /[\\/]src[\\/](?:(?:capture|scenario|session)[\\/]|commands[\\/]shared[\\/](?:captured-events|explained-sessions)\.ts)/;

/** What is needed only to say what a mistyped command line means. */
const AFTER_A_MISTAKE = /[\\/]src[\\/]cli[\\/](?:meant|mistakes|owners)\./;

/** What only a sandbox that runs needs; its options need the two tables. */
const OF_SANDBOX = /[\\/]src[\\/]sandbox[\\/](?!faults\.ts|controls\.ts)|[\\/]node_modules[\\/]@?hono[\\/]/;

/** Whether most commands need a module, if several do. */
const isCommon = (id) => ![OF_FEW, AFTER_A_MISTAKE, OF_SANDBOX].some((few) => few.test(id));

// What the bundler warns of is a mistake in the sources, or here.
function onLog(level, log) {
  if (level === 'warn') throw new Error(`${log.code}: ${log.message}`);
}

const program = defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  // jsonc-parser's main is UMD, whose require() calls a bundler cannot see.
  resolve: { mainFields: ['module', 'main'] },
  transform: {
    target: 'node20.18',
    define: { 'import.meta.dirname': '__dirname' },
  },
  plugins: [replacements, dataFiles, licences],
  onLog,
  output: {
    dir: 'dist',
    cleanDir: true,
    format: 'cjs',
    exports: 'named',
    entryFileNames: '[name].cjs',
    chunkFileNames: ({ facadeModuleId }) => `${packageOf(facadeModuleId) ?? '[name]'}.cjs`,
    comments: { legal: false },
    // Shorter names are read faster: 3 % of a start.
    minify: true,
    codeSplitting: {
      // What several commands need goes into one file: each file costs a run about a millisecond. Whatever is imported lazily
      // stands in a file of its own.
      groups: [
        { name: 'common', minShareCount: 2, test: isCommon, priority: 2 },
        // `start` needs neither of them.
        { name: 'capture', minShareCount: 2, test: /[\\/]src[\\/]capture[\\/]/ },
        { name: 'session', minShareCount: 2, test: /[\\/]src[\\/]session[\\/]/ },
        { name: 'server', minShareCount: 2, test: OF_SANDBOX },
      ],
    },
  },
});

/** The page of reports and of the sandbox: one script for browsers, and its style sheet. */
const page = defineConfig({
  input: { app: 'src/page/main.tsx' },
  platform: 'browser',
  transform: { target: 'es2022' },
  plugins: [pageStyle],
  onLog,
  output: {
    dir: 'dist/page',
    cleanDir: true,
    format: 'iife',
    entryFileNames: '[name].js',
    // Every report is a copy of the script.
    postBanner: licenceComment(['node_modules/preact']),
    comments: { legal: false },
    minify: true,
  },
});

export default [program, page];
