import type { SecretRange } from './secret-range.ts';
import { addValue, parameter } from './secret-value.ts';
import { secrecyOf } from './sensitive-name.ts';
import { quoted } from './value-end.ts';

/** A name and its value as two texts: in an object that labels both, or as neighbours in a list. */
const NAME_AND_VALUE =
  /["'](?:name|key|header|field|param)["']\s{0,4}:\s{0,4}["']([^"'\\]{1,100})["']\s{0,4},\s{0,4}["'](?:value|val|content)["']\s{0,4}:\s{0,4}(["'])/g;
const VALUE_AND_NAME =
  /["'](?:value|val|content)["']\s{0,4}:\s{0,4}(["'])([^"'\\]{1,8000})\1\s{0,4},\s{0,4}["'](?:name|key|header|field|param)["']\s{0,4}:\s{0,4}["']([^"'\\]{1,100})["']/g;
const LISTED = /["']([\w .-]{2,60})["']\s{0,4},\s{0,4}b?(["'])/g;
/** The private members of a key in the form of RFC 7517. */
const KEY_MEMBER = /"(?:k|d|p|q|dp|dq|qi)"\s{0,4}:\s{0,4}"([^"\\]{8,})"/g;

/** The secrets whose name is a separate text, as in `{"name":"password","value":"x"}` and `["Cookie","a=b"]`. */
export function listedIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: name = '', index } of text.matchAll(NAME_AND_VALUE)) {
    addValue(text, quoted(text, index + match.length - 1), secrecyOf(name), ranges);
  }
  for (const { 0: match, 2: value = '', 3: name = '', index } of text.matchAll(VALUE_AND_NAME)) {
    const start = index + match.indexOf(value, match.indexOf(':'));
    addValue(text, { start, end: start + value.length }, secrecyOf(name), ranges);
  }
  for (const { 0: match, 1: name = '', index } of text.matchAll(LISTED)) {
    // A text after the name of a secret is not always a secret: `["password", "email"]`.
    if (secrecyOf(name) === 'certain') addValue(text, quoted(text, index + match.length - 1), 'possible', ranges);
  }
  return ranges;
}

/** The secrets in keys in the form of RFC 7517. */
export function keyMembersIn(text: string): SecretRange[] {
  return Array.from(text.matchAll(KEY_MEMBER), ({ 0: match, 1: value = '', index }) => {
    const end = index + match.length - 1;
    return parameter(text, { start: end - value.length, end });
  });
}
