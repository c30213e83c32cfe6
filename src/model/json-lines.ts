import { isObject, type JsonValue, pointer } from './json.ts';

/** One line of JSON that is laid out for reading, and the JSON pointer to the value that begins on it. */
export interface JsonLine {
  text: string;
  path: string;
}

/** JSON with a line for each value, two blanks deeper for what is inside. */
export function jsonLines(value: JsonValue): JsonLine[] {
  const lines: JsonLine[] = [];
  write(lines, value, { path: '', indent: '', before: '', after: '' });
  return lines;
}

interface Where {
  path: string;
  indent: string;
  /** The key, and the comma. */
  before: string;
  after: string;
}

function write(lines: JsonLine[], value: JsonValue, { path, indent, before, after }: Where): void {
  const inner = partsOf(value, path);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (!inner) lines.push({ text: `${indent}${before}${JSON.stringify(value)}${after}`, path });
  else if (inner.length === 0) lines.push({ text: `${indent}${before}${open}${close}${after}`, path });
  else {
    lines.push({ text: `${indent}${before}${open}`, path });
    inner.forEach((part, index) => {
      const comma = index < inner.length - 1 ? ',' : '';
      write(lines, part.value, { path: part.path, indent: `${indent}  `, before: part.before, after: comma });
    });
    lines.push({ text: `${indent}${close}${after}`, path: `${path}/` });
  }
}

function partsOf(
  value: JsonValue,
  path: string,
): { value: JsonValue; path: string; before: string }[] | undefined {
  if (Array.isArray(value))
    return value.map((each, index) => ({ value: each, path: `${path}/${index}`, before: '' }));
  if (!isObject(value)) return undefined;
  return Object.entries(value).map(([key, each]) => ({
    value: each,
    path: path + pointer([key]),
    before: `${JSON.stringify(key)}: `,
  }));
}
