import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../../src/config/file-schema.ts';
import { readConfig } from '../../../src/config/read.ts';
import { resolveSettings } from '../../../src/config/resolve.ts';
import { REQUIRED_SETTINGS, SETTINGS, STRUCTURE_KEYS } from '../../../src/config/settings.ts';
import { configTemplate } from '../../../src/config/template.ts';
import { parseYaml } from '../../../src/parse/parse-yaml.ts';
import { fakeContext } from '../../helpers/context.ts';
import { findingsOf } from '../../helpers/findings.ts';
import { tempDirectory } from '../../helpers/temp.ts';

const root = new URL('../../../', import.meta.url);
const uncommented = configTemplate().replace(/^# ?(\s*[\w.]+:(?: ".*"| \[".*"\])?)$/gm, '$1');

describe('the template', () => {
  test('is the example file of the repository', () => {
    expect(readFileSync(new URL('.mediarc.example', root), 'utf8')).toBe(configTemplate());
  });

  test('names every setting, flag and variable', () => {
    for (const { key, flag, env } of SETTINGS) {
      for (const name of [`${key}: "`, flag, env]) expect(configTemplate()).toContain(name);
    }
  });

  test('is refused by the name of each placeholder until it is filled in', async () => {
    const cwd = tempDirectory({ '.mediarc': configTemplate() });
    const work = () =>
      resolveSettings(
        {
          flags: {},
          config: undefined,
          noConfig: false,
          profiles: [],
          allProfiles: false,
          ignore: [],
          strict: true,
        },
        fakeContext({ cwd }),
      );
    const findings = await findingsOf(work);
    expect(findings.map(({ code, path }) => `${code} ${path}`).sort()).toEqual(
      REQUIRED_SETTINGS.map((key) => `placeholder ${key}`).sort(),
    );
  });

  test('is valid with every comment taken away, and has no unknown key', async () => {
    const cwd = tempDirectory({ '.mediarc': uncommented });
    const place = { path: join(cwd, '.mediarc'), label: '.mediarc' };
    const config = await readConfig(place, fakeContext());
    expect(config.warnings).toEqual([]);
    expect(Object.keys(config.values).sort()).toEqual(SETTINGS.map(({ key }) => key).sort());
    expect([...config.profiles.keys()]).toEqual(['staging']);
    expect(Object.keys(config.params.value)).toEqual(['media.playerName', 'media.channel']);
  });
});

describe('the JSON Schema of the file', () => {
  const schema = configSchema();
  const validator = new Validator(schema as never, '7');
  const valid = (value: unknown) => validator.validate(value).valid;

  test('the file that ships is up to date', () => {
    const file = readFileSync(new URL('schemas/mediarc.schema.json', root), 'utf8');
    expect(JSON.parse(file)).toEqual(schema);
  });

  test('knows the keys of the tables and no other', () => {
    const keys = [...SETTINGS.map(({ key }) => key), ...Object.keys(STRUCTURE_KEYS)].sort();
    expect(Object.keys(schema['properties'] as object).sort()).toEqual(keys);
  });

  test('accepts what is read', async () => {
    expect(valid((await parseYaml(uncommented, { kind: 'file', name: 'x' })).value)).toBe(true);
    expect(valid({ $schema: 'x', timeout: 30, retry: 2, profiles: { a: { retry: '1' } } })).toBe(true);
  });

  test.each([
    { endpiont: 'h' },
    { endpoint: 1 },
    { timeout: 'soon' },
    { retry: -1 },
    { customMetadata: { a: 1 } },
    { customMetadata: { 'a b': 'x' } },
    { profiles: { 'a b': {} } },
    { profiles: { a: { profiles: {} } } },
    { params: [] },
  ])('refuses %j', (value) => {
    expect(valid(value)).toBe(false);
  });
});
