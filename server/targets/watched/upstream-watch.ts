import { isDeepStrictEqual } from 'node:util';
import type { UpstreamFault } from '../../contract/upstream.ts';
import type { UpstreamState } from '../../contract/watch.ts';
import { type DialOptions, dial, dialledBy, NotConnected } from './dial.ts';
import { isListenedAt } from './is-listened-at.ts';
import { faultOf } from './upstream-fault.ts';

/**
 * Whether the watched app is available. Requests show it; between requests, Linux shows whether a program still listens
 * at the port. A connection is made each second only while the app is unavailable, because some servers print a line
 * for each connection.
 */
export interface UpstreamWatch {
  readonly state: UpstreamState;
  /** Whether the app may use TLS: it has never answered in HTTP, and it is not known to refuse a TLS handshake. */
  readonly mayBeTls: boolean;
  /** Notes that the app does not use TLS. */
  foundNoTls(): void;
  /** Notes that the app has answered. */
  answered(address: string): void;
  failed(fault: UpstreamFault): void;
  /** Starts the checks. */
  open(): void;
  close(): void;
}

const lookEveryMs = 1_000;

export function createUpstreamWatch(options: () => DialOptions, onChange: () => void): UpstreamWatch {
  let state: UpstreamState = { state: 'starting' };
  let mayBeTls = true;
  let wasThere = false;
  let timer: NodeJS.Timeout | null = null;
  let isOpen = false;
  /** Whether requests have shown since the last check that the app is available. */
  let isAnswering = false;

  const set = (next: UpstreamState) => {
    if (next.state === 'running') wasThere = true;
    const isNews = !isDeepStrictEqual(next, state);
    state = next;
    if (isNews) onChange();
    if (isThere()) lookLater();
  };
  /**
   * A program listens, whether or not its last answer was valid HTTP. A connection would not show whether it answers
   * correctly now.
   */
  const isThere = () => state.state === 'running' || state.state === 'failing';
  const lookLater = () => {
    if (timer !== null || !isOpen) return;
    timer = setTimeout(() => {
      timer = null;
      const hasAnswered = isAnswering;
      isAnswering = false;
      if (!isThere()) look();
      else if (hasAnswered) lookLater();
      else void lookAtPort();
    }, lookEveryMs).unref();
  };
  const lookAtPort = async () => {
    if ((await isListenedAt(options().upstream.port)) === false) look();
    else lookLater();
  };
  const fail = (fault: UpstreamFault) => {
    if (fault.code === 'unreachable') {
      set({ state: 'not-reachable', tried: fault.tried, detail: fault.detail, hasAnswered: wasThere });
      lookLater();
    } else if (fault.code !== 'other-host' && fault.code !== 'no-tunnel') set({ state: 'failing', fault });
  };
  /** A connection without data. Apps do not notice it, or log that a client has disconnected. */
  const look = () => {
    dial(options(), (error, socket) => {
      const how = socket === undefined ? undefined : dialledBy(socket);
      socket?.destroy();
      if (!isOpen) return;
      if (how !== undefined) set({ state: 'running', address: how.address });
      else if (error instanceof NotConnected || state.state === 'starting') fail(faultOf(error ?? new Error('closed')));
    });
  };
  return {
    get state() {
      return state;
    },
    get mayBeTls() {
      return mayBeTls;
    },
    foundNoTls() {
      mayBeTls = false;
    },
    answered(address) {
      mayBeTls = false;
      isAnswering = true;
      // Nearly every answer finds it so.
      if (state.state === 'running' && state.address === address) lookLater();
      else set({ state: 'running', address });
    },
    failed: fail,
    open() {
      isOpen = true;
      look();
    },
    close() {
      isOpen = false;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      state = { state: 'starting' };
    },
  };
}
