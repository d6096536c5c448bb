import { jarLinesIn, optionsIn, saidIn } from './command-secrets.ts';
import { secretsInCookieHeader, secretsInSetCookie } from './cookie-secrets.ts';
import { graphqlSecretsIn } from './graphql-secrets.ts';
import { keyMembersIn, listedIn } from './listed-secrets.ts';
import { attributesIn, elementsIn, formPartsIn } from './markup-secrets.ts';
import { secretsInPaths } from './path-secrets.ts';
import { secretsInProtocols } from './protocol-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { AUTHORIZATION_SCHEME, addValue, isSecretUnder, parameter } from './secret-value.ts';
import { type Secrecy, secrecyOf, secrecyWithin } from './sensitive-name.ts';
import { sqlSecretsIn } from './sql-secrets.ts';
import type { Reading } from './text-reading.ts';
import { secretsByForm } from './token-forms.ts';
import { looksRandom } from './token-shape.ts';
import { endOfBareValue, isQuotedWhole, quoted, valuesWithin } from './value-end.ts';

/** A text without any of these characters can contain secrets only by their form. */
const SIGNS = /[=:/@<+ ]|["'],/;
// A name with the sign that assigns a value to it: `name=`, `"name": `, `[name] => `. It must follow the start of the
// text or the end of another pair.
const PAIR =
  /(?<![^?&;#,\s"'`({[|:/=<>])([^?&;#=:,\s"'`(){}|<>/]{1,100})["'`]?\]?["'`]?[ \t]{0,4}(=>|:=|=|:)[ \t\r\n]{0,8}/g;
/** A member of JSON, with a name of any characters. */
const JSON_MEMBER = /"((?:[^"\\]|\\.){1,100})"\s{0,8}:\s{0,8}/g;
// PHP's own format: `s:8:"password";s:7:"hunter2";`, and `password|s:7:"hunter2";` in its session files.
const PHP_DUMP = /\["([^"\]]{1,100})"[^\]]{0,200}\]=>\s{0,20}string\(\d{1,9}\)\s{1,4}"([^"]*)"/g;
const PHP_MEMBER = /(?:s:\d{1,6}:"([^"]{1,100})";|([\w.-]{1,100})\|)(?:s:\d{1,9}:"([^"]*)"|[id]:(-?[\d.]+))/g;
/** The characters that every member in PHP's format has between name and value. */
const PHP_SIGN = /(?:";|\|)[sid]:/;
const PROTOCOL_LINE = /sec-websocket-protocol:[ \t]*([^\r\n"]+)/gi;
const USER_INFO = /\/\/([^/?#\s"'<>]+)@/g;
const COOKIE_LINE = /(?<![\w-])(set-)?cookie:[ \t]*([^\r\n"]+)/gi;
/**
 * The name of a matrix parameter in a path, whose value ends before the next segment. Session ids are such values;
 * passwords with slashes are not.
 */
const SESSION_NAME = /sess|sid/i;
const MATRIX_END = /[/?]/g;

const SCHEME =
  /(?<![A-Za-z0-9])(bearer|basic|token|apikey|api-key|dpop|jwt|negotiate|ntlm|oauth|privatetoken|ssws)(?:[ \t:+]|%20){1,4}["']?([A-Za-z0-9._~+/=:|@-]{6,})/gi;
/** Names that people write before a colon in a sentence. The password after the colon may look like a word. */
const PASSWORD_NAME = /passw|passphrase|passcode|pwd|secret|otp|^pass$|^pin$/i;

/**
 * The secret in a value that is entirely secret: the whole value except for the scheme (`Bearer`, `Basic`) before a
 * credential.
 */
export function secretsInWholeValue(value: string, kind: 'header' | 'value'): SecretRange[] {
  const start = AUTHORIZATION_SCHEME.exec(value)?.[0].length ?? 0;
  const secret = value.slice(start);
  const range = { start, end: value.length, kind, secret };
  const pair = /^basic/i.test(value) ? basicPairOf(secret) : null;
  if (pair === null) return [range];
  // The password may occur elsewhere in plain text, and the user name may be a key. The range is the same, and the
  // first of equal ranges decides the pseudonym.
  const parts = looksRandom(pair.user) ? [pair.password, pair.user] : [pair.password];
  return [range, ...parts.map((part) => ({ ...range, secret: part }))];
}

/**
 * The secrets in a value under a named key of a session. None if the name is only likely to be that of a secret and the
 * value is a switch.
 */
export function secretsInNamedValue(value: string, secrecy: Secrecy): SecretRange[] {
  if (!isSecretUnder(secrecy, value)) return [];
  const isLocal = secrecy === 'likely' && !looksRandom(value);
  return secretsInWholeValue(value, 'value').map((range) => (isLocal ? { ...range, isLocal } : range));
}

/**
 * The secrets in a URL, an error message, an ordinary header or a session value: values under the name of a secret in
 * queries, forms, JSON, XML and lists; by form (see secretsByForm) and by position in a path (see secretsInPaths);
 * credentials after their scheme; the user information of URLs; the lines of cookies. All readings of the text are
 * searched.
 */
export function secretsInText(readings: readonly Reading[]): SecretRange[] {
  return readings.flatMap((reading) => secretsInReading(reading.text).map(reading.inSource));
}

function secretsInReading(text: string): SecretRange[] {
  const ranges: SecretRange[] = secretsByForm(text);
  if (!SIGNS.test(text)) return ranges;
  const hasPairs = text.includes('=') || text.includes(':');
  if (hasPairs) ranges.push(...pairsIn(text), ...membersIn(text), ...cookieLinesIn(text));
  if (text.includes('</')) ranges.push(...elementsIn(text));
  if (text.includes('<')) ranges.push(...attributesIn(text));
  if (text.includes('\n') && /form-data/i.test(text)) ranges.push(...formPartsIn(text));
  if (text.includes(': $') || text.includes(':$')) ranges.push(...graphqlSecretsIn(text));
  if (/\b(?:insert|identified|password)\b/i.test(text)) ranges.push(...sqlSecretsIn(text));
  if (/["'],/.test(text) || /["'] ,/.test(text)) ranges.push(...listedIn(text));
  if (text.includes('"kty"')) ranges.push(...keyMembersIn(text));
  if (text.includes('\tTRUE\t') || text.includes('\tFALSE\t')) ranges.push(...jarLinesIn(text));
  if (text.includes(' ')) ranges.push(...optionsIn(text), ...saidIn(text));
  if (PHP_SIGN.test(text)) ranges.push(...phpMembersIn(text));
  if (text.includes(']=>')) ranges.push(...phpDumpIn(text));
  if (/sec-websocket-protocol:/i.test(text)) ranges.push(...protocolLinesIn(text));
  if (text.includes('/')) ranges.push(...secretsInPaths(text));
  if (text.includes('@')) ranges.push(...userInfoIn(text));
  ranges.push(...credentialsIn(text));
  return ranges;
}

/** The header line by which pages send tokens for a WebSocket. */
function protocolLinesIn(text: string): SecretRange[] {
  return Array.from(text.matchAll(PROTOCOL_LINE), ({ 0: match, 1: line = '', index }) => {
    const at = index + match.length - line.length;
    return secretsInProtocols(line).map((range) => ({ ...range, start: range.start + at, end: range.end + at }));
  }).flat();
}

function userInfoIn(text: string): SecretRange[] {
  return Array.from(text.matchAll(USER_INFO), ({ 0: match, index }) =>
    parameter(text, { start: index + 2, end: index + match.length - 1 }),
  );
}

/** The text after the name of a scheme, as in `Bearer abc123`. */
function credentialsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 1: scheme = '', 2: credential = '', 0: match, index } of text.matchAll(SCHEME)) {
    const end = index + match.length;
    if (!isCredential(scheme, credential, text[end])) continue;
    const start = end - credential.length;
    ranges.push(parameter(text, { start, end: endOfBareValue(text, start) }, 'token'));
  }
  return ranges;
}

/**
 * `name=value` and `name: value`, with or without quotation marks, and lists and objects under the name of a secret.
 */
function pairsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  // If the text after a colon is not a secret, its parts are not tested either. Otherwise a text that repeats `token:`
  // would take quadratic time.
  let plainUntil = 0;
  PAIR.lastIndex = 0;
  for (let found = PAIR.exec(text); found !== null; found = PAIR.exec(text)) {
    const [match, name = '', sign] = found;
    const secrecy = secrecyOf(name);
    if (secrecy === 'none') continue;
    const start = found.index + match.length;
    // Another reading of the text has it without the backslashes.
    if (/^\\["'`]/.test(text.slice(start, start + 2))) continue;
    if (isOpened(text, start, sign)) {
      PAIR.lastIndex = Math.max(PAIR.lastIndex, addOpened(text, start, name, ranges));
      continue;
    }
    // The value of a pair without quotes is on the same line.
    if (/[\r\n]/.test(match)) continue;
    const block = sign === ':' ? (YAML_BLOCK.exec(text.slice(start, start + 60))?.[0].length ?? 0) : 0;
    if (block > 0) {
      addValue(text, { start: start + block, end: endOfBareValue(text, start + block) }, secrecy, ranges);
      continue;
    }
    const isPassword = PASSWORD_NAME.test(name);
    if (sign === ':' && !isPassword && start < plainUntil) continue;
    const value = { start, end: endOfPair(text, start, found.index, name) };
    const isOfLine = isPassword && isOnlyPairOfLine(text, found.index, value.end);
    if (sign === ':' && !isSecretAfterColon(isPassword, text.slice(value.start, value.end), isOfLine)) {
      if (!isPassword) plainUntil = value.end;
      continue;
    }
    // The value is not searched again. Otherwise a text that repeats `token=` would take quadratic time.
    if (addValue(text, value, secrecy, ranges)) PAIR.lastIndex = Math.max(PAIR.lastIndex, value.end);
  }
  return ranges;
}

/** Whether a quoted text, a list or an object starts here, as opposed to a value that starts with such a character. */
function isOpened(text: string, start: number, sign: string | undefined): boolean {
  const opening = text[start] ?? ' ';
  if ('[{'.includes(opening)) return sign !== '=';
  return '"\'`'.includes(opening) && isQuotedWhole(text, start);
}

function membersIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  JSON_MEMBER.lastIndex = 0;
  for (let found = JSON_MEMBER.exec(text); found !== null; found = JSON_MEMBER.exec(text)) {
    const secrecy = secrecyOf(found[1] ?? '');
    if (secrecy === 'none') continue;
    const start = found.index + found[0].length;
    if ('"\'[{'.includes(text[start] ?? ' ')) {
      JSON_MEMBER.lastIndex = Math.max(JSON_MEMBER.lastIndex, addOpened(text, start, found[1] ?? '', ranges));
    } else {
      const [number = ''] = /^-?\d[\w.+-]*/.exec(text.slice(start, start + 400)) ?? [];
      addValue(text, { start, end: start + number.length }, secrecy, ranges);
    }
  }
  return ranges;
}

/** Adds a quoted text, or the values of a list or an object. Returns its end. */
function addOpened(text: string, at: number, name: string, ranges: SecretRange[]): number {
  const secrecy = secrecyOf(name);
  if (text[at] !== '[' && text[at] !== '{') {
    const value = quoted(text, at);
    addValue(text, value, secrecy, ranges);
    return value.end;
  }
  const { values, end } = valuesWithin(text, at);
  const within = text[at] === '{' ? secrecyWithin(name) : secrecy;
  for (const value of values) addValue(text, value, within, ranges);
  return within === 'possible' ? at : end;
}

function phpMembersIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: member, 2: name, 3: string, 4: number, index } of text.matchAll(PHP_MEMBER)) {
    const end = index + match.length - (string === undefined ? 0 : 1);
    addValue(text, { start: end - (string ?? number ?? '').length, end }, secrecyOf(member ?? name ?? ''), ranges);
  }
  return ranges;
}

/** What PHP's `var_dump` prints: `["password"]=> string(7) "hunter2"`. */
function phpDumpIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: name = '', 2: value = '', index } of text.matchAll(PHP_DUMP)) {
    const end = index + match.length - 1;
    addValue(text, { start: end - value.length, end }, secrecyOf(name), ranges);
  }
  return ranges;
}

function cookieLinesIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: isSet, 2: line = '', index } of text.matchAll(COOKIE_LINE)) {
    // In prose, several words precede the equals sign.
    if (!/^[^\s=;]{1,200}=/.test(line)) continue;
    const at = index + match.length - line.length;
    const found = isSet === undefined ? secretsInCookieHeader(line) : secretsInSetCookie(line);
    ranges.push(...found.map((range) => ({ ...range, start: range.start + at, end: range.end + at })));
  }
  return ranges;
}

/**
 * The text after a colon is a value or the rest of a sentence. A password must contain a digit; any other value must
 * look random.
 */
function isSecretAfterColon(isPassword: boolean, value: string, isOfLine: boolean): boolean {
  if (isOfLine) return value.length >= 6 && !SAID_OF_PASSWORDS.test(value);
  if (isPassword) return /\d/.test(value) && value.length >= 4;
  return value.length >= 8 && looksRandom(value);
}

/** `password: hunter` with nothing else on its line, as in YAML: the value is not part of a sentence. */
function isOnlyPairOfLine(text: string, start: number, end: number): boolean {
  const isFirst = /(?:^|[\r\n])[ \t]{0,40}(?:- )?["']?$/.test(text.slice(Math.max(0, start - 50), start));
  return isFirst && /^["'\t ]{0,40}(?:$|[\r\n])/.test(text.slice(end, end + 50));
}

/** What messages say of a password after a colon. */
const SAID_OF_PASSWORDS =
  /^(?:required|missing|invalid|incorrect|wrong|mismatch|expired|changed|updated|unknown|hidden|masked|redacted|filtered|removed|string|boolean|object|optional|disabled|enabled|undefined|fail(?:ed|ure)|\[\w+\]$)/i;
/** The sign of a block of text in YAML, and the line break after it. */
const YAML_BLOCK = /^[|>][+-]?[ \t]{0,8}\r?\n?[ \t]{1,40}(?=\S)/;

function isCredential(scheme: string, credential: string, next: string | undefined): boolean {
  // `realm=…`: the parameters of a challenge follow, and not base64 with padding.
  if (/=[^=]/.test(credential) || (/^[a-z_-]{2,20}=$/i.test(credential) && next === '"')) return false;
  if (looksRandom(credential)) return true;
  if (/^bearer$/i.test(scheme)) return /\d/.test(credential) || credential.length >= 16;
  return /^basic$/i.test(scheme) && basicPairOf(credential) !== null;
}

/** The name and the password of Basic credentials (RFC 7617). Null if the text is not such credentials. */
function basicPairOf(credential: string): { readonly user: string; readonly password: string } | null {
  const text = Buffer.from(credential, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 || !/^[\x20-\x7e\u00a0-\uffff]+$/.test(text)
    ? null
    : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function endOfPair(text: string, start: number, before: number, name: string): number {
  const end = endOfBareValue(text, start);
  if (text[before - 1] !== ';' || !SESSION_NAME.test(name)) return end;
  MATRIX_END.lastIndex = start;
  return Math.min(end, MATRIX_END.exec(text)?.index ?? end);
}
