import { percentDecode } from '../cookie/percent-decode.ts';

const ABSOLUTE = /^(https?:\/\/[^/?]*)(.*)$/is;
// RFC 3986: characters that a URL must not contain unescaped, and a percent sign that does not start an escape.
const NOT_IN_PATH = /%(?![0-9a-fA-F]{2})|[^A-Za-z0-9\-._~:/?@!$&'()*+,;=%]/gu;
const NOT_IN_ORIGIN = /[^A-Za-z0-9\-._~:/!$&'()*+,;=%[\]]/gu;

/**
 * The absolute URL of a request target, as HAR requires it: without a fragment, and with all forbidden characters
 * percent-encoded. Dots and double slashes stay as they were sent. `siteUrl` precedes a target that is not absolute.
 * `*`, a CONNECT target and an invalid host become paths below it. Any text gives a valid URI; never throws.
 */
export function absoluteUrl(target: string, siteUrl: string): string {
  const [withoutFragment = ''] = target.split('#', 1);
  const [, start = '', rest = ''] = ABSOLUTE.exec(withoutFragment) ?? [];
  if (URL.canParse(start)) return encode(new URL(start).origin, NOT_IN_ORIGIN) + encode(rest, NOT_IN_PATH);
  const site = siteUrl.replace(/\/+$/, '');
  const path = withoutFragment.startsWith('/') ? withoutFragment : `/${withoutFragment}`;
  return site + encode(path, NOT_IN_PATH);
}

/**
 * The parameters of a target's query in order, decoded like a form: `+` is a space, and an invalid escape stays
 * unchanged.
 */
export function queryOf(target: string): { name: string; value: string }[] {
  const [withoutFragment = ''] = target.split('#', 1);
  const mark = withoutFragment.indexOf('?');
  if (mark === -1) return [];
  const parts = withoutFragment.slice(mark + 1).split('&');
  return parts.filter((part) => part !== '').map(parameter);
}

function parameter(part: string): { name: string; value: string } {
  const equals = part.indexOf('=');
  const [name, value] = equals === -1 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
  return { name: formDecode(name), value: formDecode(value) };
}

function formDecode(text: string): string {
  return percentDecode(text.replaceAll('+', ' ')).text;
}

/**
 * Each character of a request line is one byte. A text with other characters is from another source and is encoded as
 * UTF-8.
 */
function encode(text: string, pattern: RegExp): string {
  return text.replace(pattern, (character) => {
    const bytes = Buffer.from(character, /[\u0100-\u{10ffff}]/u.test(character) ? 'utf8' : 'latin1');
    return Array.from(bytes, (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}
