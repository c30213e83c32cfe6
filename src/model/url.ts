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

/** The same of text that may lack its scheme, as people write a host or a proxy. */
export function urlWithDefaultScheme(scheme: 'http' | 'https', text: string): URL | undefined {
  return urlOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`);
}
