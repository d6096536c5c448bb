import type { RequestListener } from 'node:http';
import { type ClientLimits, clientLimits } from '../base/client-limits.ts';
import type { ConnectionWatch } from '../base/http/limited-server.ts';
import { type ListeningSite, listenOnLocalhost } from './listen.ts';

/** A listening site that can move to another port. */
export interface MovableSite {
  readonly port: number;
  /** The configured port. It differs from `port` if it was in use. */
  readonly wantedPort: number;
  /**
   * Listens at another port and then closes this one. Running requests end on their connections. Several moves run one
   * after the other in order. If no port is free, throws NoFreePort, and the site keeps its port.
   */
  moveTo(wantedPort: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the site at a port, or at the next free one. Running requests get `graceMs` when it closes or moves. Throws
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
