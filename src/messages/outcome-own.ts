import type { ErrorCode } from '../model/error-codes.ts';
import type { ErrorArgs } from '../model/result.ts';
import type { SystemCode } from '../model/system-code.ts';
import { table } from '../model/table.ts';
import { sayFailedRequests } from './capture-verdict.ts';
import { plural } from './phrases.ts';
import { sayFailedCheck } from './sandbox.ts';
import { limitIn, RAISE_LIMIT, sayStarting, sayWriting } from './system-codes.ts';
import type { SayError } from './wording.ts';

const SENT_PHRASE = table({
  no: 'nothing had been sent',
  yes: 'the request had been sent, so a session may exist; the API closes it after 10 minutes without events',
  unknown: 'part of the request may have been sent, so a session may exist',
});

function sentPhrase({ sent, status, starts }: ErrorArgs): string {
  if (status !== undefined) return `the last request had been answered with ${status}`;
  if (starts || sent === 'no') return SENT_PHRASE[String(sent)] ?? '';
  return sent === 'yes' ? 'the request had been sent' : 'part of the request may have been sent';
}

const writing = ({ reason }: ErrorArgs): string => sayWriting(reason as SystemCode);

const AGAIN = 'Run the command again when you are ready.';

/** What became of the sessions of a play that was stopped. */
const stoppedPlay: SayError = (args) => {
  const { signal, done, total, open, ended } = args;
  const after = `Stopped by ${signal} after ${done} of ${plural(Number(total), 'event')}`;
  if (open) return { message: `${after}; session ${open} is still open.`, fix: endFix(args) };
  return ended
    ? { message: `${after}; session ${ended} has ended.`, fix: AGAIN }
    : { message: `${after}; ${sentPhrase({ ...args, starts: true })}.`, fix: AGAIN };
};

const stillOpen = ({ id, open }: ErrorArgs): string =>
  open === id ? 'The session is still open.' : `Session ${open} is still open.`;

/** How an open session ends. */
function endFix({ endWith }: ErrorArgs): string {
  const byItself = 'It closes automatically 10 minutes after its last event.';
  return endWith ? `End it with: ${endWith}. ${byItself}` : byItself;
}

/** How the command of a check ended, which is not how it should. */
const commandFailed: SayError = ({ program, exitCode, signal, stopped, cause }) => {
  const ended = signal ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
  if (stopped)
    return {
      message: `The check was stopped by ${stopped}: ${program} ${ended}.`,
      fix: 'What is listed is only what came until then.',
    };
  return {
    message: `${program} ${ended}.${cause ? ` ${cause}` : ''}`,
    fix: cause ? 'Correct what is listed, and look at its own output.' : 'Look at its own output.',
  };
};

/** What only a shell has, and no program. */
const OF_A_SHELL = /^(?:\.|alias|cd|eval|exec|export|set|source|ulimit|unset)$|&&|\|\||[;|<>]/;

/** What to do about a program that cannot be started; a line of shell where one word is wanted is the usual slip. */
function programFix(program: string): string {
  const [, variable] = /^(\w+)=/.exec(program) ?? [];
  if (variable !== undefined)
    return `No shell reads the command: to set a variable for it, write -- env ${variable}=… before the program.`;
  if (OF_A_SHELL.test(program)) return "No shell reads the command; for one, write: -- sh -c '<line>'";
  if (/^[^\s/]+\s/.test(program)) return `Leave out the quotes around it: -- ${program}`;
  return 'Check the name of the command after --, and that it is on the PATH.';
}

const interrupted: SayError = (args) => (args['play'] ? stoppedPlay(args) : interruptedCommand(args));

const interruptedCommand: SayError = (args) => ({
  message: args['id']
    ? `Stopped by ${args['signal']}; session ${args['id']} had been started${args['ending'] ? ', and its sessionEnd had been sent: it may have ended' : ' and is still open'}.`
    : `Stopped by ${args['signal']}; ${sentPhrase(args)}.`,
  fix: args['id'] ? 'The API closes it after 10 minutes without events.' : AGAIN,
});

function sayFailedBodies({ bodies, failed, sessions, strict }: ErrorArgs): string {
  if (strict)
    return `${bodies === 1 ? 'The body' : `${failed} of ${bodies} bodies`} failed the check (--strict).`;
  if (failed === 0) return 'Each body is valid on its own, but together they break the rules of a session.';
  const refused = bodies === 1 ? 'The body has errors.' : `${failed} of ${bodies} bodies have errors.`;
  return sessions ? `${refused} Together they also break the rules of a session.` : refused;
}

function leftOut({ findingsLeftOut }: ErrorArgs): string {
  const count = Number(findingsLeftOut ?? 0);
  if (count === 0) return '';
  return ` ${plural(count, 'more finding')} ${count === 1 ? 'is' : 'are'} not shown.`;
}

/** What a check finds, what cannot be written, and what was interrupted. */
export const OWN_WORDING = {
  'check-failed': (a) => {
    if (a['steps']) return { message: `${plural(Number(a['failed'] ?? 1), 'step')} failed.`, fix: '' };
    const failed = a['sandbox'] ? sayFailedCheck : sayFailedRequests;
    const message = a['captured'] ? failed(a) : `${sayFailedBodies(a)}${leftOut(a)}`;
    return { message, fix: '' };
  },
  'schema-drift': (a) => ({
    message: `The endpoint's schema of ${a['eventType']} differs from the bundled one in ${plural(Number(a['count'] ?? 1), 'point')}.`,
    fix: 'The endpoint decides what it takes: go by its schema, and use --allow-unknown for keys that are new.',
  }),
  'not-a-schema': (a) => ({
    message: `${a['host']} answered 200 to ${a['url']}, but with something that is no schema of this API.`,
    fix: 'Check --endpoint: the collection API lives on <company>.hb-api.omtrdc.net.',
  }),
  'command-failed': commandFailed,
  'command-not-started': (a) => ({
    message: `${a['program']} cannot be started: ${sayStarting(a['reason'] as SystemCode)}.`,
    fix: programFix(String(a['program'])),
  }),
  'output-file': (a) => ({
    message: `${a['name']} cannot be written: ${writing(a)}.`,
    fix: 'Choose another place, or make that one writable.',
  }),
  'end-failed': (a) => ({
    message: a['completed']
      ? `Session ${a['id']} accepted sessionComplete, but its sessionEnd failed: ${a['cause']}`
      : `Session ${a['id']} was started, but ending it failed: ${a['cause']}`,
    fix: 'It closes automatically after 10 minutes without events; nothing else is needed.',
  }),
  'play-failed': (a) => {
    const others = Number(a['count'] ?? 1) - 1;
    const more = others > 0 ? ` ${plural(others, 'more event')} failed.` : '';
    const message = `Session ${a['id']} was started, but ${a['label']} (${a['eventType']}) failed: ${a['cause']}${more}`;
    if (a['open']) return { message: `${message} ${stillOpen(a)}`, fix: endFix(a) };
    if (a['gone'])
      return {
        message,
        fix: 'Nothing is open: the server takes no more events of it. With --restart, play starts a new session and goes on.',
      };
    return {
      message: `${message} The session has ended.`,
      fix: 'Play it again when the cause is gone; --retry tries again what is safe to try.',
    };
  },
  'expectation-failed': ({ count, broken }) => {
    const failed = count ? `${plural(Number(count), 'expectation')} of the scenario failed.` : '';
    const rules = broken ? 'The events break rules of a session: the server drops what comes too late.' : '';
    return {
      message: [failed, rules].filter(Boolean).join(' '),
      fix: 'Compare what is listed: either the scenario or what it expects has to change.',
    };
  },
  'output-failed': (a) => ({
    message: `Session ${a['id']} was started, but its ID could not be written to stdout (${writing(a)}).`,
    fix: "The ID is in this message. Check the disk, or what reads this command's output.",
  }),
  'internal-after-start': (a) => ({
    message: `Session ${a['id']} was started, but then media-session failed: ${limitIn(a) ?? a['thrown']}.`,
    fix: `The session needs nothing. ${a['limit'] ? RAISE_LIMIT : 'Please report the bug with the command you ran; -v adds the details.'}`,
  }),
  'report-failed': (a) => ({
    message: `${a['accepted'] ? `The ${a['accepted']} was accepted` : `Session ${a['id']} was started`}, but ${a['name']} could not be written: ${writing(a)}.`,
    fix: `${a['accepted'] ? 'Do not send it again for that' : 'The session needs nothing'}; choose another place for the report.`,
  }),
  interrupted,
  terminated: interrupted,
} as const satisfies Partial<Record<ErrorCode, SayError>>;
