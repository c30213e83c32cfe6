import { createHash } from 'node:crypto';
import { safeJson } from './sanitize.ts';

/** The script and the style sheet of the page. */
export interface PageAssets {
  script: string;
  style: string;
}

/** A source of a content security policy that allows this text alone. */
function hashed(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Text within HTML. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/**
 * A page that stands alone: the data as JSON, and what shows it. The policy allows nothing but these two texts, so that no text
 * of a capture can run, and nothing is loaded from elsewhere.
 */
export function pageHtml(title: string, data: unknown, { script, style }: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hashed(script)}`,
    `style-src ${hashed(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy.join('; ')}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    '<div id="root"></div>',
    '<noscript><p>This report needs JavaScript. For one without, write it to a file that ends in .md.</p></noscript>',
    // Nothing in it can end the element.
    `<script type="application/json" id="data">${safeJson(data).replaceAll('<', '\\u003c')}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
