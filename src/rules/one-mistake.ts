import { type Finding, type FindingOf, isError } from '../model/finding.ts';
import { isHeard } from '../model/ignore.ts';
import { parsePointer, pointer } from '../model/json.ts';

type UnknownKey = FindingOf<'param-unknown' | 'body-unknown'>;
type MissingKey = FindingOf<'param-missing' | 'body-missing'>;

/**
 * The findings with one for each mistake: a key that is unknown, and a required one that it should have been, are one key to
 * rename or to move. What is to be ignored must have been marked before: such a finding stands for no other.
 */
export function onePerMistake(findings: readonly Finding[]): Finding[] {
  const missing = new Map(findings.filter(isMissingKey).map((finding) => [finding.path, finding]));
  if (missing.size === 0) return [...findings];
  const renamed = new Map<Finding, Finding>();
  const gone = new Set<Finding>();
  for (const finding of findings.filter(isUnknownKey)) {
    const wanted = missing.get(targetOf(finding));
    if (!wanted || gone.has(wanted)) continue;
    gone.add(wanted);
    const severity = isError(wanted) ? 'error' : finding.severity;
    const { expected = finding.expected } = wanted;
    const args = { ...finding.args, required: true };
    renamed.set(finding, { ...finding, severity, ...(expected && { expected }), args } as Finding);
  }
  return findings.flatMap((finding) => (gone.has(finding) ? [] : (renamed.get(finding) ?? finding)));
}

function isMissingKey(finding: Finding): finding is MissingKey {
  return isHeard(finding) && (finding.code === 'param-missing' || finding.code === 'body-missing');
}

function isUnknownKey(finding: Finding): finding is UnknownKey {
  return isHeard(finding) && (finding.code === 'param-unknown' || finding.code === 'body-unknown');
}

/** Where the key would stand under its right name, as a JSON pointer; undefined where no such place is known. */
function targetOf({ path = '', args }: UnknownKey): string | undefined {
  const { belongs } = args;
  const steps = parsePointer(path);
  const parent = steps.slice(0, -1);
  // A key that is only in the wrong place keeps its name.
  const suggestion = args.suggestion ?? (belongs === undefined ? undefined : steps.at(-1));
  if (suggestion === undefined) return undefined;
  if (belongs === undefined) return pointer([...parent, suggestion]);
  const body = ['params', 'qoeData', 'customMetadata', 'playerTime'].includes(parent.at(-1) ?? '')
    ? parent.slice(0, -1)
    : parent;
  if (belongs === 'top') return pointer([...body, suggestion]);
  return typeof belongs === 'string' ? pointer([...body, belongs, suggestion]) : undefined;
}
