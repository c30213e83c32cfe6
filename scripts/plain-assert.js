// What the bundle gives undici in place of node:assert. When an assertion fails, Node 20 looks for its source text by parsing
// the whole file, and that takes seconds for a bundle; undici's fail for answers such as "HTTP/1.1 042". To load it takes a
// while, too.

const SOURCE = `
  module.exports = (value, message = 'an assertion of the HTTP client failed') => {
    if (value) return;
    throw message instanceof Error ? message : Object.assign(new Error(message), { code: 'ERR_ASSERTION' });
  };
`;

/** An esbuild plugin that gives undici this assert, which has no methods: undici calls none. */
export const plainAssert = {
  name: 'plain-assert',
  setup(build) {
    build.onResolve({ filter: /^node:assert$/ }, ({ path, importer }) =>
      /[\\/]undici[\\/]lib[\\/]/.test(importer) ? { path, namespace: 'plain-assert' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'plain-assert' }, () => ({ contents: SOURCE, loader: 'js' }));
  },
};
