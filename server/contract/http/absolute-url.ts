import type { HeaderList } from '../log-entry.ts';

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\//i;

/** The value of a header by its name in lower case; undefined if there is none. */
export type HeaderLookup<Name extends string = string> = (name: Name) => string | undefined;

/**
 * The absolute URL of a request. A recording contains it; otherwise the Host header completes the request target. Null
 * if the host is unknown.
 */
export function absoluteUrlOf(url: string, header: HeaderLookup<'host' | 'x-forwarded-proto'>): string | null {
  if (ABSOLUTE.test(url)) return url;
  const host = header('host');
  if (host === undefined || host === '') return null;
  const forwarded = header('x-forwarded-proto')?.split(',', 1)[0]?.trim().toLowerCase();
  return `${forwarded === 'https' ? 'https' : 'http'}://${host}${url.startsWith('/') ? url : `/${url}`}`;
}

/** The lookup over the lines of a row: the first line of a name counts. */
export function headerLookup(lines: HeaderList): HeaderLookup {
  return (wanted) => lines.find(([name]) => name.length === wanted.length && name.toLowerCase() === wanted)?.[1];
}
