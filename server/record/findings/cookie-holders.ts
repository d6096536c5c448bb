import type { ActorRef } from '../../contract/actor.ts';
import type { LogEntry, RequestRecord } from '../../contract/log-entry.ts';
import { seenEngine } from '../../contract/seen-from-outside.ts';
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

/** The maximum number of remembered cookies. Those that were not used for the longest time are dropped. */
const maxCookies = 20_000;
/** The maximum number of remembered clients of one cookie. */
const maxClients = 8;

/**
 * Remembers which clients had each session cookie. A server-side cookie is identified by its sid, a client-side one by
 * its signature. Two browsers may receive equal client-side cookies (same data, same second), so each of them is a
 * legitimate client. `recall` returns the requests of earlier runs. It is called at most once, when a cookie arrives
 * that no response of this run has set.
 */
export class CookieHolders {
  readonly #known = new Map<string, Known>();
  readonly #recall: () => readonly LogEntry[];
  #hasRecalled = false;

  constructor(recall: () => readonly LogEntry[]) {
    this.#recall = recall;
  }

  /**
   * The client that received the accepted cookie of this request from the site. Null if it is this client, or not
   * known.
   */
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

  /** Another client that had the session of this request before. Null if none is known. Server-side only. */
  alsoKnownTo(record: Unfinished): Holder | null {
    if (isInCookie(record)) return null;
    return this.#cameWith(record)?.clients.find(({ actor }) => actor.id !== record.actor.id) ?? null;
  }

  /** Must be called once for each record, after `otherHolder` was called for it. */
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

  /** The known facts about the accepted cookie of the request, which becomes the most recently used one. */
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

/**
 * Whether the cookie contains the session itself. An id in the cookie of a watched app shows that the app keeps the
 * session elsewhere.
 */
function isInCookie(record: Unfinished): boolean {
  const engine = seenEngine(record);
  return engine === 'client-side' || (engine === null && record.sidBefore === null && record.sidAfter === null);
}

/** The key of the accepted session cookie of the request. */
function acceptedKey(record: Unfinished): string | null {
  const { verdict, sidBefore, cookieValue } = record;
  // For a watched app, the id in the cookie is known, but not whether the app has a session with this id.
  if (verdict.kind === 'not-verifiable' && verdict.why === 'only-an-id') return sidBefore;
  // The store of the app has a session with this id.
  if (record.evidence?.store?.before.state === 'present') return sidBefore;
  if (verdict.kind !== 'accepted') return null;
  return !isInCookie(record) ? sidBefore : cookieValue === null ? null : signatureOf(cookieValue);
}

/** The key of the session cookie that this response set. Null if it set none, or set the received one again. */
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
