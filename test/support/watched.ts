/** Watched apps in a test, used through the procedures of the core. */
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { WatchAdd, WatchedApp, WatchResult } from '../../server/contract/watch.ts';
import type { Inspector } from '../../server/index.ts';
import { eventually } from './eventually.ts';

/** Queries a procedure of the workspace of the tutorial site or of a watched app. */
export async function ask<T>(inspector: Inspector, path: string, input?: unknown, workspace = ''): Promise<T> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const base = workspace === '' ? '' : `/workspaces/${workspace}`;
  return dataOf(await inspector.handle(new Request(`app://inspector${base}/trpc/${path}${query}`)));
}

/** Calls a procedure of a workspace that changes something. */
export async function tell<T>(inspector: Inspector, path: string, input?: unknown, workspace = ''): Promise<T> {
  const base = workspace === '' ? '' : `/workspaces/${workspace}`;
  return dataOf(
    await inspector.handle(
      new Request(`app://inspector${base}/trpc/${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        ...(input === undefined ? {} : { body: JSON.stringify(input) }),
      }),
    ),
  );
}

async function dataOf<T>(response: Response): Promise<T> {
  const answer = (await response.json()) as { result?: { data: T }; error?: { message: string } };
  if (answer.result === undefined)
    throw new Error(answer.error?.message ?? `The procedure answered ${response.status}`);
  return answer.result.data;
}

/** Watches an app at any free port. Fails the test if the address is refused. */
export async function watch(inspector: Inspector, url: string, more: Partial<WatchAdd> = {}): Promise<WatchedApp> {
  const result = await tell<WatchResult>(inspector, 'watch.add', { url, port: 0, ...more });
  if (!result.ok) throw new Error(`The address is refused: ${JSON.stringify(result.refusal)}`);
  return result.app;
}

/** Watches an app with its session store, once that is connected to or known not to be. Before, no request is read. */
export async function watchStore(inspector: Inspector, url: string, store: string): Promise<WatchedApp> {
  const app = await watch(inspector, url, { store });
  const state = () => inspector.watching.find(({ id }) => id === app.id)?.store?.state;
  await eventually(() => {
    if (state() === 'connecting') throw new Error(`${store} is being connected to`);
  });
  return app;
}

/** The requests of a watched app, oldest first, once there are `count`. */
export function recorded(inspector: Inspector, id: string, count: number): Promise<RequestRecord[]> {
  return eventually(async () => {
    const { entries } = await ask<{ entries: { kind: string }[] }>(inspector, 'log.page', { limit: 1000 }, id);
    const requests = entries.filter((entry): entry is RequestRecord => entry.kind === 'request');
    if (requests.length < count) throw new Error(`${requests.length} of ${count} records`);
    return requests;
  });
}
