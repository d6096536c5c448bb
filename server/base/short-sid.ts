/** A session id is a credential: terminal lines show its first characters only. */
export function shortSid(sid: string): string {
  return sid.length <= 8 ? '…' : `${sid.slice(0, 4)}…${sid.slice(-2)}`;
}
