/**
 * A session id is a credential: lists show its first four and last two characters only, the whole of it on a click.
 * Of an id of up to eight characters the first and the last one are shown, so that short ids can be told apart; of two
 * or three characters only the first. No id is ever shown whole by accident.
 */
export function shortSid(sid: string): string {
  if (sid.length > 8) return `${sid.slice(0, 4)}…${sid.slice(-2)}`;
  if (sid.length > 3) return `${sid.slice(0, 1)}…${sid.slice(-1)}`;
  return sid.length > 1 ? `${sid.slice(0, 1)}…` : '…';
}
