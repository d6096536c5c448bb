import { secretsInCookieHeader, secretsInCookieValue } from './cookie-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { addValue, parameter } from './secret-value.ts';
import { secrecyOf } from './sensitive-name.ts';
import { quoted, type Stretch } from './value-end.ts';

/** An option of a command that is followed by a space and its value, including options of curl with short names. */
const OPTION = /(?<= )--?([\w-]{2,40})[ \t]{1,4}(["']?)(?=[^\s-])/g;
const CURL_OPTION = /(?<!\S)-([buU]|-user|-proxy-user)[ =]{0,4}(["']?)(?=[^\s-])/g;
/** The password of a database client directly after its option, and that of sshpass. */
const CLIENT_PASSWORD =
  /\b(?:(?:mysql\w*|mariadb\w*)\b[^|;&\r\n]{0,200}? -p|sshpass[ \t]{1,4}-p[ \t]{0,4})(["']?)(?=[^\s-])/g;
/** A line of cookies.txt, the file format of browsers and curl. */
const JAR_LINE =
  /^(?:#HttpOnly_)?[^\t\r\n]+\t(?:TRUE|FALSE)\t[^\t\r\n]*\t(?:TRUE|FALSE)\t\d+\t[^\t\r\n]*\t([^\t\r\n]+)/gm;

/** The secrets in lines of cookies.txt. */
export function jarLinesIn(text: string): SecretRange[] {
  return Array.from(text.matchAll(JAR_LINE), ({ 0: match, 1: value = '', index }) =>
    secretsInCookieValue(value, index + match.length - value.length),
  ).flat();
}

/** The secrets in the options of commands, including those of curl. */
export function optionsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  if (!text.includes(' -')) return ranges;
  for (const { 0: match, 1: name = '', 2: quote = '', index } of text.matchAll(OPTION)) {
    const argument = argumentAt(text, index + match.length, quote);
    if (name === 'cookie') addCookies(text, argument, ranges);
    else addValue(text, argument, secrecyOf(name), ranges);
  }
  for (const { 0: match, 1: quote = '', index } of text.matchAll(CLIENT_PASSWORD)) {
    ranges.push(parameter(text, argumentAt(text, index + match.length, quote)));
  }
  if (!text.includes('curl')) return ranges;
  for (const { 0: match, 1: name, 2: quote = '', index } of text.matchAll(CURL_OPTION)) {
    const { start, end } = argumentAt(text, index + match.length, quote);
    const colon = text.slice(start, end).indexOf(':');
    if (name === 'b') addCookies(text, { start, end }, ranges);
    else if (colon !== -1) ranges.push(parameter(text, { start: start + colon + 1, end }));
  }
  return ranges;
}

/** Without an equals sign, the value is the name of a file. */
function addCookies(text: string, { start, end }: Stretch, ranges: SecretRange[]): void {
  const argument = text.slice(start, end);
  if (!argument.includes('=')) return;
  const found = secretsInCookieHeader(argument);
  ranges.push(...found.map((range) => ({ ...range, start: range.start + start, end: range.end + start })));
}

/** A word of a command, optionally in quotation marks. */
function argumentAt(text: string, start: number, quote: string): Stretch {
  if (quote !== '') return quoted(text, start - 1);
  const length = text.slice(start, start + 8_192).search(/\s|$/);
  return { start, end: start + length };
}
