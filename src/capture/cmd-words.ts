import type { ShellCommand, ShellText } from './shell-words.ts';

/**
 * Splits a text for the Windows command prompt, as browsers write it, into commands and their words. Two readers
 * take part there: the prompt (`^` escapes the next character or line end) and the program (`"…"` quotes, `\"` and
 * `""` are a quote within, and browsers double every backslash). `&`, `|` and line ends part commands only before
 * another `curl`, so that a hand-written body that holds one stays whole.
 */
export function cmdCommands(text: string): ShellText {
  const commands: ShellCommand[] = [];
  let unclosed = false;
  for (const { plain, at } of promptCommands(text)) {
    const { words, open } = programWords(plain);
    unclosed = open;
    if (words.length > 0)
      commands.push({ words, at: at + (/\S/.exec(text.slice(at))?.index ?? 0), piped: false });
  }
  return { commands, unclosed };
}

/** What the prompt hands on: each command without its carets, and where it began. */
function promptCommands(text: string): { plain: string; at: number }[] {
  const parts: { plain: string; at: number }[] = [];
  let plain = '';
  let begin = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '^' && !quoted) {
      const { meant, length } = escaped(text, at);
      plain += meant;
      at += length - 1;
      continue;
    }
    if (char === '"') quoted = !quoted;
    if (!quoted && /[&|\n]/.test(char) && /^\s*curl(\.exe)?\s/.test(text.slice(at + 1, at + 60))) {
      parts.push({ plain, at: begin });
      plain = '';
      begin = at + 1;
    } else plain += char;
  }
  return [...parts, { plain, at: begin }];
}

/** A caret and what it escapes: a line end continues the line, and a second one right after it is meant. */
function escaped(text: string, at: number): { meant: string; length: number } {
  const newlines = /^\^\r?\n(\r?\n)?/.exec(text.slice(at, at + 5));
  if (newlines) return { meant: newlines[1] === undefined ? '' : '\n', length: newlines[0].length };
  return { meant: text[at + 1] ?? '', length: 2 };
}

function programWords(text: string): { words: string[]; open: boolean } {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    const next = text[at + 1];
    if (
      (char === '\\' && (next === '"' || (next === '\\' && quoted))) ||
      (char === '"' && quoted && next === '"')
    ) {
      word = (word ?? '') + next;
      at += 1;
    } else if (char === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && /[ \t\r]/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  return { words: word === undefined ? words : [...words, word], open: quoted };
}
