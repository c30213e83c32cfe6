/** Text that shows a mistake, and the same without it. */
interface Pair {
  before: string;
  after: string;
}

/**
 * An example of a code, by what the texts are; a test runs each of them but the situations, which no file or command line can
 * bring about by itself.
 */
export type Example = Pair &
  (
    | /** Members of a part of a valid body; of sessionStart unless another event is named. */
    {
        of: 'params' | 'playerTime' | 'qoeData' | 'customMetadata' | 'body';
        event?: string;
      } /** A whole body; a batch of downloaded content; a body that `start --from` reads. */
    | { of: 'whole' | 'batch' | 'from' }
    /** A scenario for `play`. */
    | { of: 'scenario' }
    /** What stands behind `media-session`. */
    | { of: 'command' }
    /** A .mediarc. */
    | { of: 'config' }
    /** A command or another text that `explain` reads. */
    | { of: 'capture' }
    /** Requests of a HAR, a line each: `POST /api/v1/sessions -> 201`. */
    | { of: 'traffic' }
    /** The events of a session, a line each: `+10 s  ping  playhead 10`. */
    | { of: 'session' }
    /** The head of a response, and its body after a blank line. */
    | { of: 'response' }
    | { of: 'situation' }
  );

/** What `help <code>` says of a code besides its one line. */
export interface Explanation {
  /** What it means, in a sentence or two. */
  what: string;
  /** Why it matters. */
  why: string;
  example: Example;
  /** Where to look further: command lines to paste, and sentences. */
  deeper: readonly string[];
}
