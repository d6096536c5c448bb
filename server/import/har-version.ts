/** `HTTP/1.1`, `1.1`, `h2`, `http/2.0+quic/46`, `h3-29`; what comes after the number is not of HTTP. */
const VERSION = /^(?:https?[/ ]?|h)?v?([0-3](?:\.\d)?)(?:[ +,;-].*|c)?$/i;

/**
 * The version of HTTP, as it is spelled: `1.1`, `2`, `2.0`. The request counts first; Chrome has `unknown` there when
 * it knows the answer's only. Null where neither tells: `unknown`, `data`, `spdy`, nothing.
 */
export function versionOf(...spellings: readonly (string | null)[]): string | null {
  for (const spelling of spellings) {
    const [, version] = VERSION.exec(spelling?.trim() ?? '') ?? [];
    if (version !== undefined) return version;
  }
  return null;
}
