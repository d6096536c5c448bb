import { isSaidPassword } from './said-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { addValue } from './secret-value.ts';
import { isPasswordName, secrecyOf } from './sensitive-name.ts';
import { isShortToken } from './token-shape.ts';

const ELEMENT = /<([\w:.-]{1,100})(?:\s[^<>]{0,200})?>(?:<!\[CDATA\[)?([^<\]]+)/g;
/** A tag with attributes, such as a hidden field or `meta`; and an attribute. */
const TAG = /<[a-z][\w:-]{0,40}\s([^<>]{1,2000})>/gi;
const ATTRIBUTE = /([\w:-]{1,40})\s{0,4}=\s{0,4}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g;
/** A name and a value in elements of their own: `<name>password</name><value>x</value>`, as in XML-RPC and plists. */
const NAMED_ELEMENT =
  /<(?:name|key|field|param)>\s{0,8}([^<>]{1,100}?)\s{0,8}<\/\w{1,10}>\s{0,40}<(?:value|val|string|data|integer|content)>\s{0,8}(?:<\w{1,20}>)?([^<]+)/gi;

/** An element of a file of settings whose attribute has the name of its value: `<entry key="password">x</entry>`. */
const SETTING =
  /<(?:prop|property|entry|string|param|parameter|setting|item|data|field|value|variable|env|arg|attribute|textarea)\s[^<>]{0,200}?\b(?:name|key|id)\s?=\s?["']([^"'<>]{1,100})["'][^<>]{0,200}>\s{0,20}([^<\s]{1,2000})\s{0,20}</gi;
/**
 * A label and the text behind it: `<td>Password</td><td>x</td>`, `Password: <b>x</b>`. The name is the last word of the
 * label.
 */
const LABELLED =
  /(?<![^\s>])([^<>:：\s]{2,40})(?:\s{1,4}(is|was))?\s{0,4}([:：]?)\s{0,4}((?:<\/?[a-z][^<>]{0,200}>\s{0,20}){1,5})(?:([:：])\s{0,4}(?:<\/?[a-z][^<>]{0,200}>\s{0,20}){0,3})?[ \t\r\n\u00a0]{0,8}([^<>\s]{4,200})/gi;
/** The tags between two cells of a row, which need no colon. The cells of a head are all names. */
const NEXT_CELL = /^<\/(?:td|th|dt)>\s{0,20}<(?:td|dd)\b/i;

/** The secrets behind a label in a page. A word behind the name of a password is one unless it is one of a message. */
export function labelledIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const {
    0: match,
    1: name = '',
    2: verb,
    3: colon,
    4: tags = '',
    5: late,
    6: value = '',
    index,
  } of text.matchAll(LABELLED)) {
    if (verb === undefined && colon === '' && late === undefined && !NEXT_CELL.test(tags)) continue;
    const secrecy = secrecyOf(name);
    const isSecret = isPasswordName(name) ? isSaidPassword(value) : secrecy === 'certain' && isShortToken(value);
    const end = index + match.length;
    if (isSecret) addValue(text, { start: end - value.length, end }, secrecy, ranges);
  }
  return ranges;
}

/** The secrets in XML elements, by the names of the elements. */
export function elementsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: name = '', 2: value = '', index } of text.matchAll(ELEMENT)) {
    const end = index + match.length;
    addValue(text, { start: end - value.length, end }, secrecyOf(name), ranges);
  }
  for (const { 0: match, 1: name = '', 2: value = '', index } of text.matchAll(NAMED_ELEMENT)) {
    const end = index + match.length;
    addValue(text, { start: end - value.length, end }, secrecyOf(name), ranges);
  }
  for (const { 0: match, 1: name = '', 2: value = '', index } of text.matchAll(SETTING)) {
    const start = index + match.lastIndexOf(value);
    addValue(text, { start, end: start + value.length }, secrecyOf(name), ranges);
  }
  return ranges;
}

/** The secrets in form fields and in `meta`, by their names. */
export function attributesIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: tag, 1: inside = '', index } of text.matchAll(TAG)) {
    const attributes = Array.from(
      inside.matchAll(ATTRIBUTE),
      ({ 0: match, 1: name = '', 2: a, 3: b, 4: c, index: at }) => {
        const value = a ?? b ?? c ?? '';
        const end = index + tag.length - 1 - inside.length + at + match.length - (c === undefined ? 1 : 0);
        return { name: name.toLowerCase(), value, start: end - value.length, end };
      },
    );
    const called = attributes.find(
      ({ name }) => name === 'name' || name === 'id' || name === 'property' || name === 'key',
    );
    const isHidden = attributes.some(({ name, value }) => name === 'type' && /^password$/i.test(value));
    const secrecy = isHidden ? 'certain' : called === undefined ? 'none' : secrecyOf(called.value);
    const value = attributes.find(({ name }) => name === 'value' || name === 'content');
    if (value !== undefined) addValue(text, value, secrecy, ranges);
  }
  return ranges;
}
