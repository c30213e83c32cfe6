import { sayError, sayInFull, type Ways } from '../messages/index.ts';
import { sayOrigin } from '../messages/origin.ts';
import { sayStep } from '../messages/steps.ts';
import { type Finding, hasError, isError } from '../model/finding.ts';
import type { PlayResult, Result, ResultError } from '../model/result.ts';
import { table } from '../model/table.ts';
import { playCases } from './play-cases.ts';
import { wholeError } from './runs.ts';
import { sanitize } from './sanitize.ts';
import { waysOf } from './ways.ts';

/** One test case of the report: what was looked at, and the findings about it. */
interface Case {
  name: string;
  findings: readonly Finding[];
  ways?: Ways;
  /** Why it failed beyond its findings. */
  error?: { code: string; message: string; fix: string };
  skipped?: boolean;
}

/**
 * A result as JUnit XML: a case per step of `doctor`, per event and expectation of `play`, else one case for the command. Errors make a case fail;
 * warnings go to its output. Nothing in it can break the XML, whatever a server or a file said.
 */
export function renderJunit(result: Result): string {
  const cases = casesOf(result);
  const failed = cases.filter(isFailed).length;
  const skipped = cases.filter((one) => one.skipped).length;
  const name = `media-session ${result.command}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${xml(name)}" tests="${cases.length}" failures="${failed}">`,
    `  <testsuite name="${xml(name)}" tests="${cases.length}" failures="${failed}" errors="0" skipped="${skipped}">`,
    ...cases.map((one) => caseXml(name, one)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function casesOf(result: Result): Case[] {
  if ('runs' in result) {
    const { command, findings } = result;
    const error = wholeError(result);
    const whole = error ? [{ name: command, findings, error: worded(error) }] : [];
    const cases = result.runs.flatMap(({ profile, result: own }) => {
      const cases = casesOf(own);
      return cases.map((one) => ({ ...one, name: cases.length === 1 ? profile : `${profile}: ${one.name}` }));
    });
    return [...whole, ...cases];
  }
  if (result.command === 'doctor' && result.steps) {
    return result.steps.map(({ name, status, detail, findings }) => ({
      name,
      findings,
      ...(status === 'failed' && {
        error: result.error
          ? worded(result.error)
          : { code: 'check-failed', message: sayStep(detail), fix: '' },
      }),
    }));
  }
  const { command, findings, error } = result;
  if (result.command === 'play' && result.events) return playedCases(result);
  return [{ name: command, findings, ways: waysOf(result), ...(error && { error: worded(error) }) }];
}

/** The events and expectations, and the play as a whole: what is wrong with it beyond them. */
function playedCases(result: PlayResult): Case[] {
  const { command, findings, error } = result;
  const cases = playCases(result).map(({ name, failed, skipped = false }): Case => {
    return { name, findings: [], skipped, ...(failed && { error: failed }) };
  });
  // What its cases have failed with is said there.
  const isSaid = error?.code === 'expectation-failed' && cases.some(isFailed);
  const own = findings.filter(({ code }) => code !== 'expectation-failed');
  return [{ name: command, findings: own, ...(error && !isSaid && { error: worded(error) }) }, ...cases];
}

function worded(error: ResultError): NonNullable<Case['error']> {
  return { code: error.code, ...sayError(error) };
}

function isFailed({ error, findings }: Case): boolean {
  return error !== undefined || hasError(findings);
}

function caseXml(suite: string, one: Case): string {
  const errors = one.findings.filter(isError);
  const others = one.findings.filter((finding) => finding.severity !== 'error');
  const first = one.error?.message ?? (errors[0] ? sayInFull(errors[0]).message : '');
  const parts = [`    <testcase classname="${xml(suite)}" name="${xml(one.name)}">`];
  if (one.skipped) parts.push('      <skipped/>');
  if (isFailed(one)) {
    const text = [one.error?.fix ?? '', ...errors.map((finding) => findingText(finding, one.ways))]
      .filter(Boolean)
      .join('\n');
    const type = errors[0]?.code ?? one.error?.code ?? '';
    parts.push(`      <failure message="${xml(first)}" type="${xml(type)}">${xml(text)}</failure>`);
  }
  if (others.length > 0)
    parts.push(
      `      <system-out>${xml(others.map((finding) => findingText(finding, one.ways)).join('\n'))}</system-out>`,
    );
  return [...parts, '    </testcase>'].join('\n');
}

function findingText(finding: Finding, ways: Ways | undefined): string {
  const { message, fix } = sayInFull(finding, ways);
  const from = finding.origin ? ` (from ${sayOrigin(finding.origin)})` : '';
  return sanitize(`${finding.severity}: ${message} [${finding.code}]${from}${fix ? ` Fix: ${fix}` : ''}`);
}

const ENTITIES = table({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
});

/** Text for XML content or attributes. Control characters, which XML cannot carry, are shown as escapes. */
function xml(text: string): string {
  return text
    .split('\n')
    .map(sanitize)
    .join('\n')
    .replace(/[&<>"'\n]/g, (char) => ENTITIES[char] ?? char)
    .replace(/[\ufffe\uffff]/g, '\ufffd');
}
