import { expect, test } from 'vitest';
import { Matcher } from '../../../src/report/matcher.ts';
import { placeOf, readings } from '../../../src/report/readings.ts';
import fc from '../../helpers/fc.ts';

test('the matcher finds what looking for each value alone finds', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 6 });
  const values = fc.uniqueArray(letters.filter(Boolean), { maxLength: 8 });
  fc.assert(
    fc.property(
      values,
      fc.string({ unit: fc.constantFrom('a', 'b', 'é'), maxLength: 40 }),
      (wanted, text) => {
        const hidden = new Set<number>();
        for (const value of wanted)
          for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1))
            for (let index = at; index < at + value.length; index += 1) hidden.add(index);
        const { matches, tail } = new Matcher(wanted).search(text);
        const found = matches.flatMap(({ start, end }) =>
          [...Array(end - start).keys()].map((at) => start + at),
        );
        expect(new Set(found)).toEqual(hidden);
        const tails = wanted.flatMap((value) =>
          [...Array(value.length).keys()].map((at) => value.slice(0, at + 1)),
        );
        expect(tail).toBe(
          Math.max(0, ...tails.filter((part) => text.endsWith(part)).map(({ length }) => length)),
        );
      },
    ),
  );
});

const twice = (text: string): string => JSON.stringify(JSON.stringify(text).slice(1, -1)).slice(1, -1);

test.each([
  ['another case', 'JÉRÔME "B"'],
  ['%xx in lower case', 'j%c3%a9r%c3%b4me%20%22b%22'],
  ['%xx of Latin 1', 'J%E9r%F4me+%22B%22'],
  ['%uxxxx', 'J%u00E9r%u00f4me "B"'],
  ['\\u in upper case', 'J\\u00E9r\\u00F4me \\"B\\"'],
  ['\\x and \\u{}', 'J\\xe9r\\u{F4}me \\x22B"'],
  ['decimal entities', 'J&#233;r&#0244;me &#34;B&#34;'],
  ['hexadecimal entities', 'J&#xE9;r&#Xf4;me &#x22;B&quot;'],
  ['named entities', 'J&eacute;r&Ocirc;me &QUOT;B&quot;'],
  ['JSON twice', twice('Jérôme "B"').replaceAll('é', '\\\\u00e9')],
  ['a URL in JSON in HTML', 'J%25C3%25A9r%25c3%25b4me%2520&#37;2522B\\u0025\\u0032\\u0032'],
  ['every character escaped', [...'Jérôme "B"'].map((char) => `&#${char.charCodeAt(0)};`).join('')],
])('a text is read as what it stands for: %s', (_, text) => {
  const found = readings(`<${text}>`).flatMap((reading) => {
    const at = reading.text.indexOf('jérôme "b"');
    return at < 0 ? [] : [`<${text}>`.slice(placeOf(reading, at), placeOf(reading, at + 10))];
  });
  expect(found).toContain(text);
});

test('any text, also with escapes that break off, is read without an error, and every place is in it', () => {
  const parts = fc.constantFrom(
    '%',
    'c3',
    '%c3%a9',
    '\\',
    'u00e9',
    '\\u{',
    '&',
    '#',
    '233;',
    'amp;',
    '+',
    'İ',
    'Σ',
    '😀',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 20 }), (given) => {
      const text = given.join('');
      for (const reading of readings(text)) {
        const places = [...Array(reading.text.length + 1).keys()].map((at) => placeOf(reading, at));
        expect(places).toEqual([...places].sort((one, other) => one - other));
        expect(places.at(-1)).toBe(text.length);
      }
    }),
  );
});
