/** A line break; or a comma and a blank, where the name of a cookie and `=` follow. */
const JOINT = /[ \t]*[\r\n]+[ \t]*|,[ \t]+(?=[!#$%&'*+.^_`|~0-9A-Za-z-]+=)/;

/**
 * The lines of a Cookie value. HTTP/2 may send the header in several lines, which programs that write recordings
 * join: with line breaks, or with `, ` as the Fetch API joins other headers. A comma without a blank belongs to a
 * value. Never throws, never empty.
 */
export function splitCookieHeader(value: string): string[] {
  const lines = value.split(JOINT).filter((line) => line !== '');
  return lines.length === 0 ? [''] : lines;
}
