import type { HeaderList } from '../../server/contract/log-entry.ts';

/** Names of the cookies that came beside the session cookie, in order, each once: other programs on this host set them. */
export function foreignCookieNames(headers: HeaderList, cookieName: string): string[] {
  const names = headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((pair) => pair.split('=', 1)[0]?.trim() ?? '')
    .filter((name) => name !== '' && name !== cookieName);
  return [...new Set(names)];
}
