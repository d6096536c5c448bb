/** One request of a browser, and the Set-Cookie lines of its response: one character for each octet. */
export interface CookieStep {
  /** Without a port, because no rule uses it. The test adds its port. */
  readonly url: string;
  readonly set?: readonly string[];
}

/** What a browser is given, step by step. */
export interface CookieCase {
  readonly name: string;
  readonly steps: readonly CookieStep[];
}

/** The case of one response, at a URL, and one request after it, by default to the same URL. */
export function responseCase(url: string, set: string | readonly string[], ask = url): CookieCase {
  const lines = typeof set === 'string' ? [set] : set;
  return {
    name: `${url} sets ${lines.map(shown).join(' and ')}, ${ask} asks`,
    steps: [{ url, set: lines }, { url: ask }],
  };
}

/** A line in a test's title: what is long is cut, what cannot be seen is spelled. */
export function shown(line: string): string {
  const text = JSON.stringify(line);
  return text.length <= 160 ? text : `${text.slice(0, 100)}… (${line.length} characters)`;
}
