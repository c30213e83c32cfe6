import type { CapturedResponse } from './capture.ts';
import { type Mark, Marks } from './marks.ts';
import { noResponse } from './response.ts';

/** Reason phrases of failures. Those of successes stand in code and comments, as what is expected. */
const REFUSED =
  'Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Gone|(?:Payload|Request Entity|Content) Too Large|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|(?:Client|Server) Error';

/** What stands before a status. Code that compares one (`status === 201`, `.statusCode(201)`) tells nothing of what came. */
const TOLD = [
  String.raw`\bHTTP\/[\d.]{1,3}["\s]{1,3}`,
  String.raw`\b(?:(?:response|http)[ _-]?)?(?:status(?:[ _-]?code)?|code)(?!\(|["'\s]{0,3}[=!]==?)["'\\\s:=(>]{1,10}(?:of\s)?`,
  String.raw`\bresponse["'\s:=(]{1,3}|\brc="`,
  String.raw`\b(?:responded|answered|failed|refused|rejected) with (?:an? )?(?:HTTP |status )?`,
  // Swagger UI
  String.raw`\bCode\sDetails\s{1,3}`,
  String.raw`\breturned an error: \(|\bdoes not indicate success: `,
  // An arrow is one of a log, and none of code, where a status and nothing else stands behind it.
  String.raw`<--?\s?|[→←⬅⇐]\uFE0F?\s?|(?:->|=>)\s(?=\d{3}(?:[\s\"\\]|$))`,
  String.raw`\bPOST\s\S{1,600}\s{1,3}(?=[1-5]\d\d\s\()`,
  String.raw`(?<![\w.])(?=[45]\d\d:? (?:${REFUSED})\b)(?<!(?:\/\/|#|\*)[^\n]{0,80})`,
];

const STATUS = new RegExp(String.raw`(?:${TOLD.join('|')})([1-5]\d\d)\b(?![.\d])`, 'gim');

/** A table whose first line names a column of statuses, and the cells of one. */
const TABLE = /^(?=[^\n{]{0,500}[\t,;|])[^\n{]{0,500}\b(?:http_?)?(?:status|status_?code)\b/i;
const CELL = /(?<=[\t,;|]\s?"?)(?:20[014]|30[1278]|40[013-5]|410|413|429|50[0-4])(?="?\s?[\t,;|\r\n])/g;

/**
 * What programs write where no response came: OkHttp, Chromium's console, curl, Apple's and Java's frameworks, Node. The rest of
 * the line says why.
 */
const FAILURE =
  /(?:<-- HTTP FAILED: |\bnet::ERR_|\bcurl: \(\d{1,3}\) |\bNSURLErrorDomain\b|\bNS_ERROR_|\bblocked by CORS policy|\bCross-Origin Request Blocked\b|\bTypeError: (?:Failed to fetch|NetworkError when|Load failed)|\b(?:Axios)?Error: Network Error\b|\bdial tcp\b|\b(?:java|javax|okhttp3)(?:\.\w{1,40}){1,5}Exception\b|\bE(?:CONN(?:REFUSED|RESET|ABORTED)|NOTFOUND|TIMEDOUT|AI_AGAIN)\b|\brequests\.exceptions\.\w)[^\n{]{0,200}/g;

const MESSAGE = /\{\s{0,20}\\{0,3}"message\\{0,3}"\s{0,5}:\s{0,5}\\{0,3}"([^"\\\n]{1,500})/g;

/** The responses that a log reports. */
export class LogResponses {
  readonly #outcomes: Marks<number | string>;
  /** What the API says in a response: `{"message":"…"}`. */
  readonly #messages: Marks<string>;

  constructor(text: string) {
    const cells = TABLE.test(text) ? text.matchAll(CELL) : [];
    const statuses = [...text.matchAll(STATUS), ...cells].map((found) => ({
      // A status stands where its digits do: the URL before it belongs to the same line of a log.
      at: found.index + found[0].length - 3,
      value: Number(found[0].slice(-3)),
    }));
    // An exception with a status in it is about a response that came.
    const failures = [...text.matchAll(FAILURE)]
      .filter(({ 0: said }) => said.search(STATUS) < 0)
      .map(({ index, 0: said }) => ({ at: index, value: said }));
    this.#outcomes = new Marks<number | string>(
      [...statuses, ...failures].sort((one, other) => one.at - other.at),
    );
    const messages = [...text.matchAll(MESSAGE)];
    this.#messages = new Marks(messages.map(({ index, 1: value = '' }) => ({ at: index, value })));
  }

  first(from: number, to: number): Mark<number | string> | undefined {
    return this.#outcomes.first(from, to);
  }

  /** The first that is no success. */
  failure(from: number, to: number): Mark<number | string> | undefined {
    const mark = this.first(from, to);
    return mark && (typeof mark.value === 'string' || mark.value >= 400) ? mark : undefined;
  }

  last(from: number, to: number): Mark<number | string> | undefined {
    return this.#outcomes.last(from, to);
  }

  /** The response that a mark stands for, with the message that stands between it, or `from`, and `to`. */
  read({ at, value }: Mark<number | string>, from: number, to: number): CapturedResponse {
    if (typeof value === 'string') return noResponse(value.replace(/^<-- HTTP FAILED: /, ''));
    const message = this.#messages.first(Math.max(from, at), to);
    return {
      kind: 'seen',
      status: value,
      statusText: '',
      headers: {},
      bodyText: message ? JSON.stringify({ message: message.value }) : '',
    };
  }
}
