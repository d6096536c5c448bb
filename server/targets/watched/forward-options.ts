import type { UpstreamFault } from '../../contract/upstream.ts';
import type { DialOptions } from './dial.ts';
import type { OnConnection } from './inside-visits.ts';

/** What the forwarding of a request needs to know of the proxy, and to whom it reports. */
export interface ForwardOptions extends DialOptions {
  /** The port of the proxy. */
  readonly port: number;
  /** The ports of this inspector. A request to one of them would return to the proxy. */
  readonly ownPorts: () => ReadonlySet<number>;
  readonly rewritesLocation: boolean;
  /** Whether the app may use TLS: it has never answered in HTTP, and it was not tested for TLS. */
  readonly mayBeTls: () => boolean;
  /** Notes that the app does not use TLS. */
  readonly onNoTls: () => void;
  /** Notes that the app has answered from this address. */
  readonly onAnswer: (address: string) => void;
  readonly onFault: (fault: UpstreamFault) => void;
  /** Called with the connection of the request, if an app may tell of it from inside. */
  readonly onConnection?: OnConnection | null;
}
