import type { Origin } from '../model/origin.ts';
import { gap, keptElsewhere, type RawBody } from './body-text.ts';
import type { Capture, CapturedResponse } from './capture.ts';
import { templateBody } from './collection-body.ts';
import { captureOf, type RawRequest } from './requests.ts';
import { REMARK, readHeaderLines, readResponseLines, STATUS_LINE } from './transcript.ts';

/** `POST /path HTTP/1.1`, as `curl -v` marks it, and as REST clients of editors write it, without a version. */
const REQUEST_LINE = /^(?:> ?)?(GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/;

/** A line that parts requests in .http files, and messages in what `wget -d` prints. */
const SEPARATOR = /^(?:###|---(?:request|response) (?:begin|end)---$)/;

/** `@name = value` in .http files. */
const VARIABLE = /^@([\w-]{1,60})\s{0,20}=\s{0,20}(\S.*)$/;

/** Whether a text holds HTTP messages written out. */
export function isHttpMessage(text: string): boolean {
  return /^(?:> ?)?(?:GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD) (?:\/|https?:|\{\{|\S+ HTTP\/)/m.test(text);
}

interface Block {
  line: number;
  lines: string[];
  variables: ReadonlyMap<string, string>;
}

/** The requests of raw HTTP messages, of `curl -v` transcripts and of .http files, each with the response that follows it. */
export function readHttpMessages(text: string, source: Origin): Capture {
  const raw: RawRequest[] = [];
  let count = 0;
  for (const block of blocksOf(text)) {
    const first = (block.lines[0] ?? '').trimEnd();
    const last = raw.at(-1);
    if (STATUS_LINE.test(first)) {
      const response: CapturedResponse = readResponseLines(block.lines);
      if (last && !last.response) last.response = response;
    } else if (REQUEST_LINE.test(first)) {
      count += 1;
      raw.push(readRequest(block, `request ${count}`, source));
    }
  }
  return captureOf('http', raw);
}

/** The parts of a text that begin with a request line, a status line or a separator. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const variables = new Map<string, string>();
  for (const [index, whole] of text.split('\n').entries()) {
    const line = whole.replace(/\r$/, '');
    if (REMARK.test(line)) continue;
    const [, name, value] = VARIABLE.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables.set(name, value.trim());
    const trimmed = line.trimEnd();
    if (REQUEST_LINE.test(trimmed) || STATUS_LINE.test(trimmed) || SEPARATOR.test(trimmed)) {
      blocks.push({ line: index + 1, lines: [], variables });
    }
    blocks.at(-1)?.lines.push(line);
  }
  return blocks;
}

function readRequest({ line, lines, variables }: Block, name: string, source: Origin): RawRequest {
  const [first = '', ...rest] = lines;
  const [, method = '', target = ''] = REQUEST_LINE.exec(first.trimEnd()) ?? [];
  const fill = (given: string): string =>
    given.replace(
      /\{\{\s{0,5}([\w-]{1,60})\s{0,5}\}\}/g,
      (whole, key: string) => variables.get(key) ?? whole,
    );
  const { headers, after } = readHeaderLines(rest);
  const host = String(headers['host'] ?? '');
  const address = fill(target.startsWith('/') ? `${host}${target}` : target);
  const origin = { ...source, line, column: 1 };
  // curl -v shows no body, and wget -d none that it reads from a file.
  const isLeftOut = first.startsWith('>') || Number(headers['content-length']) > 0;
  return {
    name,
    origin,
    method,
    address,
    headers,
    variables: true,
    body: bodyOf(rest.slice(after).map(fill), { ...source, line: line + 1 + after, column: 1 }, isLeftOut),
  };
}

/** What follows the blank line, without what REST clients of editors write behind a body. */
function bodyOf(lines: readonly string[], origin: Origin, isLeftOut: boolean): RawBody {
  const end = lines.findIndex((line) => /^(?:[<>] |> ?\{%|# |\/\/ )/.test(line));
  const text = lines
    .slice(0, end < 0 ? undefined : end)
    .join('\n')
    .trim();
  const file = /^<@?\s+(\S.*)$/.exec(lines.find((line) => line.trim() !== '') ?? '')?.[1];
  if (text === '' && file !== undefined) return { problem: [keptElsewhere(origin, { file: file.trim() })] };
  if (text === '') return { problem: [gap(origin, isLeftOut ? 'omitted' : 'none-sent')] };
  return templateBody(text, origin);
}
