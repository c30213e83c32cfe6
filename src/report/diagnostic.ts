import type { Words } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import type { Excerpt } from './excerpt.ts';
import type { Excerpts } from './excerpts.ts';
import { gutterOf } from './gutter.ts';
import { sanitize } from './sanitize.ts';
import type { Paint } from './style.ts';

/** How a diagnostic is to look. */
export interface DiagnosticOptions {
  /** Characters per line; Infinity for no wrapping. */
  width: number;
  paint: Paint;
  /** Shows lines of files with the value underlined; without it, none is shown. */
  excerpts?: Excerpts | undefined;
  /** The reader sees other characters than those of ASCII. */
  unicode?: boolean;
}

/** What a diagnostic says, in the manner of a compiler. */
export interface Diagnostic {
  /** `error`, `warning` or `note`. */
  name: string;
  code?: string | undefined;
  words: Words;
  label: (text: string) => string;
  /** Where it was met, in words. */
  places?: string | undefined;
  excerpt?: Excerpt | undefined;
  /** The excerpt stands above already, with another diagnostic. */
  again?: boolean;
  /** What is said behind the message, such as how often it was met. */
  more?: string;
}

/** Fewer columns than these leave no room for a margin. */
const NARROW = 50;

/**
 * The lines of a diagnostic: severity, code and message; where; the line with the value underlined; what to do. All text is made
 * safe here, before colour. Commands to paste stand on lines of their own and are never wrapped.
 */
export function diagnosticLines(diagnostic: Diagnostic, options: DiagnosticOptions): string[] {
  const { words, places, label, more = '', again = false } = diagnostic;
  const { paint, width, excerpts } = options;
  const excerpt = excerpts && diagnostic.excerpt;
  const head = diagnostic.name + (diagnostic.code === undefined ? '' : `[${diagnostic.code}]`);
  const message = wrap(`${head}: ${sanitize(words.message)}${more}`, width, '');
  const indent = ' '.repeat(gutterOf(excerpt));
  const note = (name: string, text: string): string => {
    const begin = `${indent} = ${name}: `;
    // On a narrow terminal lines go on near its edge.
    const margin = width < NARROW ? '  ' : ' '.repeat(begin.length);
    const all = wrap(`${'x'.repeat(begin.length - margin.length)}${sanitize(text)}`, width, margin);
    return `${paint.dim(`${indent} =`)} ${paint.strong(`${name}:`)} ${all.slice(begin.length)}`;
  };
  return [
    label(message.slice(0, head.length + 1)) + message.slice(head.length + 1),
    ...(places === undefined || again ? [] : [`${paint.dim(`${indent}-->`)} ${sanitize(places)}`]),
    ...(excerpt && !again ? excerptLines(excerpts, excerpt, diagnostic, options) : []),
    ...(words.effect ? [note('effect', words.effect)] : []),
    ...(words.fix ? [note('help', words.fix)] : []),
    ...(words.run ?? []).map((command) => `${indent}     ${sanitize(command)}`),
    ...(excerpt ? [''] : []),
  ];
}

function excerptLines(
  { pointed }: Excerpts,
  excerpt: Excerpt,
  { label }: Diagnostic,
  { paint, width, unicode = false }: DiagnosticOptions,
): string[] {
  const { line, offset, signs } = pointed(excerpt, { width, unicode });
  const number = String(excerpt.line ?? '');
  const empty = ' '.repeat(gutterOf(excerpt));
  return [
    paint.dim(`${empty} |`),
    `${paint.dim(`${number === '' ? empty : number} |`)} ${line}`,
    `${paint.dim(`${empty} |`)} ${' '.repeat(offset)}${label(signs)}`,
  ];
}
