/**
 * A URL from text, or undefined if it is none. `URL.canParse` must not be asked first: Node 20 refuses good URLs that hold
 * letters such as ü, once V8 has optimised the call (seen with 20.20.2, after some 6,000 calls).
 */
export function urlOf(text: string, base?: URL): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
