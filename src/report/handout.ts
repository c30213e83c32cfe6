import { headingOf } from '../messages/page.ts';
import type { ExplainResult, Result } from '../model/result.ts';
import { type PageAssets, pageHtml } from './page-html.ts';
import { pageMarkdown } from './page-markdown.ts';
import { type Made, pageReport } from './page-report.ts';
import { recordedPlay, recordedPlays } from './play-handout.ts';

/** The report of a capture as Markdown. */
export function renderMarkdown(result: Result, made: Made): string {
  return pageMarkdown(pageReport(captureOf(result), made));
}

/** The report of a capture as a page that stands alone. */
export function renderPage(result: Result, made: Made, assets: PageAssets): string {
  const report = pageReport(captureOf(result), made);
  return pageHtml(headingOf(report), report, assets);
}

/** Of what failed before anything was read there is only that to report. */
function captureOf(result: Result): ExplainResult {
  if (result.command === 'play') return 'runs' in result ? recordedPlays(result) : recordedPlay(result);
  return result.command === 'explain' ? result : { ...result, command: 'explain' };
}
