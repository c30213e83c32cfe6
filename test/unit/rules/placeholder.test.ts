import { expect, test } from 'vitest';
import { isPlaceholder } from '../../../src/rules/placeholder.ts';

test.each([
  ['{uri}'],
  [' {uri} '],
  ['<your-aa-rsid>'],
  ['<your-userId>'],
  ['<your metadata>'],
  ['<YOUR ORG ID>'],
  ['<company>'],
  ['[YOUR_RSID]'],
  ['[REPORT_SUITE]'],
  ['[your-id]'],
  ['[ _YOUR-RSID_ ]'],
  ['[YOUR-MCID]'],
  ['YOUR_TRACKING_SERVER'],
  ['prefix YOUR_RSID suffix'],
  ['{{rsid}}'],
  ['{{ env.rsid }}.example.com'],
  ['$' + '{RSID}'],
  ['id-$' + '{RSID}'],
  ['<company>.hb-api.omtrdc.net'],
  ['https://{uri}/api/v1/sessions'],
  ['{uri}/api/v1/sessions'],
  ['{uri}:8443'],
  ['{org}@AdobeOrg'],
  ['<your-org-id>@AdobeOrg'],
  ['your-org-id@AdobeOrg'],
  ['your-aa-tracking-server'],
  ['your_rsid'],
  ['your-report-suite'],
  ['yourReportSuite'],
  ['your-company.hb-api.omtrdc.net'],
])('%s was left in', (text) => {
  expect(isPlaceholder(text)).toBe(true);
});

test.each([
  [''],
  ['[REC]'],
  ['<3'],
  ['I <3 you > me'],
  ['Your Name'],
  ['your-lie-in-april-1'],
  ['your-honor-s01e01'],
  ['Call Your Mother'],
  ['Love, Your Enemy [4K]'],
  ['{"a":1}'],
  ['{3}'],
  ['a{b}'],
  ['$5 {deal}'],
  ['https://cdn.example/{id}/master.m3u8'],
  ['https://ads.example/x?cb=[CACHEBUSTER]'],
  ['metrics.example.com'],
  ['[2024_01]x'],
  ['0123456789ABCDEF01234567@AdobeOrg'],
  ['your'],
  ['yourorganic'],
])('%s is a value', (text) => {
  expect(isPlaceholder(text)).toBe(false);
});

test('long text is looked at quickly', () => {
  const begin = performance.now();
  for (const part of ['<your', '{', '[A_', 'your-', '{{', 'a.', '<A ']) isPlaceholder(part.repeat(100_000));
  expect(performance.now() - begin).toBeLessThan(5_000);
});
