import { percentDecode } from '../../cookie/percent-decode.ts';
import type { SecretRange } from './secret-range.ts';
import { addValue } from './secret-value.ts';
import { secrecyOf } from './sensitive-name.ts';

const ELEMENT = /<([\w:.-]{1,100})(?:\s[^<>]{0,200})?>(?:<!\[CDATA\[)?([^<\]]+)/g;
/** A tag with attributes, such as a hidden field or `meta`; and an attribute. */
const TAG = /<[a-z][\w:-]{0,40}\s([^<>]{1,2000})>/gi;
const ATTRIBUTE = /([\w:-]{1,40})\s{0,4}=\s{0,4}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g;
/** A part of a multipart form (RFC 7578): its name, its other headers, an empty line, its value. */
const FORM_PART =
  /name(?:="([^"\r\n]{1,100})"|\*=[\w-]{0,20}'[\w-]{0,20}'([^\s;]{1,100})|=([^\s";]{1,100}))[^\r\n]{0,200}\r?\n(?:[^\r\n]{1,200}\r?\n){0,4}\r?\n([\s\S]*?)(?=\r?\n--|$)/gi;
/** A name and a value in elements of their own: `<name>password</name><value>x</value>`, as in XML-RPC and plists. */
const NAMED_ELEMENT =
  /<(?:name|key|field|param)>\s{0,8}([^<>]{1,100}?)\s{0,8}<\/\w{1,10}>\s{0,40}<(?:value|val|string|data|integer|content)>\s{0,8}(?:<\w{1,20}>)?([^<]+)/gi;

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

/** The secrets in the parts of a multipart form, by their names. */
export function formPartsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  for (const { 0: match, 1: quoted, 2: extended, 3: bare, 4: value = '', index } of text.matchAll(FORM_PART)) {
    const end = index + match.length;
    const name = quoted ?? bare ?? percentDecode(extended ?? '').text;
    addValue(text, { start: end - value.length, end }, secrecyOf(name), ranges);
  }
  return ranges;
}
