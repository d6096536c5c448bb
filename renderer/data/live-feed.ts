/**
 * Reads the live stream into the record store for as long as the page exists. The stream is checked here: an invalid
 * message becomes a shown problem, never a crash. A lost stream is opened again; its new snapshot replaces everything.
 */
import { liveMessageShapes } from 'virtual:live-message-shapes';
import type { LiveMessage } from '../../server/contract/live-message.ts';
import { answeredError } from './attempt.ts';
import { findMisfit } from './misfit.ts';
import type { RecordStore } from './record-store.ts';

/** The part of the client that this file needs: the reports of a subscription. */
export interface LiveClient {
  readonly live: {
    subscribe(
      input: undefined,
      handlers: {
        onData(message: unknown): void;
        onConnectionStateChange(change: { state: string; error: unknown }): void;
        onError(error: unknown): void;
        onComplete(): void;
      },
    ): { unsubscribe(): void };
  };
}

const RETRY_STEPS_MS = [300, 1000, 2000, 5000];

/** Starts reading; returns how to stop. A refusal (wrong token) ends it for good. */
export function startLiveFeed(client: LiveClient, store: RecordStore): () => void {
  let isStopped = false;
  let attempt = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let subscription: { unsubscribe(): void } | null = null;

  function connect(): void {
    let isOver = false;
    const lose = (error: unknown) => {
      if (isOver || isStopped) return;
      isOver = true;
      markLost(error);
      retryTimer = setTimeout(connect, RETRY_STEPS_MS[Math.min(attempt++, RETRY_STEPS_MS.length - 1)]);
    };
    subscription = client.live.subscribe(undefined, {
      onData: (message) => {
        attempt = 0;
        takeMessage(message, store);
      },
      // The stream reconnects automatically. The next message is a snapshot.
      onConnectionStateChange: ({ state, error }) => {
        if (state === 'connecting' && error) markLost(error);
      },
      onError: lose,
      onComplete: () => lose(null),
    });
  }

  /** A stream that responds with an error is distinguished from a silent one, because the next steps differ. */
  function markLost(error: unknown): void {
    if (isStopped || store.getState().connection === 'refused') return;
    const answer = answeredError(error);
    if (answer === null) store.setConnection('lost');
    else store.setConnection('failing', answer);
  }

  function stop(): void {
    isStopped = true;
    clearTimeout(retryTimer);
    unsubscribeFromStore();
    subscription?.unsubscribe();
  }

  const unsubscribeFromStore = store.subscribe(() => {
    if (store.getState().connection === 'refused') stop();
  });
  connect();
  return stop;
}

/**
 * Checks one live message and hands it to the store; one that does not fit is reported, with the place where it does
 * not.
 */
export function takeMessage(message: unknown, store: Pick<RecordStore, 'receive' | 'report' | 'setConnection'>): void {
  const misfit = findMisfit(liveMessageShapes, message);
  if (misfit !== null) {
    const { place, reason } = misfit;
    store.report({ kind: 'unreadable-message', detail: place === '' ? reason : `${place}: ${reason}` });
    return;
  }
  // The table is made from the schema of this type.
  const fitting = message as LiveMessage;
  store.receive(fitting);
  if (fitting.type === 'snapshot') store.setConnection('live');
}
