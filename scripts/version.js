// What the bundle holds of package.json: the version, which is all that the program needs of it.
import { readFileSync } from 'node:fs';

/** An esbuild plugin that leaves only the version of a package.json that is imported. */
export const version = {
  name: 'version',
  setup(build) {
    build.onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
