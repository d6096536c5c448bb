import { randomBytes } from 'node:crypto';
import type { Clock } from '../base/clock.ts';

/** Long enough to press Save, and short enough to make a leaked address useless. */
const ticketLifeMs = 60_000;

/**
 * One-time addresses for downloads. A browser saves a file while it arrives only if it follows a link, and a link
 * cannot carry a token. The page therefore requests a ticket with its token, and the link contains the ticket (256
 * random bits, valid once, for a minute).
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

  /** The value behind the ticket. Undefined if the ticket is unknown, used or expired. The ticket stays valid. */
  find(ticket: string): T | undefined {
    const found = this.#tickets.get(ticket);
    return found !== undefined && found.untilMs > this.#clock.now() ? found.what : undefined;
  }

  /** The same, but the ticket becomes invalid. */
  redeem(ticket: string): T | undefined {
    const found = this.find(ticket);
    this.#tickets.delete(ticket);
    return found;
  }
}
