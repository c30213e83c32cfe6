import type { CaptureGap } from '../model/capture-facts.ts';
import type { FindingCode } from '../model/finding.ts';
import { parsePointer } from '../model/json.ts';

import type { CapturedRequestCode } from './captured-request.ts';
import { listed, plural, shellWord } from './phrases.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about captures: what cannot be read. */
export type CaptureCode = Exclude<Extract<FindingCode, `capture-${string}`>, CapturedRequestCode>;

const COPY_AGAIN = 'Copy the whole command again, with its JSON body.';
const RECORD_AGAIN = 'Record again with request bodies included.';

/** The place of a value as code would name it. */
function dotted(path: string): string {
  return parsePointer(path).join('.');
}

/** What a capture does not hold, and how to get a whole one. */
const GAPS: Readonly<Record<CaptureGap, Words>> = {
  'curl-form': { message: 'The curl command sends a form (-F), which is no JSON.', fix: COPY_AGAIN },
  'curl-no-body': { message: 'The curl command sends no request body.', fix: COPY_AGAIN },
  'curl-unclosed': {
    message: 'The curl command ends inside a quotation: a quotation mark is missing, or one is left over.',
    fix: COPY_AGAIN,
  },
  'har-cut': {
    message: 'The capture holds only the beginning of the request body.',
    fix: RECORD_AGAIN,
  },
  'har-no-body': { message: 'The capture holds no request body.', fix: RECORD_AGAIN },
  omitted: { message: 'The capture leaves out the request body.', fix: RECORD_AGAIN },
  'none-sent': {
    message: 'The request was sent without a body.',
    fix: 'Send the event as JSON in the request body.',
  },
  computed: {
    message: 'The body is built elsewhere in the code, so it cannot be read here.',
    fix: 'Log the request body, or record a HAR in the browser.',
  },
  'result-no-body': { message: 'The output holds no request body.', fix: RECORD_AGAIN },
  'text-no-body': {
    message: 'The text names the request, but does not hold its body.',
    fix: 'Log the request body, or record a HAR in the browser.',
  },
};

/** The words for {@link CaptureCode}. */
export const CAPTURE_WORDING: Wording<CaptureCode> = {
  'capture-unknown': {
    summary: 'a text without a request or a body of this API',
    say: (f) => ({
      message: f.args?.form
        ? `This ${f.args.form} command holds no body that can be read.`
        : 'No request or body of the Media Collection API was found in this text.',
      fix: 'Export a HAR from the browser, or use "Copy as cURL (bash)" or "(cmd)".',
    }),
  },
  'capture-empty': {
    summary: 'a capture without a request to this API',
    say: (f) => ({
      message: f.args.events
        ? 'Nothing in this capture starts a session: it holds only events.'
        : f.args.cut
          ? 'The capture is cut off before the end of the first request to the Media Collection API.'
          : `No request in this capture goes to the Media Collection API${f.args.ignored ? ` (requests to other places: ${f.args.ignored})` : ''}.`,
      fix: 'Record again from before playback starts; look for POSTs to /api/v1/sessions.',
    }),
  },
  'capture-body-missing': {
    summary: 'a request whose body is in another file',
    say: ({ args }) => {
      if (args.form === 'attached') {
        return {
          message: `The capture keeps the request body in a file of its own, ${args.file}.`,
          fix: 'Look for that file beside the capture, and read it:',
          run: [`media-session explain ${shellWord(args.file)}`],
        };
      }
      const source = args.form === 'stdin' ? 'standard input' : `the ${args.form ?? 'file'} ${args.file}`;
      return {
        message: `The command reads its body from ${source}, which is not part of the command.`,
        fix:
          args.form === undefined
            ? 'Ask for that file, and check it:'
            : 'Save that body to a file, and check it:',
        run: [
          args.form === undefined
            ? `media-session check ${shellWord(args.file)}`
            : 'media-session check <file>',
        ],
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
  'capture-computed': {
    summary: 'values that code computes, so that nothing can be said of them',
    say: ({ args: { paths } }) => ({
      message: `Code computes ${listed(paths.map(dotted))}, so nothing is known of ${paths.length === 1 ? 'its value' : 'their values'}.`,
      fix: 'Log the request body, or record a HAR in the browser.',
    }),
  },
};
