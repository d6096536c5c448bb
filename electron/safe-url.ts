const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether the operating system may open this URL: https for any host, http on this machine only. Other schemes start
 * other programs, and a user name in a URL makes one host look like another, so both are refused.
 */
export function isSafeToOpen(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  if (parsed.protocol === 'https:') return true;
  return parsed.protocol === 'http:' && loopbackHosts.has(parsed.hostname);
}
