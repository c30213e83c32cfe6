/**
 * Where the playhead of a session is at a time, from the events so far. It moves while main content plays, and stands in
 * pauses, buffers and ads. Times in milliseconds, playheads in seconds.
 */
export class Player {
  #playhead: number;
  #since: number;
  #playing = false;
  #inBreak = false;
  #inAd = false;
  #over = false;

  constructor(playhead: number, time: number) {
    this.#playhead = playhead;
    this.#since = time;
  }

  /** Whether an ad plays. */
  get inAd(): boolean {
    return this.#inAd;
  }

  /** The playhead at a time, which must not be before that of the last event. */
  at(time: number): number {
    const isMoving = this.#playing && !this.#inBreak && !this.#inAd && !this.#over;
    if (!isMoving) return this.#playhead;
    // Of binary fractions no more than milliseconds are left.
    return Number((this.#playhead + (time - this.#since) / 1000).toFixed(3));
  }

  /** Takes an event; `playhead` is where it says that the content is. */
  take(eventType: string, time: number, playhead: number): void {
    this.#playhead = playhead;
    this.#since = time;
    const isMain = !this.#inBreak && !this.#inAd;
    // In a break, the events of playback are those of the ad: content goes on after it as before.
    if (isMain && eventType === 'play') this.#playing = true;
    if (isMain && (eventType === 'pauseStart' || eventType === 'bufferStart')) this.#playing = false;
    if (eventType === 'adBreakStart') this.#inBreak = true;
    if (eventType === 'adBreakComplete') this.#inBreak = false;
    if (eventType === 'adStart') this.#inAd = true;
    if (['adComplete', 'adSkip', 'adBreakComplete'].includes(eventType)) this.#inAd = false;
    if (eventType === 'sessionComplete' || eventType === 'sessionEnd') this.#over = true;
  }
}
