import { render } from 'preact';
import type { PageReport } from '../model/page.ts';
import { Report } from './report.tsx';

/** Shows the report whose data stands in the page. */
function show(): void {
  const data = document.getElementById('data')?.textContent ?? 'null';
  const root = document.getElementById('root');
  if (root) render(<Report report={JSON.parse(data) as PageReport} />, root);
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
