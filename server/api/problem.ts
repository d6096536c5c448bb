/**
 * An error in the form of RFC 9457. `detail` is for people and contains the next step, never a stack, SQL or a path of
 * this machine.
 */
export function problem(status: number, title: string, detail: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail }), {
    status,
    headers: { ...headers, 'Content-Type': 'application/problem+json' },
  });
}

/** 405, with the methods that are allowed (RFC 9110 section 15.5.6 requires the header). */
export function methodNotAllowed(allowed: string, detail: string): Response {
  return problem(405, 'Method not allowed', detail, { Allow: allowed });
}

/**
 * 401 with its challenge (RFC 9110 section 15.5.2, RFC 6750 section 3). `authorization`: the header that was refused.
 */
export function unauthorized(authorization: string | null): Response {
  const challenge = 'Bearer realm="Session Inspector"';
  return problem(401, 'No token', 'Open a link to the inspector, or exchange its code for a token at /access.', {
    'WWW-Authenticate': authorization === null ? challenge : `${challenge}, error="invalid_token"`,
  });
}
