import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { sayFinding } from '../../../src/messages/index.ts';
import { InputError } from '../../../src/model/errors.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { parseYaml } from '../../../src/parse/parse-yaml.ts';
import fc from '../../helpers/fc.ts';

const source: Origin = { kind: 'file', name: '.mediarc' };
const parse = (text: string) => parseYaml(text, source);

/** What is said about a text; nothing when it is read. Any error but an InputError fails the test. */
async function saidOf(text: string): Promise<readonly Finding[]> {
  try {
    await parse(text);
    return [];
  } catch (error) {
    expect(error, text).toBeInstanceOf(InputError);
    const { findings } = error as InputError;
    expect(findings.length, text).toBeGreaterThan(0);
    return findings;
  }
}

const key = fc
  .stringMatching(/^[a-zA-Z$][\w.-]{0,8}$/)
  .filter((name) => name !== 'constructor' && name !== 'prototype');
const text = fc.string({ unit: 'grapheme-composite', maxLength: 20 });
const node = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(text, fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(key, tie('node'), { maxKeys: 3 }),
  ),
})).node;
const config = fc.dictionary(key, node, { minKeys: 1, maxKeys: 4 });

describe('YAML, of arbitrary values and texts', () => {
  test('what another program writes is read as it was meant', async () => {
    const style = fc.record({
      indent: fc.constantFrom(2, 4),
      collectionStyle: fc.constantFrom('block', 'flow'),
    });
    await fc.assert(
      fc.asyncProperty(config, style, async (value, options) => {
        const written = stringify(value, { ...options, aliasDuplicateObjects: false } as never);
        const { value: read } = await parse(written);
        expect(JSON.parse(JSON.stringify(read)), written).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { numRuns: 300 },
    );
  });

  test('a text with a mistake in it is read or refused with a reason and a place, and nothing else', async () => {
    const change = fc.constantFrom(
      '',
      ':',
      '"',
      "'",
      '[',
      '}',
      '\t',
      ' ',
      '\n',
      '- ',
      '# ',
      '&a ',
      '*',
      '!x ',
      '? ',
      '|',
    );
    await fc.assert(
      fc.asyncProperty(config, fc.nat(), change, async (value, at, piece) => {
        const whole = stringify(value);
        const position = at % (whole.length + 1);
        const broken = whole.slice(0, position) + piece + whole.slice(position + 1);
        for (const finding of await saidOf(broken)) {
          const { code, origin } = finding;
          expect(code, broken).toMatch(/^(config-syntax|json-)/);
          if (code === 'config-syntax')
            expect(sayFinding(finding).message, broken).toMatch(/^This is not valid YAML: [^\n]{5,}\.$/);
          const { line = 0, column = 0 } = origin ?? {};
          expect(line, broken).toBeLessThanOrEqual(broken.split('\n').length);
          expect(line * column, broken).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a heap of signs that YAML keeps for itself', async () => {
    const signs = fc.array(
      fc.constantFrom(...'{}[]:,"\'|>-?&*!%@`#~ \n\t'.split(''), 'a', '1', '- ', ': ', '---\n', '...\n'),
      {
        maxLength: 14,
      },
    );
    await fc.assert(
      fc.asyncProperty(signs, async (all) => void (await saidOf(all.join('')))),
      { numRuns: 2000 },
    );
  });
});
