/**
 * Why a cookie was not sent with a request. For `other-host`, `path`, `secure`, `same-site` and `partitioned`, the
 * client has the cookie, but it does not apply to this request. For the other reasons the client no longer has the
 * cookie, or never had it. `replaced`: a cookie of the same name has replaced it. `unknown`: the log contains no
 * explanation.
 */
export const LOST_COOKIE_REASONS = [
  'other-host',
  'path',
  'secure',
  'same-site',
  'expired',
  'deleted',
  'refused',
  'replaced',
  'evicted',
  'partitioned',
  'unknown',
] as const;

/** The possible predictions for a cookie: that it is sent, or why it is not. */
export const PREDICTIONS = ['comes', ...LOST_COOKIE_REASONS] as const;
