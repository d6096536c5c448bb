import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.ts';

/** Long enough to press Save, short enough that a leaked address is stale. */
const ticketLifeMs = 60_000;

/**
 * One-time addresses for downloads. A browser saves a file while it arrives only if it follows a link, and a link
 * carries no token: so the page asks for a ticket with its token, and the link holds the ticket (256 random bits,
 * good once, for a minute).
 */
export class DownloadTickets<T> {
  readonly #clock: Clock;
  readonly #tickets = new Map<string, { what: T; untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(what: T): string {
    const now = this.#clock.now();
    for (const [ticket, { untilMs }] of this.#tickets) if (untilMs <= now) this.#tickets.delete(ticket);
    const ticket = randomBytes(32).toString('base64url');
    this.#tickets.set(ticket, { what, untilMs: now + ticketLifeMs });
    return ticket;
  }

  /** What the ticket is for; undefined if it is unknown, used or too old. The ticket stays valid. */
  find(ticket: string): T | undefined {
    const found = this.#tickets.get(ticket);
    return found !== undefined && found.untilMs > this.#clock.now() ? found.what : undefined;
  }

  /** The same, and the ticket is used up by this. */
  redeem(ticket: string): T | undefined {
    const found = this.find(ticket);
    this.#tickets.delete(ticket);
    return found;
  }
}
