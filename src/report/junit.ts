import { sayError, sayInFull, type Ways } from '../messages/index.ts';
import { sayOrigin } from '../messages/origin.ts';
import { sayStep } from '../messages/steps.ts';
import { type Finding, hasError, isError } from '../model/finding.ts';
import type { PlayResult, Result, ResultError, Step } from '../model/result.ts';
import { table } from '../model/table.ts';
import { firstProblem } from './first-problem.ts';
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
  error?: ResultError;
  /** The same in words. */
  said?: { code: string; message: string; fix: string };
  /** Why it was not looked at; empty where there is nothing to say. */
  skipped?: string;
}

/**
 * A result as JUnit XML: a case per step of `doctor`, per event and expectation of `play`, else one case for the command. Errors make a case fail;
 * warnings go to its output. Nothing in it can break the XML, whatever a server or a file said.
 */
export function renderJunit(result: Result): string {
  const cases = casesOf(result);
  const failed = cases.filter(isFailed).length;
  const skipped = cases.filter((one) => one.skipped !== undefined).length;
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
    const whole = error ? [{ name: command, findings, error }] : [];
    const cases = result.runs.flatMap(({ profile, result: own }) => {
      const cases = casesOf(own);
      return cases.map((one) => ({ ...one, name: cases.length === 1 ? profile : `${profile}: ${one.name}` }));
    });
    return [...whole, ...cases];
  }
  if (result.command === 'doctor' && result.steps) {
    return result.steps.map(stepCase);
  }
  const { command, findings, error } = result;
  if (result.command === 'play' && result.events) return playedCases(result);
  return [{ name: command, findings, ways: waysOf(result), ...(error && { error }) }];
}

/** The events and expectations, and the play as a whole: what is wrong with it beyond them. */
function playedCases(result: PlayResult): Case[] {
  const { command, findings, error } = result;
  const cases = playCases(result).map(
    ({ name, failed, skipped }): Case => ({
      name,
      findings: [],
      ...(skipped && { skipped: '' }),
      ...(failed && { said: failed }),
    }),
  );
  // What its cases have failed with is said there.
  const isSaid = error?.code === 'expectation-failed' && cases.some(isFailed);
  const own = findings.filter(({ code }) => code !== 'expectation-failed');
  return [{ name: command, findings: own, ...(error && !isSaid && { error }) }, ...cases];
}

function stepCase({ name, status, detail, findings }: Step): Case {
  const error: ResultError =
    detail.about === 'error' ? detail.error : { code: 'check-failed', args: { failed: 1, steps: true } };
  return {
    name,
    findings,
    ...(status === 'failed' && { error }),
    ...(status === 'skipped' && { skipped: sayStep(detail) }),
  };
}

function isFailed({ error, said, findings }: Case): boolean {
  return error !== undefined || said !== undefined || hasError(findings);
}

function caseXml(suite: string, one: Case): string {
  const errors = one.findings.filter(isError);
  const others = one.findings.filter((finding) => finding.severity !== 'error');
  const parts = [`    <testcase classname="${xml(suite)}" name="${xml(one.name)}">`];
  if (isFailed(one)) {
    const { error, said, ways } = one;
    const words = said ?? (error && sayError(error));
    const message = said?.message ?? firstProblem(error, one.findings, ways) ?? '';
    const fix = words?.message === message ? words.fix : '';
    const text = [fix, ...errors.map((finding) => findingText(finding, ways))].filter(Boolean).join('\n');
    const type = errors[0]?.code ?? said?.code ?? error?.code ?? '';
    parts.push(`      <failure message="${xml(message)}" type="${xml(type)}">${xml(text)}</failure>`);
  }
  if (one.skipped !== undefined)
    parts.push(`      <skipped${one.skipped && ` message="${xml(one.skipped)}"`}/>`);
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
