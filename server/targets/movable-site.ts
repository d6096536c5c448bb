import type { RequestListener } from 'node:http';
import { type ClientLimits, clientLimits } from '../base/client-limits.ts';
import type { ConnectionWatch } from '../base/http/limited-server.ts';
import { type ListeningSite, listenOnLocalhost } from './listen.ts';

/** Where the site listens, and how it goes elsewhere. */
export interface MovableSite {
  readonly port: number;
  /** The port that was asked for; differs from `port` when that one was taken. */
  readonly wantedPort: number;
  /**
   * Listens at another port and then leaves this one; requests under way end where they began. Moves one after the
   * other, in the order asked for. If no port can be had, NoFreePort is thrown and the site stays where it is.
   */
  moveTo(wantedPort: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the site at a port, or at the next free one. Those at work when it closes or moves get `graceMs`. Throws
 * NoFreePort.
 */
export async function openSite(
  handler: RequestListener,
  firstPort: number,
  graceMs: number,
  { watch = {}, limits = clientLimits }: { readonly watch?: ConnectionWatch; readonly limits?: ClientLimits } = {},
): Promise<MovableSite> {
  const listen = (port: number) => listenOnLocalhost(handler, port, limits, watch);
  let place: ListeningSite = await listen(firstPort);
  let wantedPort = firstPort;
  let lastMove: Promise<unknown> = Promise.resolve();
  const leaving = new Set<Promise<void>>();
  let isClosed = false;

  const leave = (old: ListeningSite) => {
    const left = old.close(graceMs).finally(() => leaving.delete(left));
    leaving.add(left);
  };
  const move = async (wanted: number): Promise<void> => {
    if (isClosed) return;
    if (wanted !== place.port) {
      const next = await listen(wanted);
      if (isClosed) return next.close(0);
      leave(place);
      place = next;
    }
    wantedPort = wanted;
  };

  return {
    get port() {
      return place.port;
    },
    get wantedPort() {
      return wantedPort;
    },
    moveTo(wanted) {
      const moved = lastMove.then(() => move(wanted));
      lastMove = moved.catch(() => {});
      return moved;
    },
    async close() {
      isClosed = true;
      await lastMove;
      leave(place);
      await Promise.all(leaving);
    },
  };
}
