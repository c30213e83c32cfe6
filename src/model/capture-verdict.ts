/** What can be said of one request of a capture, by what the capture holds of it. */
export type CaptureVerdict =
  /** The body was read and has no errors; where the capture holds responses, the request was accepted. */
  | { state: 'valid' }
  | { state: 'errors' }
  /** The capture does not hold what would have to be judged. */
  | { state: 'cannot-be-judged'; missing: 'body' }
  /** Answered with something else than success, whatever the body looks like. */
  | { state: 'refused'; status: number }
  /** The capture holds responses, and none to this request. */
  | { state: 'no-response' }
  /** The request is meant for another API. */
  | { state: 'other-api' };

/** What was passed over in a capture: requests to other places, lines and objects that hold no body. */
export interface Passed {
  kind: 'requests' | 'lines' | 'commands' | 'objects';
  count: number;
}
