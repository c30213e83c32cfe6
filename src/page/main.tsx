import { render } from 'preact';
import type { PageReport } from '../model/page.ts';
import { Inspector } from './inspector/inspector.tsx';
import { Report } from './report.tsx';

/** Shows the report whose data stands in the page; where there is none, this is the page of the sandbox. */
function show(): void {
  const data = document.getElementById('data')?.textContent;
  const root = document.getElementById('root');
  if (!root) return;
  render(data ? <Report report={JSON.parse(data) as PageReport} /> : <Inspector />, root);
}

/** What is folded on the screen is wanted on paper. */
function unfoldForPrint(): void {
  const closed = [...document.querySelectorAll('details:not([open])')];
  for (const one of closed) one.setAttribute('open', '');
  const fold = (): void => {
    for (const one of closed) one.removeAttribute('open');
  };
  addEventListener('afterprint', fold, { once: true });
}

show();
addEventListener('beforeprint', unfoldForPrint);
