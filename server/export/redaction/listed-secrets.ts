import type { SecretRange } from './secret-range.ts';
import { addValue, parameter } from './secret-value.ts';
import { secrecyOf } from './sensitive-name.ts';
import { quoted } from './value-end.ts';

/** A name and its value as two texts: in an object that says which is which, or one behind the other in a list. */
const NAME_AND_VALUE =
  /["'](?:name|key|header|field|param)["']\s{0,4}:\s{0,4}["']([^"'\\]{1,100})["']\s{0,4},\s{0,4}["'](?:value|val|content)["']\s{0,4}:\s{0,4}(["'])/g;
const VALUE_AND_NAME =
  /["'](?:value|val|content)["']\s{0,4}:\s{0,4}(["'])([^"'\\]{1,8000})\1\s{0,4},\s{0,4}["'](?:name|key|header|field|param)["']\s{0,4}:\s{0,4}["']([^"'\\]{1,100})["']/g;
const LISTED = /["']([\w .-]{2,60})["']\s{0,4},\s{0,4}b?(["'])/g;
/** What a key of RFC 7517 has that nobody else may know. */
const KEY_MEMBER = /"(?:k|d|p|q|dp|dq|qi)"\s{0,4}:\s{0,4}"([^"\\]{8,})"/g;

/**
 * What is secret where its name is a text beside it, as in `{"name":"password","value":"x"}` and
 * `["Cookie","a=b"]`.
 */
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
    // Not each text behind the name of a secret is one: `["password", "email"]`.
    if (secrecyOf(name) === 'certain') addValue(text, quoted(text, index + match.length - 1), 'possible', ranges);
  }
  return ranges;
}

/** What is secret in keys as RFC 7517 has them. */
export function keyMembersIn(text: string): SecretRange[] {
  return Array.from(text.matchAll(KEY_MEMBER), ({ 0: match, 1: value = '', index }) => {
    const end = index + match.length - 1;
    return parameter(text, { start: end - value.length, end });
  });
}
