import { type Reply, type Sending, send } from './http.ts';

/**
 * A visitor of the site who keeps its cookies, as `curl -b jar -c jar` does. Its User-Agent is its name, if any.
 * Visitors of several sites of one host may share a jar, as the tabs of a browser do.
 */
export class Visitor {
  readonly #origin: string;
  readonly #name: string | null;
  readonly #cookies: Map<string, string>;

  constructor(origin: string, name: string | null = null, jar = new Map<string, string>()) {
    this.#origin = origin;
    this.#name = name;
    this.#cookies = jar;
  }

  /** Puts a cookie into the jar in place of the visitor's own. */
  plant(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  cookie(name: string): string {
    return this.#cookies.get(name) ?? '';
  }

  get cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async send(method: string, path: string, sending: Omit<Sending, 'method'> = {}): Promise<Reply> {
    const own = {
      ...(this.#name === null ? {} : { 'User-Agent': `${this.#name}/1.0` }),
      ...(this.#cookies.size > 0 ? { Cookie: this.cookieHeader } : {}),
    };
    const reply = await send(this.#origin, path, { ...sending, method, headers: { ...own, ...sending.headers } });
    for (const line of reply.setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return reply;
  }

  get(path: string): Promise<Reply> {
    return this.send('GET', path);
  }

  /** POSTs a JSON value to /session/keys/:key. */
  set(key: string, value: unknown): Promise<Reply> {
    return this.send('POST', `/session/keys/${encodeURIComponent(key)}`, {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(value),
    });
  }

  /** The value under a key as the site answers it. */
  async value(key: string): Promise<unknown> {
    return JSON.parse((await this.get(`/session/keys/${encodeURIComponent(key)}`)).body);
  }

  async list(): Promise<unknown> {
    return JSON.parse((await this.get('/session')).body);
  }
}
