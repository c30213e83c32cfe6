import type { FindingCode } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import { table } from '../model/table.ts';
import { duration } from './phrases.ts';
import { sayWriting } from './system-codes.ts';
import { plain } from './values.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about what an answer says. */
export type AnswerCode = Extract<
  FindingCode,
  | 'server-message'
  | 'server-silent'
  | 'unexplained'
  | 'clock-skew'
  | 'not-proved'
  | 'output-discarded'
  | 'report-not-written'
  | 'github-variables'
  | 'unknown-tracking-server'
>;

/** Why there is no reason to show, other than that the server gave none. */
const SILENT = table<Words>({
  binary: { message: 'The server sent a body that is not text.', fix: '' },
  html: { message: 'The server sent a web page without a title.', fix: '' },
  empty: { message: 'The server gave no reason: the response has no body.', fix: '' },
  'not-kept': {
    message:
      'The capture does not hold the text of the response, in which the server may have given a reason.',
    fix: 'Record again with response bodies included.',
  },
});

export const ANSWER_FINDING_WORDING: Wording<AnswerCode> = {
  'server-message': {
    summary: "the server's own words",
    say: (f) => {
      const more = f.args.shortened ? ' (shortened)' : '';
      const source = f.args.form === 'html' ? 'The server sent a web page titled' : 'The server said';
      return { message: `${source}: ${f.args.text}${more}`, fix: '' };
    },
  },
  'server-silent': {
    summary: 'the server gave no reason',
    say: (f) =>
      SILENT[f.args.form] ?? { message: 'The server gave no reason: its message is empty.', fix: '' },
  },
  unexplained: {
    summary: 'no rule known here explains the rejection',
    say: (f, ways) =>
      f.args.live
        ? {
            message: "The body passes the endpoint's own schema, so no schema explains the rejection.",
            fix: `Note the time, the endpoint and the body${ways.flags ? ' (--dry-run prints it)' : ''}, and ask Adobe support.`,
          }
        : {
            message: 'No rule of the bundled schema explains the rejection.',
            fix: "The endpoint's own schema may differ. Compare the two:",
            run: ['media-session schema diff'],
          },
  },
  'clock-skew': {
    summary: "a clock that differs from the server's",
    say: (f) => {
      const { seconds } = f.args;
      const amount =
        Math.abs(seconds) >= 7200
          ? `${Math.round(Math.abs(seconds) / 3600)} hours`
          : duration(Math.abs(seconds) * 1000);
      const off = `${amount} ${seconds > 0 ? 'ahead of' : 'behind'} the server's`;
      if (f.args.recorded) {
        return {
          message: `When the capture was made, the clock of that machine was ${off}.`,
          fix: 'Set the clock of that machine, if ts comes from it.',
        };
      }
      return {
        message: `This machine's clock is ${off}, and ts comes from it.`,
        fix: 'Set the clock, or pass --ts <milliseconds>.',
      };
    },
  },
  'not-proved': {
    summary: 'what a 201 does not prove',
    say: () => ({
      message:
        'A 201 proves that the request was well formed; it does not prove that the report suite exists, has media reporting, or receives the data.',
      fix: 'Look for the session in Analytics (Media Concurrent Viewers or a real-time report) for this report suite.',
    }),
  },
  'output-discarded': {
    summary: 'stdout leads nowhere, so the session ID is repeated on stderr',
    say: (f) => ({
      message: `stdout is closed, so session ID ${f.args.id} could not be printed there.`,
      fix: 'Keep the ID from this message, or leave stdout open.',
    }),
  },
  'report-not-written': {
    summary: 'a report file that could not be written',
    say: (f) => ({
      message: `${f.args.name} could not be written: ${sayWriting(f.args.reason)}.`,
      fix:
        f.severity === 'error'
          ? 'Choose another place for it; the command does not begin before it can be written.'
          : 'Choose another place for the report.',
    }),
  },
  'github-variables': {
    summary: '--github outside of GitHub Actions',
    say: (f) => ({
      message: `--github has nowhere to write to: ${f.args.names.join(' and ')} ${f.args.names.length === 1 ? 'is' : 'are'} not set, as in a step of GitHub Actions.`,
      fix: 'Leave --github out where no such step runs this command.',
    }),
  },
  'unknown-tracking-server': {
    summary: 'the tracking server has no address in DNS, or could not be looked up',
    say: (f) => sayUnknownServer(plain(f.actual), f.args),
  },
};

/** What only a resolver that has answered knows, and what is left open where none has. */
function sayUnknownServer(
  server: string,
  { reason, systemCode }: FindingArgs['unknown-tracking-server'],
): Words {
  const lost = 'A session would still start, and its data would be lost.';
  const fix = 'Check --tracking-server for a typing error.';
  if (reason === 'dns-not-found')
    return { message: `The tracking server ${server} does not exist in DNS. ${lost}`, fix };
  if (reason === 'dns-no-address')
    return { message: `The tracking server ${server} exists in DNS, but has no address. ${lost}`, fix };
  const why =
    reason === 'dns-timeout'
      ? 'the resolver did not answer in time'
      : `the resolver could not answer${systemCode === undefined ? '' : ` (${systemCode})`}`;
  return {
    message: `The tracking server ${server} could not be looked up: ${why}. Whether it exists is unknown.`,
    fix: 'Check the network, the VPN and the resolver, then run doctor again.',
  };
}
