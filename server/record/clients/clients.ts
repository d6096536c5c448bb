import type { ActorRef } from '../../contract/actor.ts';
import type { CookieJar } from '../../contract/http/jar/cookie-jar.ts';
import { isLabActor } from '../../contract/lab/lab-actors.ts';
import { browserOf } from './browser-of.ts';
import { ClientJar, siteOf } from './client-jar.ts';
import type { SeenRequest } from './seen-request.ts';

/** The maximum number of remembered clients. Those that were not seen for the longest time are dropped. */
const MAX_CLIENTS = 200;
/** The maximum number of clients with one User-Agent that are compared with a request. */
const MAX_ALIKE = 20;

interface Client {
  readonly jar: ClientJar;
  readonly kind: string;
  /**
   * The cookies of a simulated browser, which distinguish it from an earlier one with the same name. Null if not known.
   */
  own: CookieJar | null;
}

/**
 * Determines the client of a request. A simulated browser is known by its connection. Other clients are recognised by
 * their cookies, by their connection, and by their User-Agent, in this order.
 */
export class Clients {
  #only: ClientJar | null = null;
  /** In the order in which they were last seen. */
  readonly #clients: Client[] = [];
  readonly #connections = new Map<string, Client>();

  /** The one browser of a recording. */
  onlyOne(request: SeenRequest): ClientJar {
    this.#only ??= new ClientJar(browserOf(request.header('user-agent')));
    return this.#only;
  }

  /** `connection` identifies the connection of the request as long as it is open. Null if it is not known. */
  of(request: SeenRequest, actor: ActorRef, connection: string | null): ClientJar {
    const userAgent = request.header('user-agent');
    const kind = actor.kind === 'simulated' ? `actor ${actor.id}` : `agent ${userAgent}`;
    const client = this.#find(kind, actor, request, connection) ?? {
      jar: new ClientJar(browserOf(userAgent)),
      kind,
      own: null,
    };
    client.own ??= request.jar;
    this.#seen(client);
    if (connection !== null) this.#connections.set(connection, client);
    return client.jar;
  }

  /** A connection was closed, so another client may get a connection with the same identification. */
  closed(connection: string): void {
    this.#connections.delete(connection);
  }

  #find(kind: string, actor: ActorRef, request: SeenRequest, connection: string | null): Client | null {
    const alike = this.#alike(kind);
    if (actor.kind === 'simulated') return alike.find((client) => isOf(client, actor, request.jar)) ?? null;
    if (alike.length === 0) return null;
    const ofConnection = connection === null ? undefined : this.#connections.get(connection);
    const known = ofConnection?.kind === kind ? ofConnection : (alike.at(-1) ?? null);
    const { pairs } = request;
    if (pairs.length === 0) return known;
    // A single client on its own connection stays the same client, whatever it sends.
    if (alike.length === 1 && ofConnection === alike[0]) return known;
    const site = siteOf(request);
    const ofKnown = known !== null && alike.includes(known) ? known.jar.likeness(site, pairs) : null;
    // No other client can be more alike.
    if (ofKnown?.same === pairs.length) return known;
    let best: Client | null = null;
    let most = 0;
    let withoutOther: Client | null = null;
    for (const client of alike) {
      const { same, other } = client.jar.likeness(site, pairs);
      if (same > 0 && same >= most) {
        best = client;
        most = same;
      }
      if (other === 0) withoutOther = client;
    }
    if (ofKnown !== null && ofKnown.same >= most && (ofKnown.same > 0 || ofConnection === known)) return known;
    if (best !== null) return best;
    // The cookies match no known client. If known names have other values, the request comes from another jar.
    const isOther = ofKnown !== null && ofKnown.other > 0 && ofConnection !== known;
    return isOther ? withoutOther : known;
  }

  /** The clients of a kind that were seen last, the latest at the end. */
  #alike(kind: string): readonly Client[] {
    const alike: Client[] = [];
    for (let place = this.#clients.length - 1; place >= 0 && alike.length < MAX_ALIKE; place--) {
      const client = this.#clients[place];
      if (client?.kind === kind) alike.push(client);
    }
    return alike.reverse();
  }

  #seen(client: Client): void {
    if (this.#clients.at(-1) === client) return;
    const place = this.#clients.lastIndexOf(client);
    if (place !== -1) this.#clients.splice(place, 1);
    this.#clients.push(client);
    const [oldest] = this.#clients;
    if (this.#clients.length <= MAX_CLIENTS || oldest === undefined) return;
    this.#clients.shift();
    for (const [connection, other] of this.#connections) if (other === oldest) this.#connections.delete(connection);
  }
}

/**
 * Whether a client is the simulated browser with these cookies. Browsers of the Lab are new in each run. The other
 * simulated browsers keep their cookies when the app restarts, but the records of earlier runs contain only their
 * names.
 */
function isOf({ own }: Client, { id }: ActorRef, jar: CookieJar | null): boolean {
  return own === jar || jar === null || (own === null && !isLabActor(id));
}
