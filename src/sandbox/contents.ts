import { asText } from '../model/json.ts';
import type { KnownSession } from './known-session.ts';

/** Sessions by what they play: a second one of the same content may be a restart of the first. */
export class Contents {
  readonly #byContent = new Map<string, Set<KnownSession>>();

  /** Adds a session, once its start is known. */
  add(session: KnownSession): void {
    const content = contentOf(session);
    if (content === '') return;
    const others = this.#byContent.get(content);
    if (others) others.add(session);
    else this.#byContent.set(content, new Set([session]));
  }

  /** Removes a session. */
  delete(session: KnownSession): void {
    const content = contentOf(session);
    const others = this.#byContent.get(content);
    others?.delete(session);
    if (others?.size === 0) this.#byContent.delete(content);
  }

  /** Removes all. */
  clear(): void {
    this.#byContent.clear();
  }

  /** The sessions of the same content that started right before and right after one. */
  around(session: KnownSession): [before: KnownSession | undefined, after: KnownSession | undefined] {
    const at = startOf(session);
    let [before, after]: (KnownSession | undefined)[] = [];
    for (const one of this.#byContent.get(contentOf(session)) ?? []) {
      if (one === session) continue;
      const time = startOf(one);
      const isBefore = time < at || (time === at && one.number < session.number);
      if (isBefore && (!before || time >= startOf(before))) before = one;
      if (!isBefore && (!after || time < startOf(after))) after = one;
    }
    return [before, after];
  }
}

function contentOf({ start }: KnownSession): string {
  return asText(start?.params?.['media.id']);
}

function startOf({ start }: KnownSession): number {
  return start?.ts ?? 0;
}
