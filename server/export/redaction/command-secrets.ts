import { secretsInCookieHeader, secretsInCookieValue } from './cookie-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { addValue, parameter } from './secret-value.ts';
import { secrecyOf } from './sensitive-name.ts';
import { looksRandom } from './token-shape.ts';
import { endOfBareValue, quoted, type Stretch } from './value-end.ts';

/** An option of a command that is followed by a space and its value, including options of curl with short names. */
const OPTION = /(?<= )--?([\w-]{2,40})[ \t]{1,4}(["']?)(?=[^\s-])/g;
const CURL_OPTION = /(?<!\S)-([buU]|-user|-proxy-user)[ =]{0,4}(["']?)(?=[^\s-])/g;
/** Within a sentence: `password is X`, `password X`. */
const SAID =
  /(?<![\w-])(?:([a-z]+) )?(password|passwd|passphrase|passcode|secret|otp|pin|code|token|api key|session(?: id)?)s?(?: (?:(is|was)(?: now)?|provided|given|supplied|received|submitted|entered|used))?:? ["'`[(]?(?=[^\s"'`[(])/gi;
const SAID_NAME = /passw|passphrase|passcode|secret|otp|pin|code|token|api key|session/i;
/** The code before its name: `483920 is your verification code`. */
const SAID_BEFORE = /(?<![\w.-])(\d{4,8}) is (?:your|the) (?:[\w.-]{1,30} ){0,4}(?:code|pin|otp|password|passcode)\b/gi;
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

/** The secrets in sentences such as `your password is 5f9d3c2b1a` or `code 123456`. */
export function saidIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  if (!SAID_NAME.test(text)) return ranges;
  for (const { 1: code = '', index } of text.matchAll(SAID_BEFORE)) {
    ranges.push(parameter(text, { start: index, end: index + code.length }, 'token'));
  }
  for (const { 0: match, 1: before = '', 2: name = '', 3: verb, index } of text.matchAll(SAID)) {
    const start = index + match.length;
    const end = endOfBareValue(text, start);
    const value = text.slice(start, end);
    const isSecret = /^(?:code|pin|otp)$/i.test(name)
      ? /^\d{4,10}$/.test(value) && !isPublicCode(before)
      : isSaidSecret(value, /^pass/i.test(name) && verb !== undefined);
    if (isSecret) ranges.push(parameter(text, { start, end }, 'token'));
  }
  return ranges;
}

/** A password in a sentence must contain a digit; any other secret must look random. */
function isSaidSecret(value: string, isPassword: boolean): boolean {
  return isPassword ? value.length >= 6 && /\d/.test(value) : value.length >= 8 && looksRandom(value);
}

/** `status code 1006` and `exit code 4001` are not secrets. */
function isPublicCode(before: string): boolean {
  return secrecyOf(`${before} code`) === 'none';
}
