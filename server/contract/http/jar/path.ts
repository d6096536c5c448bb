/** The path of a cookie without a Path attribute, from the path of the request's URL. Source: RFC 6265bis §5.1.4. */
export function defaultPath(requestPath: string): string {
  const lastSlash = requestPath.lastIndexOf('/');
  return lastSlash <= 0 || !requestPath.startsWith('/') ? '/' : requestPath.slice(0, lastSlash);
}

/** Whether a cookie with this path goes to a request with that path. Source: RFC 6265bis §5.1.4. */
export function pathMatches(requestPath: string, cookiePath: string): boolean {
  if (!requestPath.startsWith(cookiePath)) return false;
  return requestPath.length === cookiePath.length || cookiePath.endsWith('/') || requestPath[cookiePath.length] === '/';
}
