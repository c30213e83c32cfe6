import { describe, expect, test } from 'vitest';
import { FINDING_CODES } from '../../../src/model/finding.ts';
import { resolved, SOURCES } from '../../helpers/sources.ts';

/** Texts of a source in which at least three words stand: what could be a sentence, or a part of one. */
function phrasesIn(code: string): string[] {
  const texts = code.match(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g) ?? [];
  return texts.filter((text) => /[a-z,;:)}]['"]? [a-z({$][\w'-]*\}? ['"(]?[a-z$({]/i.test(text));
}

/** The objects of a source that are findings, by their codes, up to the bracket that closes them. */
function findingsIn(code: string): string[] {
  const starts = [...code.matchAll(/\{(?=[^{}]*?\bcode: ['`])/g)].map(({ index }) => index);
  return starts
    .map((start) => code.slice(start, closing(code, start)))
    .filter((text) => FINDING_CODES.some((name) => text.includes(`code: '${name}'`)));
}

function closing(code: string, start: number): number {
  let depth = 0;
  for (let at = start; at < code.length; at++) {
    if (code[at] === '{') depth++;
    else if (code[at] === '}' && --depth === 0) return at + 1;
  }
  return code.length;
}

describe('a finding is data', () => {
  test('no finding is made with words in it', () => {
    const found = SOURCES.filter(({ folder }) => folder !== 'messages').flatMap(({ path, code }) =>
      findingsIn(code).flatMap((text) => phrasesIn(text).map((phrase) => `${path}: ${phrase}`)),
    );
    expect(found).toEqual([]);
    expect(SOURCES.flatMap(({ code }) => findingsIn(code)).length).toBeGreaterThan(50);
  });

  test('the guard sees a phrase', () => {
    const code =
      "say({ code: 'file-empty', severity: 'error', args: { reason: 'it is empty' } }); f('a b c');";
    expect(findingsIn(code).flatMap(phrasesIn)).toEqual(["'it is empty'"]);
    expect(phrasesIn('`the $' + '{bracket} is not closed`')).toHaveLength(1);
    expect(phrasesIn("'custom-metadata-key' 'a: b' '--custom' '../model/json.ts'")).toEqual([]);
  });

  test('what the arguments can be are codes, and no phrases', () => {
    const types = SOURCES.filter(({ path }) => /^model\/(?:finding|mistakes|system-code)/.test(path));
    expect(types.length).toBeGreaterThan(4);
    const spaced = types.flatMap(({ code }) =>
      (code.match(/'[^'\n]*'/g) ?? []).filter((text) => text.includes(' ')),
    );
    expect(spaced).toEqual([]);
  });

  test('the words need no clock, no system and no loading order', () => {
    const words = SOURCES.filter(({ folder }) => folder === 'messages');
    const impure =
      /Date\.now|new Date\(\)|performance\.|Math\.random|'node:|\bimport\(|\bawait\b|^(?:export )?let\b/m;
    expect(words.filter(({ code }) => impure.test(code)).map(({ path }) => path)).toEqual([]);
  });

  test('only some files of messages/ are for others', () => {
    const open = [
      'codes/index',
      'index',
      'inspector',
      'layout',
      'origin',
      'page',
      'session-numbers',
      'steps',
    ].map((name) => `messages/${name}.ts`);
    const others = SOURCES.filter(({ folder }) => folder !== 'messages').flatMap((source) =>
      source.imports
        .map(({ target }) => resolved(source, target))
        .filter((path) => path.startsWith('messages/') && !open.includes(path))
        .map((path) => `${source.path} -> ${path}`),
    );
    expect(others).toEqual([]);
  });
});
