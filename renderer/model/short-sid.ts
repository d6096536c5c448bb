/**
 * A session id is a credential: lists show its first four and last two characters only, the whole of it on a click.
 * An id too short to shorten is hidden altogether, so that no id is ever shown whole by accident.
 */
export function shortSid(sid: string): string {
  return sid.length <= 8 ? '…' : `${sid.slice(0, 4)}…${sid.slice(-2)}`;
}
