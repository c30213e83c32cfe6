import type { BentCommand } from '../model/capture-facts.ts';

const BENT_OPTION =
  /(\s)[–—−‐‑―]{1,2}([XHdsSiLkvFGuAeb](?=[\s'"“‘„«])|(?:header|data|request|url|json|location|insecure|silent|include|compressed|form|user|verbose)\b)/;

/** What a text went through on its way here, and how to undo it. Lines stay where they are. */
const BENDS: readonly { bend: BentCommand; sign: RegExp; undo: (text: string) => string }[] = [
  {
    // A word processor makes one dash of two, too: a single letter had one, a word two. Dashes may be meant within a value.
    bend: 'dashes',
    sign: BENT_OPTION,
    undo: (text) =>
      text.replace(new RegExp(BENT_OPTION, 'g'), (_all, space: string, name: string) => {
        return `${space}${name.length > 1 ? '--' : '-'}${name}`;
      }),
  },
  {
    bend: 'quotes',
    sign: /(?:\s-{1,2}[\w-]{1,30}[ =]?|curl )[“”„‘’‚]|\s[“”„‘’‚](?=https?:)/,
    undo: (text) => text.replace(/[“”„]/g, '"').replace(/[‘’‚]/g, "'"),
  },
  {
    // In titles they are meant, so they count where a value of the command begins with them alone.
    bend: 'quotes',
    sign: /(?:\s-{1,2}[\w-]{1,30}[ =]?|curl )[«»‹›]|\s[«»‹›](?=https?:)/,
    undo: (text) => text.replace(/[«»]/g, '"').replace(/[‹›]/g, "'"),
  },
  // Only where it takes part in the command: within a value it may be meant.
  { bend: 'spaces', sign: /curl\u00a0|\u00a0-|[\\^`][ \t\u00a0]+\r?\n/, undo: straightSpaces },
  {
    bend: 'blank-lines',
    sign: /\\[ \t]*\r?\n[ \t]*\r?\n/,
    // Every one of them is continued, too.
    undo: (text) =>
      text.replace(/\\[ \t]*((?:\r?\n[ \t]*)+)(?=\r?\n)/g, (_all, blank: string) => {
        return `${'\\\n'.repeat(blank.split('\n').length - 1)}\\`;
      }),
  },
];

function straightSpaces(text: string): string {
  return text
    .replace(/\u00a0(?=-)|(?<=curl)\u00a0/g, ' ')
    .replace(/([\\^`])([ \t\u00a0]+)(?=\r?\n)/g, (_all, mark: string) => mark);
}

/** A command as it was before a word processor, a chat or a web page bent it, and what they did. */
export function straightened(text: string): { text: string; bends: BentCommand[] } {
  const bends: BentCommand[] = [];
  let straight = text;
  for (const { bend, sign, undo } of BENDS) {
    if (!sign.test(straight)) continue;
    if (!bends.includes(bend)) bends.push(bend);
    straight = undo(straight);
  }
  return { text: straight, bends };
}
