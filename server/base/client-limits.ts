/** How much one client may take, of time in milliseconds and of everything else. The times are Node's options. */
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
  /** Then a connection that is kept is closed, and the client makes another. */
  readonly maxRequestsPerSocket: number;
  /**
   * Requests of one connection that have not been answered yet (pipelining). With one more the connection is closed.
   */
  readonly maxUnanswered: number;
  /** The maximum number of requests that are handled at the same time. Further requests wait. */
  readonly maxHandled: number;
  /** Octets of target, names and values of a head that the parser takes in. A larger head is never a request. */
  readonly maxHeaderSize: number;
  /** Octets of a body that may still come when the answer has been sent. With more the connection is closed. */
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
