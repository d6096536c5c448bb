import type { ActorRef } from '../../contract/actor.ts';
import type { LogEntry, RequestRecord } from '../../contract/log-entry.ts';
import { put } from './bounded-memory.ts';

type Unfinished = Omit<RequestRecord, 'findings'>;

/** A client that had a session cookie, and the first request that shows it. */
export interface Holder {
  readonly actor: ActorRef;
  readonly requestId: number;
}

interface Known {
  /** Whether a response was seen that gave this cookie to the first of the clients. */
  isIssued: boolean;
  /** Clients that were given the cookie, or that sent it and were accepted, each once. */
  readonly clients: Holder[];
}

/** Cookies that are remembered; the ones used longest ago are forgotten first. */
const maxCookies = 20_000;
/** Clients of one cookie that are remembered. */
const maxClients = 8;

/**
 * Remembers which clients had each session cookie. A server-side cookie is known by its sid, a client-side one by its
 * signature: two browsers may be given the very same client-side cookie (same data, same second), so each of them is a
 * rightful client of it. `recall` gives the requests of earlier runs; it is called at most once, when a cookie comes
 * that no response of this run gave out.
 */
export class CookieHolders {
  readonly #known = new Map<string, Known>();
  readonly #recall: () => readonly LogEntry[];
  #hasRecalled = false;

  constructor(recall: () => readonly LogEntry[]) {
    this.#recall = recall;
  }

  /** The client that was given the accepted cookie of this request; null if it is this client, or not known. */
  givenToAnother(record: Unfinished): Holder | null {
    const known = this.#cameWith(record);
    if (known === undefined || !known.isIssued) return null;
    if (isInCookie(record)) {
      const wasGiven = known.clients.some(({ actor }) => actor.id === record.actor.id);
      return wasGiven ? null : (known.clients[0] ?? null);
    }
    const [first] = known.clients;
    return first === undefined || first.actor.id === record.actor.id ? null : first;
  }

  /** Another client that had the session of this request before; null if none is known. Server-side only. */
  alsoKnownTo(record: Unfinished): Holder | null {
    if (isInCookie(record)) return null;
    return this.#cameWith(record)?.clients.find(({ actor }) => actor.id !== record.actor.id) ?? null;
  }

  /** Has to be called once for each record, after `otherHolder` was called for it. */
  note(record: Unfinished): void {
    const came = this.#cameWith(record);
    if (came !== undefined && !isInCookie(record)) addClient(came, record);
    const issued = issuedKey(record);
    if (issued === null) return;
    const known = this.#known.get(issued) ?? { isIssued: false, clients: [] };
    if (!known.isIssued || isInCookie(record)) addClient(known, record);
    known.isIssued = true;
    put(this.#known, issued, known, maxCookies);
  }

  /** The known facts on the accepted cookie of the request, which becomes the last used one. */
  #cameWith(record: Unfinished): Known | undefined {
    const key = acceptedKey(record);
    if (key === null) return undefined;
    let known = this.#known.get(key);
    if (known === undefined && !this.#hasRecalled) {
      this.#hasRecalled = true;
      for (const entry of this.#recall()) if (entry.kind === 'request' && entry.id < record.id) this.note(entry);
      known = this.#known.get(key);
    }
    if (known !== undefined) put(this.#known, key, known, maxCookies);
    return known;
  }
}

function addClient(known: Known, { actor, id }: Unfinished): void {
  if (known.clients.length >= maxClients || known.clients.some((client) => client.actor.id === actor.id)) return;
  known.clients.push({ actor, requestId: id });
}

/** Whether the cookie holds the session itself. A watched app is seen to keep it elsewhere by the id in the cookie. */
function isInCookie({ engine, sidBefore, sidAfter }: Unfinished): boolean {
  return engine === 'client-side' || (engine === null && sidBefore === null && sidAfter === null);
}

/** The key of the session cookie that came and was accepted. */
function acceptedKey(record: Unfinished): string | null {
  const { verdict, sidBefore, cookieValue } = record;
  // Of a watched app the id that came is known, and not whether the app has a session of it.
  if (verdict.kind === 'not-verifiable' && verdict.why === 'only-an-id') return sidBefore;
  if (verdict.kind !== 'accepted') return null;
  return !isInCookie(record) ? sidBefore : cookieValue === null ? null : signatureOf(cookieValue);
}

/** The key of the session cookie that this response set; null if it set none, or set the received one again. */
function issuedKey(record: Unfinished): string | null {
  const { setCookie, sidBefore, sidAfter } = record;
  if (setCookie === null) return null;
  if (!isInCookie(record)) return sidAfter === sidBefore ? null : sidAfter;
  return signatureOf(/^[^=;]*=([^;]*)/.exec(setCookie)?.[1] ?? '');
}

/** The last part of a client-side cookie: the HMAC over the rest. Null if there is none. */
function signatureOf(cookieValue: string): string | null {
  return /\.([\w-]+)"?$/.exec(cookieValue)?.[1] ?? null;
}
