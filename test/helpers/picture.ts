/** Colours of a dark terminal, by the codes that this program uses. */
const COLOURS: Record<string, string> = { 31: '#ff7b72', 33: '#e3b341', 36: '#76e3ea' };
const PLAIN = '#e6edf3';
const LINE = 20;
const CHARACTER = 8.4;
const PADDING = 16;
const BAR = 28;

interface Style {
  colour: string;
  bold: boolean;
  dim: boolean;
}

const NORMAL: Style = { colour: PLAIN, bold: false, dim: false };

/**
 * A terminal's screen as SVG: `text` may hold the escape sequences for bold, dim and colour; any other would show as an
 * error. Every line keeps its blanks.
 */
export function terminalPicture(text: string, columns: number): string {
  const lines = text.trimEnd().split('\n');
  const width = Math.ceil(columns * CHARACTER) + 2 * PADDING;
  const height = BAR + lines.length * LINE + 2 * PADDING;
  const body = lines.reduce<{ rows: string[]; style: Style }>(
    ({ rows, style }, line, at) => {
      const drawn = spans(line, style);
      const y = BAR + PADDING + (at + 1) * LINE - 6;
      return {
        rows: [...rows, `  <text x="${PADDING}" y="${y}" xml:space="preserve">${drawn.text}</text>`],
        style: drawn.style,
      };
    },
    { rows: [], style: NORMAL },
  );
  const font = 'font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14"';
  const dots = ['#ff5f57', '#febc2e', '#28c840'].map(
    (fill, at) => `  <circle cx="${18 + 18 * at}" cy="${BAR / 2 + 2}" r="5" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${font}>`,
    `  <rect width="${width}" height="${height}" rx="8" fill="#0d1117"/>`,
    ...dots,
    ...body.rows,
    '</svg>',
    '',
  ].join('\n');
}

/** A line as spans of one style each, and the style that the next line begins with. */
function spans(line: string, before: Style): { text: string; style: Style } {
  let style = before;
  const text = line
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with it
    .split(/(\u001b\[\d+m)/)
    .map((part) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with it
      const code = /^\u001b\[(\d+)m$/.exec(part)?.[1];
      if (code === undefined) return span(part, style);
      style = changed(style, code);
      return '';
    })
    .join('');
  return { text, style };
}

function changed(style: Style, code: string): Style {
  if (code === '1') return { ...style, bold: true };
  if (code === '2') return { ...style, dim: true };
  if (code === '22') return { ...style, bold: false, dim: false };
  if (code === '39') return { ...style, colour: PLAIN };
  const colour = COLOURS[code];
  if (!colour) throw new Error(`no colour for ${code}`);
  return { ...style, colour };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function span(text: string, { colour, bold, dim }: Style): string {
  if (text === '') return '';
  const weight = bold ? ' font-weight="bold"' : '';
  const opacity = dim ? ' fill-opacity="0.65"' : '';
  return `<tspan fill="${colour}"${weight}${opacity}>${text.replace(/[&<>]/g, (char) => ENTITIES[char] ?? '')}</tspan>`;
}
