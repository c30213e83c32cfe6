import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type Fields, FORMAT } from '../../../src/scenario/format.ts';
import { scenario } from './support.ts';

const PATH = fileURLToPath(new URL('../../../docs/play.md', import.meta.url));
const TEXT = readFileSync(PATH, 'utf8');

function tableOf(fields: Fields): string {
  const rows = Object.entries(fields).map(
    ([key, { description, required }]) => `| \`${key}\` | ${description}${required ? ' (required)' : ''} |`,
  );
  return ['| key | what it holds |', '|---|---|', ...rows].join('\n');
}

test('docs/play.md has the tables of the format (--update writes them)', async () => {
  const filled = Object.entries(FORMAT).reduce((text, [name, fields]) => {
    const block = new RegExp(`(<!-- format:${name} -->\n)[\\s\\S]*?(<!-- /format:${name} -->)`);
    return text.replace(block, (_all, open: string, close: string) => `${open}${tableOf(fields)}\n${close}`);
  }, TEXT);
  expect([...filled.matchAll(/<!-- format:/g)]).toHaveLength(6);
  await expect(filled).toMatchFileSnapshot(PATH);
});

test('its example can be played as it stands', async () => {
  const [, text = ''] = /<!-- scenario -->\n```yaml\n([\s\S]*?)```/.exec(TEXT) ?? [];
  const { events, expectations } = await scenario(text, { env: { CI_BUILD: '42' } });
  expect(events[0]?.params).toMatchObject({ 'media.id': 'pause-42', 'media.name': 'Build local' });
  expect(events.map(({ eventType }) => eventType)).toContain('pauseStart');
  expect(expectations[0]?.numbers).toHaveLength(2);
});
