import { setTimeout as wait } from 'node:timers/promises';
import { StoreFault } from './store-reader.ts';

/** An open connection of a driver. */
export interface OpenConnection<C> {
  readonly connection: C;
  /** Resolves when the connection has ended, with the reason if the driver knows it. */
  readonly ended: Promise<Error | null>;
  /** Ends the connection now, without waiting for answers. */
  destroy(): void;
}

export interface HeldConnectionOptions<C> {
  /** The place of the store without its password, for sentences. */
  readonly shown: string;
  readonly open: () => Promise<OpenConnection<C>>;
  /** The fault behind an error of the driver. */
  readonly faultOf: (error: Error) => StoreFault;
}

/** One connection to a server, which is opened again each second while it is lost, until a fault that lasts. */
export interface HeldConnection<C> {
  /** Runs with the open connection. Rejects with a StoreFault immediately while there is none. */
  use<T>(run: (connection: C) => Promise<T>): Promise<T>;
  close(): void;
}

/** A server that has not answered for this long is stalled, and its connection is given up. */
const mostAnswerMs = 3_000;
/** Further reads fail immediately, so that a slow store does not fill the memory. */
const mostWaiting = 1_000;
const againEveryMs = 1_000;

/** Opens the connection. Rejects with a StoreFault if the first attempt fails. */
export async function holdConnection<C>({
  shown,
  open,
  faultOf,
}: HeldConnectionOptions<C>): Promise<HeldConnection<C>> {
  const stop = new AbortController();
  let current: OpenConnection<C> | null = null;
  let fault: StoreFault | null = null;
  let waiting = 0;

  const take = (opened: OpenConnection<C>): void => {
    current = opened;
    fault = null;
    void opened.ended.then((error) => {
      if (current !== opened) return;
      current = null;
      fault = error === null ? new StoreFault('closed', { place: shown }) : faultOf(error);
      if (!stop.signal.aborted) void openAgain();
    });
  };
  const openAgain = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        const opened = await open();
        if (stop.signal.aborted) return opened.destroy();
        return take(opened);
      } catch (error) {
        fault = asFault(error);
        if (fault.lasts) return;
      }
      await wait(againEveryMs, undefined, { ref: false, signal: stop.signal }).catch(() => {});
    }
  };
  const asFault = (error: unknown) => (error instanceof StoreFault ? error : faultOf(error as Error));

  try {
    take(await open());
  } catch (error) {
    throw asFault(error);
  }
  return {
    async use(run) {
      const opened = current;
      if (opened === null) throw fault ?? new StoreFault('no-answer', { place: shown });
      if (waiting >= mostWaiting) throw new StoreFault('reads-wait', { place: shown, about: String(waiting) });
      waiting++;
      const stalled = new StoreFault('no-answer-for', { place: shown, about: String(mostAnswerMs / 1000) });
      let timer: NodeJS.Timeout | undefined;
      try {
        return await Promise.race([
          run(opened.connection),
          new Promise<never>((_, reject) => {
            timer = setTimeout(() => {
              opened.destroy();
              reject(stalled);
            }, mostAnswerMs);
            timer.unref();
          }),
        ]);
      } catch (error) {
        throw asFault(error);
      } finally {
        clearTimeout(timer);
        waiting--;
      }
    },
    close() {
      stop.abort();
      current?.destroy();
      current = null;
    },
  };
}
