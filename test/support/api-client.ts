/** Calls procedures through browser mode's door, with its token, as bytes on a real connection. */
import type { Door } from '../../server/api/door.ts';
import type { Inspector } from '../../server/index.ts';
import { accessBy } from './door-token.ts';
import { type Reply, type Sending, send } from './http.ts';

export interface ApiClient {
  readonly door: Door;
  readonly origin: string;
  readonly token: string;
  query(path: string, input?: unknown): Promise<Reply>;
  mutate(path: string, input?: unknown): Promise<Reply>;
  /** What a query or mutation answered. Fails the test on anything but 200. */
  ask<T>(path: string, input?: unknown): Promise<T>;
  tell<T>(path: string, input?: unknown): Promise<T>;
  send(path: string, sending?: Sending): Promise<Reply>;
}

export async function apiClient(inspector: Inspector): Promise<ApiClient> {
  const door = await inspector.openDoor(0);
  const { origin, token } = await accessBy(door.newLink());
  const authorized = { Authorization: `Bearer ${token}` };
  const client: ApiClient = {
    door,
    origin,
    token,
    send: (path, sending = {}) => send(origin, path, { ...sending, headers: { ...authorized, ...sending.headers } }),
    query: (path, input) =>
      client.send(`/trpc/${path}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`),
    mutate: (path, input) =>
      client.send(`/trpc/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        ...(input === undefined ? {} : { body: JSON.stringify(input) }),
      }),
    ask: async (path, input) => dataOf(await client.query(path, input)),
    tell: async (path, input) => dataOf(await client.mutate(path, input)),
  };
  return client;
}

function dataOf<T>(reply: Reply): T {
  if (reply.status !== 200) throw new Error(`The procedure answered ${reply.status}: ${reply.body}`);
  return (JSON.parse(reply.body) as { result: { data: T } }).result.data;
}
