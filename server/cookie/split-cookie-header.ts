/** A line break; or a comma and a space, if the name of a cookie and `=` follow. */
const JOINT = /[\r\n]+|,[ \t]+(?=[!#$%&'*+.^_`|~0-9A-Za-z-]+=)/;

/**
 * The lines of a Cookie value. HTTP/2 may send the header in several lines. Programs that write recordings join them
 * with line breaks, or with `, ` as the Fetch API joins other headers. A comma without a space belongs to a value.
 * Never throws; the list is never empty.
 */
export function splitCookieHeader(value: string): string[] {
  const lines = value
    .split(JOINT)
    .map(withoutBlanks)
    .filter((line) => line !== '');
  return lines.length === 0 ? [''] : lines;
}

/**
 * Without spaces and tabs at both ends. A regular expression for the end would be slow for a text with thousands of
 * spaces inside.
 */
function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
