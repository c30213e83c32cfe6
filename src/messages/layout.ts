/** Breaks a text at blanks so that lines fit; a longer word keeps a line of its own. */
export function wrap(text: string, width: number, indent: string): string {
  if (!Number.isFinite(width)) return indent + text;
  const room = Math.max(10, width - indent.length);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > room) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((entry) => indent + entry).join('\n');
}
