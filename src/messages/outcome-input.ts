import type { ErrorCode } from '../model/error-codes.ts';
import { plural } from './phrases.ts';
import { limitIn, RAISE_LIMIT } from './system-codes.ts';
import type { SayError } from './wording.ts';

const problems: SayError = (args) => ({
  message: `${plural(Number(args['count'] ?? 1), 'error')}; nothing was sent.`,
  fix: args['smoke']
    ? 'To test the credentials alone, add --smoke: it fills in missing content metadata with test data.'
    : '',
});

/** What ends a command before anything is sent, and our own bugs. */
export const INPUT_ERROR_WORDING = {
  usage: problems,
  config: problems,
  file: problems,
  'body-invalid': problems,
  internal: (a) => {
    const what = a['limit']
      ? `media-session cannot go on: ${limitIn(a)}`
      : `This is a bug in media-session: ${a['thrown']}`;
    return {
      message: `${what}. ${a['sent'] === 'no' ? 'Nothing was sent.' : 'A request may have been sent.'}`,
      fix: a['limit'] ? RAISE_LIMIT : 'Please report it with the command you ran; -v adds the details.',
    };
  },
} as const satisfies Partial<Record<ErrorCode, SayError>>;
