// What import.meta.url is in a bundled file, which is CommonJS; esbuild puts it where it is used.
import { pathToFileURL } from 'node:url';

export const fileUrl = pathToFileURL(__filename).href;
