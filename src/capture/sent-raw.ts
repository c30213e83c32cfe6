import type { NotJson } from '../model/capture-facts.ts';

/** A library that spoils an object which is not put into JSON before. */
interface Library {
  cause: NotJson;
  /** Code that uses it. */
  uses: RegExp;
  /** What stands right before an object that is handed over. */
  before: RegExp;
  /** A variable that is handed over, with its name. */
  variable: RegExp;
}

const LIBRARIES: readonly Library[] = [
  {
    // requests and its like make a form of `data=`, and JSON of `json=`. `data = {` alone in its line sets a variable.
    cause: 'form-of-object',
    uses: /\b(?:requests|httpx|aiohttp)\./,
    before: /[(,]\s*data\s*=\s*$/,
    variable: /[(,]\s{0,200}data\s{0,20}=\s{0,20}(\w{1,60})\s{0,20}[,)]/g,
  },
  {
    cause: 'form-of-object',
    uses: /(?:\$|\bjQuery)\.(?:ajax|post)\(/,
    before: /(?:\bdata\s*:|(?:\$|\bjQuery)\.post\(\s*[^\s,()]{1,300},)\s*$/,
    variable: /\bdata\s{0,20}:\s{0,20}(\w{1,60})\s{0,20}[,}\n]/g,
  },
  {
    cause: 'object-object',
    uses: /\bXMLHttpRequest\b/,
    before: /\.send\(\s*$/,
    variable: /\.send\(\s{0,20}(\w{1,60})\s{0,20}\)/g,
  },
];

const ASSIGNED = /\b(\w{1,60})\s*=\s*$/;
const PUT_INTO_JSON = /\b(?:JSON\.stringify|json\.dumps)\(\s{0,20}(\w{1,60})\b/g;

/** How far before an object its use is looked for, in characters. */
const REACH = 400;

/**
 * Tells what the code of a text sends in the place of the JSON of an object that begins at an offset; undefined where it sends the
 * JSON. The text is looked through once, however many are asked for.
 */
export function sentRaw(text: string): (start: number) => NotJson | undefined {
  const used = LIBRARIES.filter(({ uses }) => uses.test(text));
  if (used.length === 0) return () => undefined;
  const encoded = namesIn(text, PUT_INTO_JSON);
  const libraries = used.map((library) => ({ ...library, names: namesIn(text, library.variable) }));
  return (start) => {
    const before = text.slice(Math.max(0, start - REACH), start);
    const [, name = ''] = ASSIGNED.exec(before) ?? [];
    const isVariable = (names: ReadonlySet<string>): boolean => names.has(name) && !encoded.has(name);
    return libraries.find((one) => one.before.test(before) || isVariable(one.names))?.cause;
  };
}

function namesIn(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].map(([, name = '']) => name));
}
