// What stands beside the page's script: its style sheet, and the document that the sandbox serves.
import { readFileSync } from 'node:fs';

const SOURCE = new URL('../src/page/app.css', import.meta.url);

/** The script and the style sheet are files of their own here: the page's policy allows no code in it. */
const DOCUMENT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>media-session sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_sandbox/app.css">
</head>
<body>
<div id="root"></div>
<noscript><p>This page needs JavaScript. The same data is at /_sandbox/sessions and /_sandbox/requests.</p></noscript>
<script src="/_sandbox/app.js" defer></script>
</body>
</html>
`;

/** A plugin of the bundler that puts both beside the page's script, the style sheet without comments and indentation. */
export const pageStyle = {
  name: 'page-style',
  generateBundle() {
    const source = readFileSync(SOURCE, 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\s*\n\s*/g, '\n')
      .trimStart();
    this.emitFile({ type: 'asset', fileName: 'app.css', source });
    this.emitFile({ type: 'asset', fileName: 'inspector.html', source: DOCUMENT });
  },
};
