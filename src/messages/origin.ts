import type { Origin } from '../model/origin.ts';

/** An origin as the reader would name it: `--id`, `MEDIA_SESSION_ENDPOINT`, `meta.json:12:20`, `stdin:1:5`. */
export function sayOrigin(origin: Origin): string {
  const { kind, name, line, column } = origin;
  const place = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
  switch (kind) {
    case 'env':
      return `environment variable ${name}`;
    case 'default':
      return 'the default';
    case 'sandbox':
      return 'the example values of --sandbox';
    case 'smoke':
      return 'the test data of --smoke';
    case 'scenario':
      return `scenario ${name}${place}`;
    default:
      return `${name}${place}`;
  }
}
