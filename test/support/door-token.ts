/**
 * What a script does with the link of the ready line: it exchanges the link's code for a token. Knows nothing of tests,
 * so that a bench can use it too.
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
