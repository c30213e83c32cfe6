import type { ErrorCode } from '../../model/outcome.ts';
import { plural } from './phrases.ts';
import type { SayError } from './types.ts';

const problems: SayError = (args) => ({
  message: `${plural(Number(args['count'] ?? 1), 'problem')} to mend before anything can be sent.`,
  fix: args['smoke']
    ? 'Mend what is listed. To test the credentials alone, --smoke fills in missing content metadata with test data.'
    : 'Mend what is listed.',
});

/** Errors that come from the limits of a shell, a service or a container. */
const LIMITS = /^Error: (?:EMFILE|ENFILE|ENOMEM|EAGAIN|ENOBUFS)\b/;
const RAISE = 'Raise its limits: ulimit -n for files, ulimit -v for memory.';

/** What ends a command before anything is sent, and our own bugs. */
export const INPUT_ERROR_WORDING = {
  usage: problems,
  config: problems,
  file: problems,
  'body-invalid': problems,
  internal: (a) => {
    const sent = a['sent'] === 'no' ? 'Nothing was sent.' : 'A request may have been sent.';
    if (LIMITS.test(String(a['reason'])))
      return {
        message: `The system gives this process no more files or memory: ${a['reason']}. ${sent}`,
        fix: RAISE,
      };
    return {
      message: `This is a bug in media-session: ${a['reason']}. ${sent}`,
      fix: 'Please report it with the command you ran; -v adds the details.',
    };
  },
} as const satisfies Partial<Record<ErrorCode, SayError>>;
