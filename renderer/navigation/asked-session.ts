/**
 * A session that another part of the window asks the Sessions view to show. Handed over in memory, not in the
 * address: a sid is a credential, and addresses are kept in histories.
 */
const listeners = new Set<() => void>();
let asked: string | null = null;

/** Asks for a session to be shown, now or when the view is there. */
export function askForSession(sid: string): void {
  asked = sid;
  for (const listener of listeners) listener();
}

/** The session that is asked for, which from then on is asked for no more. */
export function takeAskedSession(): string | null {
  const sid = asked;
  asked = null;
  return sid;
}

/** Whether one is asked for that nobody has taken. */
export function isSessionAskedFor(): boolean {
  return asked !== null;
}

/** Tells when one is asked for. Returns how to hear no more. */
export function onSessionAskedFor(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
