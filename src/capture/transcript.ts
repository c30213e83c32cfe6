import type { Headers, SeenResponse } from './capture.ts';
import { addHeader } from './headers.ts';
import type { Mark } from './marks.ts';

/** The first line of a response, as `curl -i` prints it and as `curl -v` marks it. */
export const STATUS_LINE = /^(?:< ?)?HTTP\/\d(?:\.\d)? (\d{3})\b ?([^\r\n]*)$/;

/** A line that curl writes about what it does: `* Connected to …`, `{ [5 bytes data]`. */
export const REMARK = /^(?:\* |\*$|[{}] \[\d+ bytes data\])/;

/** The same, and what it sends: `> POST …`. */
const CHATTER = new RegExp(`${REMARK.source}|^> |^>$`);

/** Where a command, or a request written out, begins. */
const NEXT =
  /^\s*(?:[$>#%]\s+)?(?:curl(?:\.exe)?|wget|http|https)\s|^(?:GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD) \S/;

/** The commands of a transcript, and the responses by their offsets in the text of the commands. */
export interface Transcript {
  commands: string;
  responses: Mark<SeenResponse>[];
}

/**
 * Parts a transcript into the commands and what they printed. In `commands` blanks stand for the output, so that places stay true
 * and no quotation mark of a response is taken for one of a command.
 */
export function splitTranscript(text: string): Transcript {
  if (!/^(?:< ?)?HTTP\/\d|^[*>] /m.test(text)) return { commands: text, responses: [] };
  const outputs: { at: number; lines: string[] }[] = [];
  const kept: string[] = [];
  let printing = false;
  let at = 0;
  for (const line of text.split('\n')) {
    const starts = STATUS_LINE.test(line.trimEnd());
    const chatter = CHATTER.test(line.trimEnd());
    printing = starts || (printing && !NEXT.test(line));
    if (starts) outputs.push({ at, lines: [] });
    if (printing && !chatter) outputs.at(-1)?.lines.push(line);
    // A CR ends a line, too, where it stands alone.
    kept.push(printing || chatter ? line.replace(/[^\r]/g, ' ') : line);
    at += line.length + 1;
  }
  const responses = outputs.map((output) => ({ at: output.at, value: readResponseLines(output.lines) }));
  return { commands: kept.join('\n'), responses };
}

/** A transcript whose commands are written in another way, in which the places of the responses are true again. */
export function rewritten(
  { commands, responses }: Transcript,
  rewrite: (part: string) => string,
): Transcript {
  let text = '';
  let from = 0;
  const moved = responses.map(({ at, value }) => {
    text += rewrite(commands.slice(from, at));
    from = at;
    return { at: text.length, value };
  });
  return { commands: text + rewrite(commands.slice(from)), responses: moved };
}

/** Reads the lines of a response: status, headers, a blank line, the body. */
export function readResponseLines(lines: readonly string[]): SeenResponse {
  const [first = '', ...rest] = lines.map((line) => line.replace(/\r$/, ''));
  const [, code = '', statusText = ''] = STATUS_LINE.exec(first) ?? [];
  const { headers, after } = readHeaderLines(rest);
  return {
    kind: 'seen',
    status: Number(code),
    statusText: statusText.trim(),
    headers,
    bodyText: rest.slice(after).join('\n').trim(),
  };
}

/** Reads header lines up to a blank one; `after` counts the lines up to behind it. */
export function readHeaderLines(lines: readonly string[]): { headers: Headers; after: number } {
  const headers = Object.create(null) as Headers;
  let at = 0;
  for (; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replace(/^[<>] ?/, '').trimEnd();
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) break;
    addHeader(headers, name, line.slice(colon + 1));
  }
  const blank = (lines[at] ?? '').replace(/^[<>] ?/, '').trim() === '';
  return { headers, after: blank ? at + 1 : at };
}
