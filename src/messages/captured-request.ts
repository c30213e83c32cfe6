import type { BentCommand, NotJson, RequestPath, UrlPart } from '../model/capture-facts.ts';
import type { FindingCode } from '../model/finding.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about one request of a capture: its line, its command, and what is sent in the place of JSON. */
export type CapturedRequestCode = Extract<
  FindingCode,
  'capture-not-json' | 'capture-cut' | 'capture-bent' | `request-${string}`
>;

const CAUSES: Record<NotJson, Words> = {
  'object-object': {
    message: 'The body is the text [object Object]: an object was sent without being turned into JSON.',
    fix: 'Send JSON.stringify(body).',
  },
  form: {
    message: 'The body is a form (key=value fields), not JSON.',
    fix: 'Send one JSON object: JSON.stringify(body) as text, with Content-Type: application/json.',
  },
  'form-of-object': {
    message: 'The code hands over an object, which its library sends as a form, not as JSON.',
    fix: 'In Python pass json=body; in jQuery data: JSON.stringify(body), contentType: "application/json".',
  },
  multipart: {
    message: 'The body is a form in parts (multipart/form-data), not JSON.',
    fix: 'Send one JSON object: JSON.stringify(body) as text, with Content-Type: application/json.',
  },
  xml: {
    message: 'The body is XML or HTML, not JSON.',
    fix: 'Send the event as one JSON object.',
  },
  undefined: {
    message: 'The body is the text undefined: a variable without a value was sent.',
    fix: 'Send JSON.stringify(body), and see that body has a value by then.',
  },
  'object-text': {
    message: 'The body is what JavaScript makes of an object as text, such as [object Promise], not JSON.',
    fix: 'Wait for the value where it is a promise, and send JSON.stringify(body).',
  },
  compressed: {
    message: 'The body is compressed.',
    fix: 'Send the JSON uncompressed: no document of the API mentions compressed requests.',
  },
  'shell-quotes': {
    message:
      'The quotation marks of the body are gone, as a shell removes them: the body is not quoted the way the shell expects.',
    fix: `Put the body in single quotes, or write \\" for each " in it.`,
  },
  'url-encoded': {
    message: 'The body is URL-encoded JSON.',
    fix: 'Send the JSON as it is: with curl use --data-raw, elsewhere do not encode the body.',
  },
  'double-encoded': {
    message: 'The body is JSON that was encoded twice: a string that holds JSON.',
    fix: 'Encode it once.',
  },
  'html-entities': {
    message: 'The body holds HTML entities such as &quot; in place of quotation marks.',
    fix: 'Send the JSON without HTML escaping.',
  },
  'escaped-quotes': {
    message: 'The quotation marks of the body are escaped for a shell or a programming language.',
    fix: 'Remove the escapes, or quote the body the way this shell expects.',
  },
  base64: {
    message: 'The body is JSON in Base64.',
    fix: 'Send the JSON itself.',
  },
  python: {
    message: 'The body is a Python dict as print() or str() writes it, not JSON.',
    fix: 'Send json.dumps(body), or pass json=body.',
  },
  'java-map': {
    message: 'The body is a Java Map as toString() writes it, not JSON.',
    fix: 'Serialize it with a JSON library.',
  },
  printed: {
    message: 'The body is an object as a program prints it, not JSON.',
    fix: 'Serialize it with a JSON library.',
  },
  'byte-order-mark': {
    message: 'A byte order mark (U+FEFF) stands before the JSON of the body.',
    fix: 'Send the body without it: encode it as UTF-8 without a BOM.',
  },
  'js-literal': {
    message: 'The body is a JavaScript object literal, not JSON: keys and strings need double quotes.',
    fix: 'Send JSON.stringify(body).',
  },
  'smart-quotes': {
    message:
      'The body holds typographic quotation marks, which a word processor put in place of straight ones.',
    fix: 'Replace them with straight ones (").',
  },
  'devtools-tree': {
    message: 'This is the collapsed tree of the developer tools, not the body itself.',
    fix: 'In the Payload tab choose "view source", and copy that.',
  },
};

const BENDS: Record<BentCommand, Words> = {
  dashes: {
    message:
      'The dashes before the options are typographic ones, which a word processor put in place of hyphens.',
    fix: 'Replace them with hyphens (-), or copy the command as plain text.',
  },
  quotes: {
    message: 'The quotation marks of the command are typographic ones.',
    fix: 'Replace them with straight ones, or copy the command as plain text.',
  },
  'blank-lines': {
    message: 'Blank lines after a backslash end the command there, for a shell.',
    fix: 'Remove the blank lines.',
  },
  spaces: {
    message: 'Spaces that a shell does not take for spaces, or spaces behind a backslash, break the command.',
    fix: 'Replace them with plain spaces, and remove those at the end of lines.',
  },
};

const PARTS: Record<UrlPart, string> = {
  host: 'Put the collection API host of your company in its place.',
  session: 'Put the session ID from the Location header of the 201 in its place.',
  path: 'Put the real value in its place.',
  query: 'Put the real value in its place.',
};

const PATHS: Record<RequestPath, string> = {
  session: '/api/v1/sessions',
  event: '/api/v1/sessions/{session ID}/events',
  batch: '/api/v1/downloaded',
};

/** The words for {@link CapturedRequestCode}. */
export const CAPTURED_REQUEST_WORDING: Wording<CapturedRequestCode> = {
  'capture-not-json': {
    summary: 'a body that is no JSON, and why',
    say: (f) => CAUSES[f.args.cause],
  },
  'capture-cut': {
    summary: 'a capture that is cut off',
    say: (f) => ({
      message: `The capture is cut off after entry ${f.args.entries}; what came later is missing.`,
      fix: 'Export it again.',
    }),
  },
  'capture-bent': {
    summary: 'a command that a word processor or a web page changed',
    say: (f) => BENDS[f.args.bend],
  },
  'request-method': {
    summary: 'a request with another method than POST',
    say: (f) => ({
      message: `The request was sent with ${f.args.method}; the API takes POST.`,
      fix: 'Send it with POST.',
    }),
  },
  'request-path': {
    summary: 'an event sent to the wrong path, or with a slash at its end',
    say: ({ args: { eventType, belongs, slash, twice } }) => {
      if (twice)
        return {
          message:
            'The path of this API stands in the URL twice: Location is a whole path, and no session ID.',
          fix: `Put Location right behind the host: ${PATHS[belongs]}`,
        };
      if (slash)
        return {
          message: 'The path ends with a slash; the paths of this API do not.',
          fix: `Send it to ${PATHS[belongs]}`,
        };
      if (belongs === 'batch')
        return {
          message: '/api/v1/downloaded takes a list of events, not a single one.',
          fix: 'Send a JSON array that begins with sessionStart.',
        };
      return {
        message: `${eventType} was sent to the path for ${belongs === 'session' ? 'the events of a session' : 'sessionStart'}.`,
        fix: `Send it to ${PATHS[belongs]}`,
      };
    },
  },
  'request-placeholder': {
    summary: 'a placeholder left in the URL',
    say: (f) => ({
      message:
        f.args.text === ''
          ? 'The URL has no session ID: nothing stands between sessions/ and /events.'
          : `The URL still holds the placeholder ${f.args.text}.`,
      fix: PARTS[f.args.where],
    }),
  },
  'request-insecure': {
    summary: 'a request over plain http',
    say: (f) => ({
      message: `The request goes to ${f.args.host} over plain http.`,
      fix: 'Use https.',
    }),
  },
};
