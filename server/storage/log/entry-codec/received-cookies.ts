import type { HeaderList } from '../../../contract/log-entry.ts';
import type { ReceivedCookie } from '../../../contract/received-cookie.ts';
import { cookiePairsOf } from '../../../cookie/parse-cookie-header.ts';

/** The roles, by number; may grow at the end. */
const roles: readonly ReceivedCookie['role'][] = ['session', 'other-engine', 'foreign'];

/**
 * The cookies of a request, which follow from its Cookie header except for their roles and problems: a role for each,
 * with its problems if it has any. If the header differs from the cookies, the cookies themselves are stored.
 */
export type PackedCookies = (number | [number, ReceivedCookie['problems']])[] | { cookies: ReceivedCookie[] };

export function packCookies(cookies: readonly ReceivedCookie[], requestHeaders: HeaderList): PackedCookies {
  const pairs = cookiePairsOf(cookieHeaderOf(requestHeaders));
  const isTold =
    pairs.length === cookies.length &&
    cookies.every(({ name, value }, index) => name === pairs[index]?.name && value === pairs[index]?.value);
  if (!isTold) return { cookies: [...cookies] };
  return cookies.map(({ role, problems }) => {
    const number = roles.indexOf(role);
    return problems.length === 0 ? number : [number, problems];
  });
}

export function unpackCookies(packed: PackedCookies, requestHeaders: HeaderList): ReceivedCookie[] {
  if (!Array.isArray(packed)) return packed.cookies;
  if (packed.length === 0) return [];
  const pairs = cookiePairsOf(cookieHeaderOf(requestHeaders));
  return packed.map((item, index) => {
    const { name = '', value = '' } = pairs[index] ?? {};
    const [role, problems] = typeof item === 'number' ? [item, []] : item;
    return { name, value, role: roles[role] as ReceivedCookie['role'], problems };
  });
}

/** Several Cookie headers count as one, joined as Node joins them. */
function cookieHeaderOf(requestHeaders: HeaderList): string {
  let joined: string | null = null;
  for (const [name, value] of requestHeaders) {
    if (name.length === 6 && name.toLowerCase() === 'cookie') joined = joined === null ? value : `${joined}; ${value}`;
  }
  return joined ?? '';
}
