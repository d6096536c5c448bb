/**
 * A session id is a credential: lists show its first four and last two characters only, the whole of it on a click.
 * An id of eight characters or fewer has its first and last one, so that short ids can be told apart; of one with two or
 * three characters only the first is shown. No id is ever shown whole by accident.
 */
export function shortSid(sid: string): string {
  if (sid.length > 8) return `${sid.slice(0, 4)}…${sid.slice(-2)}`;
  if (sid.length > 3) return `${sid.slice(0, 1)}…${sid.slice(-1)}`;
  return sid.length > 1 ? `${sid.slice(0, 1)}…` : '…';
}
