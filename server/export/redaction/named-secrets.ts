import { nameSays } from '../../cookie/session-name.ts';
import { jarLinesIn, optionsIn } from './command-secrets.ts';
import { secretsInCookieHeader, secretsInSetCookie } from './cookie-secrets.ts';
import { formPartsIn } from './form-secrets.ts';
import { goSecretsIn } from './go-secrets.ts';
import { graphqlSecretsIn } from './graphql-secrets.ts';
import { secretsInHosts } from './host-secrets.ts';
import { atomsIn, keyMembersIn, listedIn } from './listed-secrets.ts';
import { secrecyWithinText } from './login-names.ts';
import { attributesIn, elementsIn, labelledIn } from './markup-secrets.ts';
import { secretsInPaths } from './path-secrets.ts';
import { phpSecretsIn } from './php-secrets.ts';
import { secretsInProtocols } from './protocol-secrets.ts';
import { isSaidPassword, isSaidWord, LONGEST_SAID, saidIn } from './said-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { AUTHORIZATION_SCHEME, addValue, isSecretUnder, parameter } from './secret-value.ts';
import { isPasswordName, type Secrecy, secrecyWithin } from './sensitive-name.ts';
import { sqlSecretsIn } from './sql-secrets.ts';
import type { Reading } from './text-reading.ts';
import { secretsByForm } from './token-forms.ts';
import { isShortToken, looksRandom } from './token-shape.ts';
import { endOfBareValue, isQuotedWhole, quoted, type Stretch, unwrapped, valuesWithin } from './value-end.ts';

/** A text without any of these characters can contain secrets only by their form. */
const SIGNS = ['=', ':', '/', '@', '<', '+', ' ', '\t'];
const WIDE_SIGNS = /[「：→是为為は]/;
/** The end of a text in quotation marks, before the next one of a list. */
const LISTED_SIGN = /["'](?:>>)?\s?,|"\r?\n/;
/** A name without quotation marks before a text with them (see atomsIn). */
const ATOM_SIGN = /[[{(][\w.-]{2,60}(?:,| \.)|:[\w-]{2,40}[ \t]{1,4}"|[\w-]" "/;
// A name with the sign that assigns a value to it: `name=`, `"name": `, `[name] => `. It must follow the start of the
// text or the end of another pair.
const PAIR =
  /(?<![^?&;#,\s"'`({[|:：/=<>])([^?&;#=:：,\s"'`(){}|<>/]{1,100})["'`]?(?:\]|>>)?["'`]?[ \t\u00a0]{0,4}(=>|:=|=|:|：)[ \t\r\n\u00a0]{0,8}/g;
/** A member of JSON, with a name of any characters. */
const JSON_MEMBER = /"((?:[^"\\]|\\.){1,100})"\s{0,8}:\s{0,8}/g;
const PROTOCOL_LINE = /sec-websocket-protocol:[ \t]*([^\r\n"]+)/gi;
const USER_INFO = /\/\/([^/?#\s"'<>]+)@/g;
const COOKIE_LINE = /(?<![\w-])(set-)?cookie:[ \t]*([^\r\n"]+)/gi;
/**
 * The name of a matrix parameter in a path, whose value ends before the next segment. Session ids are such values;
 * passwords with slashes are not.
 */
const SESSION_NAME = /sess|sid/i;
/** Session cookies whose names do not say so: Moodle, Zen Cart, osCommerce, Facebook. */
const MATRIX_NAME = /^(?:moodle\w*|zenid|oscsid|xs)$/i;
const MATRIX_END = /[/?]/g;

/** The header whose value is a scheme and a credential. */
const AUTHORIZATION_NAME = /authorization$/i;
const SCHEME =
  /(?<![A-Za-z0-9])(bearer|basic|token|apikey|api-key|dpop|jwt|negotiate|ntlm|oauth|privatetoken|ssws)(?:[ \t:+]|%20){1,4}["']?([A-Za-z0-9._~+/=:|@-]{6,})/gi;
/** Names of numbers: a word after them and a colon is not a secret. */
const NUMBERED_NAME = /otp|^pin$/i;

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
 * queries, forms, JSON, XML and lists; by form (see secretsByForm) and by position in a path (see secretsInPaths) or in
 * a host name (see secretsInHosts); credentials after their scheme; the user information of URLs; the lines of cookies.
 * All readings of the text are searched.
 */
export function secretsInText(readings: readonly Reading[]): SecretRange[] {
  if (readings.length === 1) return secretsInReading(readings[0] as Reading);
  return readings.flatMap((reading) => secretsInReading(reading).map((range) => reading.inSource(range)));
}

function secretsInReading({ text, signs, isUnread }: Reading): SecretRange[] {
  if (isUnread) return [{ start: 0, end: text.length, kind: 'token', secret: text }];
  const ranges: SecretRange[] = secretsByForm(text, signs);
  if (signs.has('.')) ranges.push(...secretsInHosts(text, signs.longestWord));
  const isSigned = SIGNS.some((sign) => signs.has(sign)) || (signs.isWide && WIDE_SIGNS.test(text));
  const isListed = signs.has(',') && (signs.has('"') || signs.has("'"));
  if (!isSigned && !isListed) return ranges;
  const isOpened = signs.has('{') || signs.has('[');
  const isQuoted = signs.has('"') || signs.has("'");
  const hasPairs = signs.has('=') || signs.has(':') || signs.isWide;
  const add = (search: (text: string) => readonly SecretRange[]): void => {
    const found = search(text);
    for (const range of found) ranges.push(range);
  };
  if (hasPairs) add(pairsIn);
  if (signs.has('"') && signs.has(':')) add(membersIn);
  if (signs.has(':')) add(cookieLinesIn);
  if (signs.has('<')) {
    if (text.includes('</')) {
      add(elementsIn);
      add(labelledIn);
    }
    add(attributesIn);
  }
  if (signs.longestWord >= 8 && signs.has('=') && /form-data/i.test(text)) add(formPartsIn);
  if (signs.has('$') && signs.has(':')) add(graphqlSecretsIn);
  if ((signs.has("'") || signs.has('(')) && /\b(?:insert|identified|password)\b/i.test(text)) add(sqlSecretsIn);
  if (isQuoted && LISTED_SIGN.test(text)) add(listedIn);
  if ((isOpened || isQuoted) && ATOM_SIGN.test(text)) add(atomsIn);
  if (isQuoted && text.includes('"kty"')) add(keyMembersIn);
  if (signs.has('\t')) {
    if (text.includes('\tTRUE\t') || text.includes('\tFALSE\t')) add(jarLinesIn);
  }
  if (signs.has(' ') && text.includes(' -')) add(optionsIn);
  if (hasPairs || signs.has(' ') || signs.has('+') || signs.has('\t') || signs.has('>')) add(saidIn);
  if ((signs.has('=') && signs.has('>')) || signs.has(';')) add(phpSecretsIn);
  if (hasPairs && isOpened) add(goSecretsIn);
  if (signs.has(':') && signs.longestWord >= 22 && /sec-websocket-protocol:/i.test(text)) add(protocolLinesIn);
  if (signs.has('/')) add(secretsInPaths);
  if (signs.has('@') && signs.has('/')) add(userInfoIn);
  if (signs.has(' ') || signs.has(':') || signs.has('+') || signs.has('\t') || signs.has('%')) add(credentialsIn);
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
  const secrecyIn = secrecyWithinText(text);
  PAIR.lastIndex = 0;
  for (let found = PAIR.exec(text); found !== null; found = PAIR.exec(text)) {
    const [match, name = '', sign] = found;
    const isMatrix = sign === '=' && text[found.index - 1] === ';' && isSessionParameter(name);
    const secrecy = isMatrix ? 'certain' : secrecyIn(name);
    if (secrecy === 'none') continue;
    const start = unwrapped(text, found.index + match.length);
    // Another reading of the text has it without the backslashes.
    if (/^\\["'`]/.test(text.slice(start, start + 2))) continue;
    if (isOpened(text, start, sign)) {
      PAIR.lastIndex = Math.max(PAIR.lastIndex, addOpened(text, start, { name, secrecy }, ranges));
      continue;
    }
    const credential = AUTHORIZATION_NAME.test(name) ? credentialAt(text, start) : null;
    if (credential !== null) {
      addValue(text, credential, secrecy, ranges);
      PAIR.lastIndex = Math.max(PAIR.lastIndex, credential.end);
      continue;
    }
    // The value of a pair without quotes is on the same line.
    if (/[\r\n]/.test(match)) continue;
    const block = sign === ':' ? (YAML_BLOCK.exec(text.slice(start, start + 60))?.[0].length ?? 0) : 0;
    if (block > 0) {
      addValue(text, { start: start + block, end: endOfBareValue(text, start + block) }, secrecy, ranges);
      continue;
    }
    const isColon = sign === ':' || sign === '：';
    if (isColon && start < plainUntil) continue;
    const end = endOfPair(text, start, found.index, name);
    if (isColon && !isSecretAfterColon(name, text.slice(start, Math.min(end, start + LONGEST_SAID)), secrecy)) {
      plainUntil = end;
      continue;
    }
    const value = { start, end: sign === ':' && isPasswordName(name) ? endOfLineValue(text, start, end) : end };
    // The value is not searched again. Otherwise a text that repeats `token=` would take quadratic time.
    if (addValue(text, value, secrecy, ranges)) PAIR.lastIndex = Math.max(PAIR.lastIndex, value.end);
  }
  return ranges;
}

/** The text after the name of a scheme behind `Authorization:`, unless it is a word of a message. */
function credentialAt(text: string, start: number): Stretch | null {
  const scheme = AUTHORIZATION_SCHEME.exec(text.slice(start, start + 60))?.[0].length ?? 0;
  if (scheme === 0) return null;
  const value = { start: start + scheme, end: endOfBareValue(text, start + scheme) };
  const plain = text.slice(value.start, value.end);
  return plain.length >= 4 && !/^[\w-]{1,40}=(?!$|=)/.test(plain) && !isSaidWord(plain) ? value : null;
}

/** Whether a quoted text, a list or an object starts here, as opposed to a value that starts with such a character. */
function isOpened(text: string, start: number, sign: string | undefined): boolean {
  const opening = text[start] ?? ' ';
  if ('[{('.includes(opening)) return sign !== '=' && (opening !== '(' || /["']/.test(text[start + 1] ?? ''));
  return '"\'`'.includes(opening) && isQuotedWhole(text, start);
}

function membersIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  const secrecyIn = secrecyWithinText(text);
  JSON_MEMBER.lastIndex = 0;
  for (let found = JSON_MEMBER.exec(text); found !== null; found = JSON_MEMBER.exec(text)) {
    const secrecy = secrecyIn(found[1] ?? '');
    if (secrecy === 'none') continue;
    const start = unwrapped(text, found.index + found[0].length);
    if ('"\'[{'.includes(text[start] ?? ' ')) {
      JSON_MEMBER.lastIndex = Math.max(
        JSON_MEMBER.lastIndex,
        addOpened(text, start, { name: found[1] ?? '', secrecy }, ranges),
      );
    } else {
      const [number = ''] = /^-?\d[\w.+-]*/.exec(text.slice(start, start + 400)) ?? [];
      addValue(text, { start, end: start + number.length }, secrecy, ranges);
    }
  }
  return ranges;
}

/** Adds a quoted text, or the values of a list or an object. Returns its end. */
function addOpened(
  text: string,
  at: number,
  { name, secrecy }: { readonly name: string; readonly secrecy: Secrecy },
  ranges: SecretRange[],
): number {
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

/** The text after a colon is a value or the rest of a sentence. */
function isSecretAfterColon(name: string, value: string, secrecy: Secrecy): boolean {
  if (NUMBERED_NAME.test(name)) return /\d/.test(value) && value.length >= 4;
  if (isPasswordName(name)) return isSaidPassword(value);
  if (secrecy === 'certain') return isShortToken(value);
  return value.length >= (secrecy === 'likely' ? 6 : 8) && looksRandom(value);
}

/**
 * The end of `password: correct horse` with nothing else on its line, as in YAML: a value of several words. The line of
 * a message has more words, or words of a sentence.
 */
function endOfLineValue(text: string, start: number, end: number): number {
  if (
    !/(?:^|[\r\n])[ \t]{0,40}(?:- )?["']?[\w-]{1,60}["']?[ \t]{0,4}:[ \t]{0,8}$/.test(
      text.slice(Math.max(0, start - 120), start),
    )
  )
    return end;
  const [rest = ''] =
    /^(?: [\p{L}\p{N}-]{1,40}){1,5}(?=[ \t]{0,8}(?:[\r\n]|$))/u.exec(text.slice(end, end + 240)) ?? [];
  return rest === '' || rest.split(' ').some(isSaidWord) ? end : end + rest.length;
}

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

/** Whether a matrix parameter of a path, `;NAME=value`, has the name of a session cookie. */
function isSessionParameter(name: string): boolean {
  return SESSION_NAME.test(name) || MATRIX_NAME.test(name) || nameSays(name) === 'session';
}

function endOfPair(text: string, start: number, before: number, name: string): number {
  const end = endOfBareValue(text, start);
  if (text[before - 1] !== ';' || !isSessionParameter(name)) return end;
  MATRIX_END.lastIndex = start;
  return Math.min(end, MATRIX_END.exec(text)?.index ?? end);
}
