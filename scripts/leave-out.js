// What the bundle leaves out of its dependencies: parts that this program never reaches, but that would be loaded at
// every start. Each becomes a module that says so if it is used after all.

/** Packages or files to leave out (as they are imported), by whom, and why they are never needed. */
const LEFT_OUT = [
  {
    by: /[\\/]undici[\\/]lib[\\/]/,
    what: /^\.\/client-h2(\.js)?$/,
    why: 'the client offers no HTTP/2 in its TLS handshake',
  },
  {
    by: /[\\/]undici[\\/]lib[\\/]/,
    what: /^\.\.\/web\/fetch\/body\.js$/,
    why: 'the client sends bytes, never a form',
  },
  {
    by: /[\\/]cosmiconfig[\\/]dist[\\/]/,
    what: /^(js-yaml|parse-json|import-fresh|typescript|crypto)$/,
    why: 'cosmiconfig only finds the config file; it is read by this program',
  },
  {
    by: /[\\/]cosmiconfig[\\/]dist[\\/]/,
    what: /^(\.\/Explorer\.js|env-paths|os|fs\/promises)$/,
    why: 'cosmiconfig is asked synchronously, and for the directories that this program names',
  },
  {
    by: /[\\/]commander[\\/]lib[\\/]/,
    what: /^(node:child_process|\.\/suggestSimilar\.js)$/,
    why: 'no command is a program of its own, and this program words its own suggestions',
  },
];

/** An esbuild plugin that leaves out what the table above names. */
export const leaveOut = {
  name: 'leave-out',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ path, importer }) => {
      const entry = LEFT_OUT.find(({ by, what }) => what.test(path) && by.test(importer));
      return entry && { path, namespace: 'left-out', pluginData: entry.why };
    });
    build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path, pluginData }) => ({
      contents: `
        const use = () => { throw new Error(${JSON.stringify(`${path} was left out of the build: ${pluginData}`)}); };
        // How code made of ES modules asks for a default export; that is no use yet.
        module.exports = new Proxy(use, { get: (_, key) => (key === '__esModule' ? undefined : use()) });
      `,
      loader: 'js',
    }));
  },
};
