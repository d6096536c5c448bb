/** Limits for one client. The names of the time limits, in milliseconds, are options of Node's server. */
export interface ClientLimits {
  readonly headersTimeout: number;
  readonly requestTimeout: number;
  readonly connectionsCheckingInterval: number;
  readonly keepAliveTimeout: number;
  /**
   * The maximum for one address and port. A further connection replaces an idle one; if no connection is idle, the new
   * one is closed.
   */
  readonly maxConnections: number;
  /** The number of requests after which a connection is closed. The client then makes a new one. */
  readonly maxRequestsPerSocket: number;
  /**
   * Requests of one connection that have not been answered yet (pipelining). With one more the connection is closed.
   */
  readonly maxUnanswered: number;
  /** The maximum number of requests of one connection that are handled at the same time. Further requests wait. */
  readonly maxHandled: number;
  /**
   * The largest head that the parser reads, in octets of target, header names and values. A larger head never becomes a
   * request.
   */
  readonly maxHeaderSize: number;
  /**
   * How many octets of a request body are still read after the response was sent. If there are more, the connection is
   * closed.
   */
  readonly maxUnreadBytes: number;
}

/** The times are tighter than Node's (60 s, 300 s, 30 s), because clients on this machine are fast. */
export const clientLimits: ClientLimits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  maxConnections: 4_000,
  maxRequestsPerSocket: 1_000,
  maxUnanswered: 128,
  maxHandled: 16,
  // Four times the default of a Node server, so that a request that is refused for its size can be shown (see
  // request-head).
  maxHeaderSize: 64 * 1024,
  maxUnreadBytes: 64 * 1024,
};
