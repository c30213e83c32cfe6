import type { FindingCode } from '../model/finding.ts';
import type { CaptureGap } from '../model/mistakes.ts';
import { plural } from './phrases.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about captures: what cannot be read, and how the requests of a session follow each other. */
export type CaptureCode = Extract<FindingCode, `capture-${string}` | `sequence-${string}`>;

const COPY_AGAIN = 'Copy the whole command again, with its JSON body.';
const RECORD_AGAIN = 'Record again with request bodies included.';

/** What a capture does not hold, and how to get a whole one. */
const GAPS: Readonly<Record<CaptureGap, Words>> = {
  'curl-form': { message: 'The curl command sends a form (-F), which is no JSON.', fix: COPY_AGAIN },
  'curl-no-body': { message: 'The curl command sends no request body.', fix: COPY_AGAIN },
  'curl-unclosed': { message: 'The curl command ends inside a quotation.', fix: COPY_AGAIN },
  'har-cut': {
    message: 'The capture holds only the beginning of the request body.',
    fix: RECORD_AGAIN,
  },
  'har-no-body': { message: 'The capture holds no request body.', fix: RECORD_AGAIN },
  'result-no-body': { message: 'The output holds no request body.', fix: RECORD_AGAIN },
};

/** The words for {@link CaptureCode}. */
export const CAPTURE_WORDING: Wording<CaptureCode> = {
  'capture-unknown': {
    summary: 'a file that is no HAR, curl command, body or NDJSON',
    say: (f) => ({
      message: f.args?.form
        ? `This is a ${f.args.form} command, which cannot be read.`
        : 'This is none of the forms that can be read: HAR, curl command, request body, NDJSON of bodies, --json output.',
      fix: 'Export a HAR from the browser, or use "Copy as cURL (bash)" or "(cmd)".',
    }),
  },
  'capture-empty': {
    summary: 'a capture without a request to this API',
    say: (f) => ({
      message: f.args.events
        ? 'Nothing in this capture starts a session: it holds only events.'
        : `No request in this capture goes to the Media Collection API${f.args.ignored ? ` (requests to other places: ${f.args.ignored})` : ''}.`,
      fix: 'Record again from before playback starts; look for POSTs to /api/v1/sessions.',
    }),
  },
  'capture-body-missing': {
    summary: 'a curl command that reads its body from a file',
    say: ({ args }) => {
      const source = args.form === 'stdin' ? 'standard input' : `the ${args.form ?? 'file'} ${args.file}`;
      return {
        message: `The curl command reads its body from ${source}, which is not part of the command.`,
        fix:
          args.form === undefined
            ? 'Ask for that file, and check it with media-session check <file>.'
            : 'Save that body to a file, and check it with media-session check <file>.',
      };
    },
  },
  'capture-incomplete': {
    summary: 'a request whose body the capture does not hold in full',
    say: ({ args: { reason } }) => GAPS[reason],
  },
  'capture-redacted': {
    summary: 'values that were hidden when the capture was written',
    say: (f) => ({
      message: `${plural(f.args.count, 'value')} in this capture had been hidden when it was written, and ${f.args.count === 1 ? 'is' : 'are'} left out.`,
      fix: 'Give them with flags if they matter, or write the capture with --no-redact.',
    }),
  },
  'sequence-no-start': {
    summary: 'an event whose session start is not in the capture',
    say: (f) =>
      f.args.empty
        ? {
            message: 'The session ID in the URL is empty: the event was sent before the Location was known.',
            fix: 'Hold events back until the 201 has come.',
          }
        : f.args.later
          ? {
              message: `${f.args.eventType} was sent before the start of its session.`,
              fix: 'Hold events back until the 201 has come.',
            }
          : {
              message: 'The start of this session is not in the capture.',
              fix: 'Record from before playback starts.',
            },
  },
  'sequence-ad-break': {
    summary: 'an ad event outside what it belongs in',
    say: (f) => ({
      message: `${f.args.eventType} comes without an open ${f.args.opener}; the API answers 204 and ignores it.`,
      fix: `Send ${f.args.opener} first.`,
    }),
  },
  'sequence-chapter': {
    summary: 'a chapter event without its chapterStart',
    say: (f) => ({
      message: `${f.args.eventType} comes without an open chapterStart.`,
      fix: 'Send chapterStart first.',
    }),
  },
  'sequence-state': {
    summary: 'a stateEnd without its stateStart',
    say: () => ({ message: 'stateEnd comes without a stateStart before it.', fix: 'Send stateStart first.' }),
  },
  'sequence-ts': {
    summary: 'events whose ts do not rise',
    say: (f) => ({
      message: f.args.equal
        ? 'Its ts equals that of an event before it; events are sorted by ts.'
        : 'Its ts lies before that of an event sent earlier; events are sorted by ts.',
      fix: 'Take ts from one clock, at least 1 ms apart.',
    }),
  },
  'sequence-gap': {
    summary: 'more than 10 minutes without events',
    say: (f) => ({
      message: `${f.args.minutes} minutes passed since the event before; the API closes a session after 10 minutes without events.`,
      fix: 'Send a ping every 10 seconds, or start a new session with media.resume true.',
    }),
  },
  'sequence-after-end': {
    summary: 'an event after the session was ended',
    say: (f) => ({
      message: `${f.args.eventType} comes after the session was ended; it is dropped, or answered with 404 or 410.`,
      fix: 'Start a new session for what follows.',
    }),
  },
};
