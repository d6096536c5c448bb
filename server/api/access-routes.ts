/**
 * The exchange of a link's code for a token, and the end of a token:
 *
 *     POST   /access   {"code": "..."} as application/json: answers {"token": "..."}, once for each code, else 403
 *     DELETE /access   with the token: the token is revoked, and the streams that were opened with it are closed
 *
 * Scripts use both as the window does, with the code of the link in the ready line.
 */
import { z } from 'zod';
import { calledAs } from '../base/called-as.ts';
import type { Access } from './access.ts';
import { withBoundedBody } from './bounded-body.ts';
import { methodNotAllowed, problem, unauthorized } from './problem.ts';

const maxBodyBytes = 1024;
const exchangeInput = z.object({ code: z.string() });

/** Answers a request to /access. */
export async function answerAccess(request: Request, access: Access): Promise<Response> {
  if (request.method === 'POST') return exchange(request, access);
  if (request.method === 'DELETE') return revoke(request, access);
  return methodNotAllowed('POST, DELETE', 'A code is exchanged with POST, and a token is revoked with DELETE.');
}

async function exchange(request: Request, access: Access): Promise<Response> {
  // A page of another origin cannot send this type without a preflight request, and that request is refused.
  if (!request.headers.get('content-type')?.toLowerCase().startsWith('application/json')) {
    return problem(415, 'Not JSON', 'Send the code as application/json: {"code": "..."}.');
  }
  const bounded = await withBoundedBody(request, maxBodyBytes);
  if (bounded === null) return problem(413, 'Too large', `An exchange may have ${maxBodyBytes} bytes at most.`);
  const input = exchangeInput.safeParse(await bounded.json().catch(() => null));
  if (!input.success) return problem(400, 'No code', 'Send the code of the link as JSON: {"code": "..."}.');
  const token = access.exchange(input.data.code);
  if (token === null) {
    return problem(
      403,
      'The link is used up',
      `A link works once, and until Session Inspector ends. Run: ${calledAs('open')}`,
    );
  }
  return Response.json({ token });
}

function revoke(request: Request, access: Access): Response {
  const authorization = request.headers.get('authorization');
  const grant = access.grantOf(authorization);
  if (grant === null) return unauthorized(authorization);
  grant.revoke();
  return new Response(null, { status: 204 });
}
