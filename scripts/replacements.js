// What stands in the bundle in place of parts of our dependencies that this program never reaches, but that would be loaded at
// every start. Each replacement says so if it is used after all.

/** Parts to leave out (as they are imported), by whom, and why they are never needed. */
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
    why: 'cosmiconfig only finds the config file; this program reads it',
  },
  {
    by: /[\\/]cosmiconfig[\\/]dist[\\/]/,
    what: /^(\.\/Explorer\.js|env-paths|os|fs\/promises)$/,
    why: 'cosmiconfig searches synchronously, in the directories that this program names',
  },
  {
    by: /[\\/]commander[\\/]lib[\\/]/,
    what: /^(node:child_process|\.\/suggestSimilar\.js)$/,
    why: 'no command is a program of its own, and this program words its own suggestions',
  },
];

/** A module that throws when it is used. A default export is asked for without being used, by code made of ES modules. */
const unused = (path, why) => `
  const use = () => { throw new Error(${JSON.stringify(`${path} was left out of the build: ${why}`)}); };
  module.exports = new Proxy(use, { get: (_, key) => (key === '__esModule' ? undefined : use()) });
`;

/**
 * undici's node:assert. To word a failed assertion, Node 20 parses the whole file that it stands in, which takes seconds
 * for a bundle, and undici's assertions do fail, for responses such as "HTTP/1.1 042". undici calls none of its methods.
 */
const PLAIN_ASSERT = `
  module.exports = (value, message = 'an assertion of the HTTP client failed') => {
    if (value) return;
    throw message instanceof Error ? message : Object.assign(new Error(message), { code: 'ERR_ASSERTION' });
  };
`;

/** The code of the replacement for an import; undefined for an import to leave alone. */
function replacementFor(path, importer) {
  if (path === 'node:assert' && /[\\/]undici[\\/]lib[\\/]/.test(importer)) return PLAIN_ASSERT;
  const entry = LEFT_OUT.find(({ by, what }) => what.test(path) && by.test(importer));
  return entry && unused(path, entry.why);
}

const PREFIX = '\0replaced/';

/** A plugin of the bundler that puts the replacements in place. Their code goes by the name of what they replace. */
export const replacements = {
  name: 'replacements',
  codes: new Map(),
  resolveId(path, importer = '') {
    const code = replacementFor(path, importer);
    if (code === undefined) return undefined;
    const id = `${PREFIX}${path.replace(/\W+/g, '-')}.cjs`;
    replacements.codes.set(id, code);
    return { id };
  },
  load(id) {
    const code = replacements.codes.get(id);
    return code && { code, moduleType: 'js' };
  },
};
