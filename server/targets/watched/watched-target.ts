import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientLimits } from '../../base/client-limits.ts';
import type { ConnectionWatch } from '../../base/http/limited-server.ts';
import { messageOf } from '../../base/thrown.ts';
import type { TargetState } from '../../contract/target.ts';
import type { UpstreamState } from '../../contract/watch.ts';
import type { Recorder } from '../../record/recorder.ts';
import { type MovableSite, openSite } from '../movable-site.ts';
import type { Target } from '../target.ts';
import { forward } from './forward.ts';
import type { InsideVisits } from './inside-visits.ts';
import type { StoreVisits } from './store-visits.ts';
import { forwardUpgrade, responseForUpgrade } from './upgrade.ts';
import type { UpstreamAddress } from './upstream-address.ts';
import { createUpstreamWatch } from './upstream-watch.ts';

export interface WatchedTargetOptions {
  readonly id: string;
  readonly name: () => string;
  readonly upstream: UpstreamAddress;
  /** The first port to try when the proxy opens, 0 for any. */
  readonly port: () => number;
  /** The ports of this inspector. */
  readonly ownPorts: () => ReadonlySet<number>;
  readonly rewritesLocation: () => boolean;
  readonly acceptsAnyCertificate: () => boolean;
  readonly recorder: Recorder;
  /** Reads the session of a request from the store of the app, before and after. */
  readonly storeVisits: StoreVisits;
  /** Hears from the app itself of a request. Absent if no app can connect. */
  readonly insideVisits?: InsideVisits;
  /** How long running requests may take to finish when the target closes or moves. */
  readonly graceMs: number;
  readonly watch: Pick<ConnectionWatch, 'onRefused' | 'onClosed'>;
  /** Called when the state of the proxy or of the app changes. */
  readonly onChange: () => void;
}

/** An app of the user, behind a proxy that forwards everything. */
export interface WatchedTarget extends Target {
  readonly upstream: UpstreamState;
}

/**
 * A proxy must not end what the app would allow: an upload may take an hour, and a connection may stay open for as long
 * as both sides keep it.
 */
const limits = {
  ...clientLimits,
  headersTimeout: 60_000,
  requestTimeout: 0,
  keepAliveTimeout: 0,
  maxRequestsPerSocket: 0,
  maxHeaderSize: 256 * 1024,
};

export function createWatchedTarget(options: WatchedTargetOptions): WatchedTarget {
  const { id, upstream, recorder, graceMs, onChange } = options;
  let site: MovableSite | null = null;
  let state: TargetState = { state: 'stopped' };
  const dialOptions = () => ({ upstream, acceptsAnyCertificate: options.acceptsAnyCertificate() });
  const upstreamWatch = createUpstreamWatch(dialOptions, onChange);
  const forwarding = (request: IncomingMessage) => ({
    ...dialOptions(),
    port: request.socket.localPort ?? 0,
    ownPorts: options.ownPorts,
    rewritesLocation: options.rewritesLocation(),
    mayBeTls: () => upstreamWatch.mayBeTls,
    onNoTls: upstreamWatch.foundNoTls,
    onAnswer: upstreamWatch.answered,
    onFault: upstreamWatch.failed,
  });
  const handler = (request: IncomingMessage, response: ServerResponse) =>
    recorder(request, response, () =>
      options.storeVisits(request, response, () =>
        forward(request, response, {
          ...forwarding(request),
          onConnection: options.insideVisits?.(request, response) ?? null,
        }),
      ),
    );
  const watch: ConnectionWatch = {
    ...options.watch,
    handlesContinue: true,
    onUpgrade(request, socket, head) {
      const response = responseForUpgrade(request, socket);
      recorder(request, response, () =>
        forwardUpgrade(request, response, { socket, head, options: forwarding(request) }),
      );
    },
  };
  const running = (): MovableSite => {
    if (site === null) throw new Error('The proxy is not open');
    return site;
  };
  return {
    id,
    kind: 'proxy',
    get name() {
      return options.name();
    },
    get address() {
      const { port, wantedPort } = site ?? { port: options.port(), wantedPort: options.port() };
      return { url: `http://localhost:${port}`, port, wantedPort };
    },
    get state() {
      return state;
    },
    get upstream() {
      return upstreamWatch.state;
    },
    async open() {
      try {
        site = await openSite(handler, options.port(), graceMs, { watch, limits });
        state = { state: 'running' };
        upstreamWatch.open();
      } catch (error) {
        state = { state: 'failed', reason: messageOf(error) };
        throw error;
      } finally {
        onChange();
      }
    },
    async moveTo(wantedPort) {
      await running().moveTo(wantedPort);
      onChange();
    },
    async close() {
      upstreamWatch.close();
      const old = site;
      site = null;
      state = { state: 'stopped' };
      await old?.close();
      onChange();
    },
  };
}
