import { EXPLANATIONS, type Example } from '../messages/codes/index.ts';
import { findingSummaries } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import type { Code } from '../model/codes.ts';
import { ERROR_CODES, type ErrorCode } from '../model/error-codes.ts';
import { EXIT_CODES } from '../model/exit-codes.ts';

/** The text of `help <code>`, for lines of `width` characters. Loaded only when it is asked for: it needs every wording. */
export function codeText(code: Code, width: number): string {
  const { what, why, example, deeper } = EXPLANATIONS[code];
  const paragraph = (text: string): string => wrap(text, width, '  ');
  const parts = [
    wrap(`${code}: ${summaryOf(code)}`, width, ''),
    `What it means\n${paragraph(what)}`,
    `Why it matters\n${paragraph(why)}`,
    `Before${PLACES[example.of]}\n${indented(example.before, example)}`,
    `After\n${indented(example.after, example)}`,
    `Look deeper\n${deeper.map((line) => `  ${line}`).join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** What a code means that has the name of a topic, as the last lines of that topic, for lines of `width` characters. */
export function codeNote(code: Code, width: number): string {
  return `\n${wrap(`${code} is also a code. It means: ${summaryOf(code)}.`, width, '')}\n`;
}

function summaryOf(code: Code): string {
  const finding = findingSummaries().find((one) => one.code === code);
  if (finding) return finding.summary;
  const { exit, summary } = ERROR_CODES[code as ErrorCode];
  const number = EXIT_CODES.find((row) => row.name === exit)?.code;
  return `${summary} (exit ${number})`;
}

/** Where the text of an example stands, where that does not go without saying. */
const PLACES: Readonly<Record<Example['of'], string>> = {
  params: ' (in params)',
  playerTime: ' (in playerTime)',
  qoeData: ' (in qoeData)',
  customMetadata: ' (in customMetadata)',
  body: ' (in the body)',
  whole: '',
  batch: ' (a batch for media-session downloaded)',
  from: ' (a capture for media-session start --from)',
  scenario: ' (in a scenario)',
  command: '',
  config: ' (in .mediarc)',
  capture: '',
  traffic: '',
  session: '',
  response: ' (the response)',
  situation: '',
};

/** The lines of an example. None is wrapped, so that each can be copied; one that only shows a size is cut. */
function indented(text: string, { of }: Example): string {
  const program = of === 'command' ? 'media-session ' : '';
  return text
    .split('\n')
    .map((line) => `  ${program}${line.length > 400 ? `${line.slice(0, 60)}...` : line}`)
    .join('\n');
}
