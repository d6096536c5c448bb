/**
 * Exchanges the code of the link in the ready line for a token, as a script does. It does not depend on the test
 * runner, so that benchmarks can use it too.
 */
import { send } from './http.ts';

export interface DoorAccess {
  readonly origin: string;
  readonly token: string;
}

/** The origin of a link and the token for its code. Throws if the link is used up. */
export async function accessBy(link: string): Promise<DoorAccess> {
  const { origin, hash } = new URL(link);
  const reply = await send(origin, '/access', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code: hash.slice('#code='.length) }),
  });
  if (reply.status !== 200) throw new Error(`The link was refused: ${reply.status} ${reply.body}`);
  return { origin, token: (JSON.parse(reply.body) as { token: string }).token };
}
