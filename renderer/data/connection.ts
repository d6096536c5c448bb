/**
 * The only connection to the inspector. The same code runs on app:// (desktop, without a token, because only our own
 * window can send requests) and on loopback (browser mode, with the token as a bearer header in every request; never as
 * a cookie, because cookies ignore ports).
 */
import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import { EventSource } from 'eventsource';
import type { AppRouter } from '../../server/api/router.ts';

export type InspectorClient = TRPCClient<AppRouter>;
export type GuardedFetch = (input: Request | string | URL, init?: RequestInit) => Promise<Response>;

export interface FetchOptions {
  /** Null on app://, and where no token was given. */
  readonly token: Promise<string | null>;
  /** The inspector answered 401: the token is not, or no longer, the right one. */
  readonly onRefused: () => void;
}

/** The context of a command that is carried out even if the page goes away while it is on its way. */
export const OUTLIVES_PAGE = { outlivesPage: true } as const;

/** How long a page waits before it requests its token again. */
const RETRY_MS = 1000;

/** Largest live message the stream parser buffers; a snapshot is bounded far below it. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** The fetch for all requests to the inspector: with the token, and without any other credentials. */
export function createGuardedFetch({ token, onRefused }: FetchOptions): GuardedFetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    const given = await token;
    if (given !== null) headers.set('Authorization', `Bearer ${given}`);
    const response = await fetch(input, { ...init, headers, credentials: 'omit' });
    if (response.status === 401) onRefused();
    return response;
  };
}

/** Exchanges the code of a link for a token; null if the code is used up. Tries again until the inspector responds. */
export async function exchangeCode(code: string): Promise<string | null> {
  for (;;) {
    try {
      const answer = await fetch('/access', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ code }),
        credentials: 'omit',
      });
      if (!answer.ok) return null;
      const { token } = (await answer.json()) as { token: string };
      return token;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

/** A client for the inspector's procedures and its live stream, at an address of this page's own origin. */
export function createConnection(guardedFetch: GuardedFetch, url = '/trpc'): InspectorClient {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: {
            fetch: (input, init) => guardedFetch(input, init as RequestInit),
            maxBufferSize: MAX_MESSAGE_BYTES,
          },
        }),
        false: splitLink({
          condition: ({ context }) => context.outlivesPage === true,
          true: httpLink({
            url,
            fetch: (input, init) => guardedFetch(input, { ...(init as RequestInit), keepalive: true }),
          }),
          false: httpLink({ url, fetch: (input, init) => guardedFetch(input, init as RequestInit) }),
        }),
      }),
    ],
  });
}
