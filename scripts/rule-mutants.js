// Where the rules make their findings, and how to take one of them out of the source.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['src/rules', 'src/capture'];

/** How a finding begins: through a helper that builds one, or as an object with its code. */
const FINDING = /\b(?:body\.(?:param|finding|timeFinding)|say)\(|\{(?=\s*(?:\.\.\.base, )?code: ')/g;

const INCOMPLETE = /(?<=return )incompleteBody\(.*\)(?=;)/g;

/** Rules that are rows of a table, and calls that stand for a finding: each match is taken out whole. */
const ROWS = [
  { file: 'src/rules/plausibility.ts', find: /^ {2}(?:account|time|content)\.(\w+),\n/gm, to: '' },
  { file: 'src/capture/sequence.ts', find: /^ {2}(\w+): \{ opener: .*\n/gm, to: '' },
  { file: 'src/capture/curl.ts', find: INCOMPLETE, to: '{}', code: 'capture-incomplete' },
  { file: 'src/capture/har.ts', find: INCOMPLETE, to: '{}', code: 'capture-incomplete' },
  { file: 'src/capture/curl.ts', find: /call\.missing\.map\(say\)/g, to: '[]', code: 'capture-body-missing' },
  { file: 'src/rules/validate.ts', find: /\[notAnObject\(body, options\)\]/g, to: '[]', code: 'body-type' },
  {
    file: 'src/rules/check-event.ts',
    find: /(?<=return )wrong\.map\([\s\S]*?\n {2}\)/g,
    to: '[]',
    code: 'event-type',
  },
];

/** The codes of what a schema refuses come out of a leaf's kind and path, so they are taken out of the result. */
const SCHEMA_CODES = [
  ...['missing', 'type', 'unknown'].flatMap((kind) => [`param-${kind}`, `body-${kind}`]),
  ...['event-type', 'custom-metadata-key', 'custom-metadata-type'],
];
const RESULT = { file: 'src/rules/validate.ts', find: '[...byPlace.values()]' };

/** Index just behind the bracket that closes the one at `open`. No text in a finding holds a lone bracket. */
function closing(text, open) {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if ('([{'.includes(text[at])) depth++;
    else if (')]}'.includes(text[at]) && --depth === 0) return at + 1;
  }
  throw new Error(`no closing bracket after ${text.slice(open, open + 40)}`);
}

/** How to do without the finding at `start`..`end`; undefined where it is built for a caller that is a rule itself. */
function without(text, start, end) {
  const before = text.slice(0, start);
  const list = /\[\s*$/.exec(before);
  const behind = /^,?\s*\]/.exec(text.slice(end));
  if (list && behind) return { start: list.index, end: end + behind[0].length, to: '[]' };
  if (/\breturn $/.test(before)) return { start, end, to: 'undefined' };
  if (/\bfindings\.push\($/.test(before)) return { start, end, to: '' };
  return undefined;
}

/** `name` is the code of the finding, or what the rule is called in its table. */
function mutant({ file, text }, { start, end, to }, name) {
  const line = text.slice(0, start).split('\n').length;
  const removed = text.slice(start, end);
  return { file, line, name, removed, text: text.slice(0, start) + to + text.slice(end) };
}

function findingMutants(source) {
  const { file, text } = source;
  // The one object of that file is what notAnObject returns, and its caller is in ROWS.
  if (file === RESULT.file) return [];
  return [...text.matchAll(FINDING)].flatMap((match) => {
    const end = closing(text, match.index + match[0].length - 1);
    const cut = without(text, match.index, end);
    const code = /'([a-z]+(?:-[a-z]+)+)'/.exec(text.slice(match.index, end))?.[1];
    return cut ? [mutant(source, cut, code ?? 'code in a variable')] : [];
  });
}

function rowMutants(source) {
  return ROWS.filter(({ file }) => file === source.file).flatMap(({ find, to, code }) =>
    [...source.text.matchAll(find)].map(({ 0: all, 1: key = '', index }) => {
      const name = code ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return mutant(source, { start: index, end: index + all.length, to }, name);
    }),
  );
}

function schemaMutants(source) {
  if (source.file !== RESULT.file) return [];
  const start = source.text.indexOf(RESULT.find);
  const end = start + RESULT.find.length;
  return SCHEMA_CODES.map((code) => {
    const to = `${RESULT.find}.filter((one) => one.code !== '${code}')`;
    return mutant(source, { start, end, to }, code);
  });
}

/** The sources that hold rules. */
export function ruleSources(root) {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
  )
    .sort()
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));
}

/** Every mutant of a source: its text with one rule taken out, and which one that is. */
export function mutantsOf(source) {
  return [...rowMutants(source), ...findingMutants(source), ...schemaMutants(source)];
}
