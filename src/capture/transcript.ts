import type { CapturedResponse, Headers, SeenResponse } from './capture.ts';
import { addHeader } from './headers.ts';
import type { Mark } from './marks.ts';
import { noResponse } from './response.ts';

/** The first line of a response, as `curl -i` prints it and as `curl -v` marks it. */
export const STATUS_LINE = /^(?:< ?)?HTTP\/\d(?:\.\d)? (\d{3})\b ?([^\r\n]*)$/;

/** A line that curl writes about what it does: `* Connected to …`, `{ [5 bytes data]`. */
export const REMARK = /^(?:\* |\*$|[{}] \[\d+ bytes data\])/;

/** The same, and what it sends: `> POST …`. */
const CHATTER = new RegExp(`${REMARK.source}|^> |^>$`);

/** What a shell prints before a command: `$ `, `jo@mac ~ % `, `[jo@host dir]# `, `PS C:\\> `, `➜  dir git:(main) ✗ `. */
const PROMPT = String.raw`(?:[^\s'"\x60|;&={}]?[^'"\x60\n|;&={}]{0,80}?[$>#%❯][ \t]*|[➜❯λ][ \t][^\n'"{}]{0,80}?[ \t])`;

/** What a shell prints before each further line of a command, and a mail before each line that it quotes. */
const GOES_ON = /(?:[\\^`]|['"][{[])[ \t]*\r?\n(?:[db]?quote|heredoc|pipe)?>/;
const MARKS = /^(?:(?:[db]?quote|heredoc|pipe)?>[ \t]?)+/gm;

/** What curl -v prints of a request: there the marks tell who said it. */
const SENT = /^> (?:GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD) \S+ HTTP\//m;

/** The text with blanks for the prompts before some programs, given as a pattern, so that places stay true. */
export function withoutPrompts(given: string, programs: string): string {
  const isMarked = GOES_ON.test(given) && !SENT.test(given);
  const text = isMarked ? given.replace(MARKS, (marks) => ' '.repeat(marks.length)) : given;
  const prompts = new RegExp(String.raw`^[ \t]{0,80}${PROMPT}(?=(?:${programs})\s)`, 'gm');
  return text.replace(prompts, (prompt) => ' '.repeat(prompt.length));
}

/** Where a command, or a request written out, begins. */
const NEXT = new RegExp(
  String.raw`^\s*${PROMPT}?(?:curl(?:\.exe)?|wget|http|https)\s|^(?:GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD) \S`,
);

/** What curl says where it got no response: `curl: (6) Could not resolve host: …`. */
const FAILED = /^curl: \(\d{1,3}\) /;

/** What `curl -w '%{http_code}'` prints, when it prints nothing else. */
const WRITTEN_OUT = /^(?:HTTP )?([1-5]\d\d)$/;

const ENDING_PROMPT = new RegExp(String.raw`(?:^|(?<=[}\]])|\n)[ \t]*${PROMPT}$`);

/** What Fiddler and Proxyman write between messages. */
const RULE = /\s*^-{4,}$/m;

/** The commands of a transcript, and the responses by their offsets in the text of the commands. */
export interface Transcript {
  commands: string;
  responses: Mark<CapturedResponse>[];
}

/**
 * Parts a transcript into the commands and what they printed. In `commands` blanks stand for the output, so that places stay true
 * and no quotation mark of a response is taken for one of a command.
 */
export function splitTranscript(text: string): Transcript {
  const writesOut = /%\{(?:http_code|response_code)\}/.test(text);
  if (!writesOut && !/^(?:< ?)?HTTP\/\d|^[*>] |^curl: \(/m.test(text))
    return { commands: text, responses: [] };
  const outputs: { at: number; lines: string[] }[] = [];
  const kept: string[] = [];
  let printing = false;
  let at = 0;
  for (const line of text.split('\n')) {
    const isStatus = writesOut && WRITTEN_OUT.test(line.trim());
    const starts = isStatus || STATUS_LINE.test(line.trimEnd()) || FAILED.test(line);
    const chatter = CHATTER.test(line.trimEnd());
    printing = starts || (printing && !NEXT.test(line));
    if (starts) outputs.push({ at, lines: [] });
    if (printing && !chatter) outputs.at(-1)?.lines.push(line);
    // A CR ends a line, too, where it stands alone.
    kept.push(printing || chatter ? line.replace(/[^\r]/g, ' ') : line);
    at += line.length + 1;
  }
  const responses = outputs.map((output) => ({ at: output.at, value: readOutput(output.lines) }));
  return { commands: kept.join('\n'), responses };
}

function readOutput(lines: readonly string[]): CapturedResponse {
  const [first = ''] = lines;
  const code = WRITTEN_OUT.exec(first.trim())?.[1];
  if (code) return { kind: 'seen', status: Number(code), statusText: '', headers: {}, bodyText: '' };
  return FAILED.test(first) ? noResponse(first.trim()) : readResponseLines(lines);
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
    // The next prompt stands behind a body that ends without a line break.
    bodyText: rest.slice(after).join('\n').trim().replace(ENDING_PROMPT, '').replace(RULE, ''),
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
