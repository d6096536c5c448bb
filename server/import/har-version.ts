/** `HTTP/1.1`, `1.1`, `h2`, `http/2.0+quic/46`, `h3-29`; text after the number is not part of the version. */
const VERSION = /^(?:https?[/ ]?|h)?v?([0-3](?:\.\d)?)(?:[ +,;-].*|c)?$/i;

/**
 * The version of HTTP in the spelling of the file: `1.1`, `2`, `2.0`. The request counts first; Chrome writes `unknown`
 * there if it knows only the version of the response. Null if neither has a version: `unknown`, `data`, `spdy`, an
 * empty text.
 */
export function versionOf(...spellings: readonly (string | null)[]): string | null {
  for (const spelling of spellings) {
    const [, version] = VERSION.exec(spelling?.trim() ?? '') ?? [];
    if (version !== undefined) return version;
  }
  return null;
}
