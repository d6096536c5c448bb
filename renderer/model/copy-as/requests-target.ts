import { utf8Bytes } from './copied-request.ts';

const UNRESERVED = /[A-Za-z0-9._~-]/;
/** The characters that urllib3 keeps in a path and in a query (RFC 3986, pchar and `/`; `?` in a query). */
const PATH = /[A-Za-z0-9._~!$&'()*+,;=:@/-]/;
const QUERY = /[A-Za-z0-9._~!$&'()*+,;=:@/?-]/;

/** What urllib3 takes for a host with a port, user and password before it. A path has no brackets at this point. */
const HOST_AND_PORT = /^(?:.*@)?(?:[^%:]|%[0-9A-F]{2})*(?::[0-9]{0,5})?$/;

/**
 * The target that Python's requests sends for the path and query of an address: without a fragment and an empty query,
 * dot segments removed, escapes in capital letters and undone where they need not be, everything else escaped as UTF-8.
 * Where one escape is broken, every percent sign of that path or query is escaped. Null where requests refuses: what
 * follows two slashes is read as a host and a port, and these are none.
 *
 * Source: requests 2.34 `prepare_url`, `requote_uri`, `path_url`; urllib3 2.8 `parse_url`. Checked with these and with
 * requests 2.28 on urllib3 1.26.
 */
export function requestsTarget(target: string): string | null {
  const [beforeFragment = ''] = target.split('#', 1);
  const mark = beforeFragment.indexOf('?');
  const path = mark === -1 ? beforeFragment : beforeFragment.slice(0, mark);
  const query = mark === -1 ? '' : beforeFragment.slice(mark + 1);
  const sentPath = unescapedUnreserved(escaped(withoutDotSegments(path), PATH));
  const sentQuery = unescapedUnreserved(escaped(query, QUERY));
  if (sentPath.startsWith('//') && !HOST_AND_PORT.test(sentPath.slice(2).split('/', 1)[0] ?? '')) return null;
  return `${sentPath === '' ? '/' : sentPath}${sentQuery === '' ? '' : `?${sentQuery}`}`;
}

function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  if (kept[0] !== '') kept.unshift('');
  if (/\/\.{1,2}$/.test(path)) kept.push('');
  return kept.join('/');
}

function escaped(component: string, allowed: RegExp): string {
  const escapes = component.match(/%[0-9a-f]{2}/gi) ?? [];
  const areAllEscapes = escapes.length === component.split('%').length - 1;
  const capital = component.replace(/%[0-9a-f]{2}/gi, (found) => found.toUpperCase());
  return Array.from(utf8Bytes(capital), (byte) =>
    (byte === '%' && areAllEscapes) || allowed.test(byte) ? byte : percentEscape(byte),
  ).join('');
}

function unescapedUnreserved(component: string): string {
  return component.replace(/%([0-9A-F]{2})/g, (whole, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return UNRESERVED.test(character) ? character : whole;
  });
}

/** A byte as `%XX`. */
export function percentEscape(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
