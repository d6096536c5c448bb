/** A line break; or a comma and a blank, where the name of a cookie and `=` follow. */
const JOINT = /[\r\n]+|,[ \t]+(?=[!#$%&'*+.^_`|~0-9A-Za-z-]+=)/;

/**
 * The lines of a Cookie value. HTTP/2 may send the header in several lines, which programs that write recordings
 * join: with line breaks, or with `, ` as the Fetch API joins other headers. A comma without a blank belongs to a
 * value. Never throws, never empty.
 */
export function splitCookieHeader(value: string): string[] {
  const lines = value
    .split(JOINT)
    .map(withoutBlanks)
    .filter((line) => line !== '');
  return lines.length === 0 ? [''] : lines;
}

/** Without spaces and tabs around it. A pattern for those at the end would be slow where there are thousands within. */
function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text[start])) start++;
  while (end > start && isBlank(text[end - 1])) end--;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
