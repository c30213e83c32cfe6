import { shellWord } from '../messages/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Actual } from '../model/finding-values.ts';
import { REDACTED } from '../model/redacted.ts';
import type { Excerpt } from './excerpt.ts';

/** A flag, a variable or an argument as it was typed, put together of what the finding says of it: no more can be shown. */
export function givenExcerpt(finding: Finding): Excerpt | undefined {
  const { origin, args, actual } = finding;
  // The name is what is wrong; the value may be anything.
  if (finding.code === 'variable-unknown') return { before: '', marked: finding.args.env, after: '=...' };
  if (origin?.kind === 'env') return actual && pair(`${origin.name}=`, typedValue(actual));
  if (origin?.kind === 'flag') return flagExcerpt(origin.name, finding);
  if (origin !== undefined || args === undefined) return undefined;
  switch (finding.code) {
    case 'usage-unknown-option':
      return pair(`media-session ${command(finding.args.command)}`, finding.args.option);
    case 'usage-unknown-command': {
      const { command: word, family = '', help } = finding.args;
      return pair(`media-session ${help ? 'help ' : ''}${command(family)}`, shellWord(word));
    }
    case 'event-type':
      return 'argument' in finding.args
        ? pair(`media-session ${finding.args.before} `, shellWord(finding.args.name))
        : undefined;
    case 'usage-extra-argument':
      return pair(`media-session ${command(finding.args.command)}`, shellWord(finding.args.argument));
    case 'usage-option-value':
      return finding.args.option.startsWith('--') ? flagExcerpt(finding.args.option, finding) : undefined;
    default:
      return undefined;
  }
}

function command(name: string): string {
  return name === '' ? '' : `${name} `;
}

/** A flag and its value; of a pair such as `--param key=value`, the key is what a finding about a key marks. */
function flagExcerpt(name: string, { code, actual }: Finding): Excerpt | undefined {
  const at = name.indexOf(' ');
  const key = at < 0 ? undefined : name.slice(at + 1);
  if (key !== undefined && /^(?!json-).*-(?:unknown|key|reserved)$/.test(code))
    return { before: `${name.slice(0, at)} `, marked: shellWord(key), after: '=...' };
  // What was read as JSON is shown as JSON: "60" is not 60.
  const text = actual && typedValue(name.startsWith('--param-json ') ? asJson(actual) : actual);
  if (text === undefined) return undefined;
  if (/^--no-/.test(name) || (key === undefined && text === 'true')) return pair('', name);
  if (key === undefined) return pair(`${name} `, text);
  const isPair = /^--(?:param|param-json|custom|qoe)$/.test(name.slice(0, at));
  return pair(`${name}${isPair ? '=' : ' '}`, text);
}

function pair(before: string, marked: string | undefined): Excerpt | undefined {
  return marked === undefined ? undefined : { before, marked, after: '' };
}

function asJson(actual: Actual): Actual {
  const isWhole = actual.type === 'string' && typeof actual.value === 'string' && !actual.shortened;
  return isWhole ? { ...actual, value: JSON.stringify(actual.value) } : actual;
}

/** A value as it would be typed; undefined for one that the finding does not repeat. */
function typedValue(actual: Actual): string | undefined {
  if (actual.type === 'redacted') return REDACTED;
  if (!('value' in actual) || actual.value === undefined) return undefined;
  const isCut = 'shortened' in actual && actual.shortened === true;
  return shellWord(Object.is(actual.value, -0) ? '-0' : String(actual.value)) + (isCut ? '...' : '');
}
