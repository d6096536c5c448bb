import type { IncomingMessage } from 'node:http';
import type { ProxyChange, Upstream, UpstreamFault } from '../../contract/upstream.ts';
import { currentObservation, type Observation } from '../../record/observation.ts';
import { dialledBy } from './dial.ts';

/**
 * Collects the facts about one request while the proxy forwards it. Does nothing for a request that is not recorded.
 */
export class Exchange {
  readonly #observation: Observation | undefined;
  #isReused = false;
  readonly #report: { -readonly [Member in keyof Upstream]: Upstream[Member] };

  /** Of the request that is handled now. */
  constructor() {
    this.#report = { address: null, connectMs: null, firstByteMs: null, totalMs: null, changes: [] };
    this.#observation = currentObservation();
    if (this.#observation !== undefined) this.#observation.upstream = this.#report;
  }

  /** The address of the app that was reached. Null if none was reached so far. */
  get address(): string | null {
    return this.#report.address;
  }

  /** Whether the connection has carried another request before. */
  get isReused(): boolean {
    return this.#isReused;
  }

  /** The connection over which the request went to the app, and which request on it this is, counted from 1. */
  connected(socket: NonNullable<IncomingMessage['socket']>, order: number): void {
    const how = dialledBy(socket);
    const isReused = order > 1;
    this.#isReused = isReused;
    this.#report.address = how?.address ?? null;
    this.#report.connectMs = isReused ? null : (how?.connectMs ?? null);
  }

  /** The head of the response has arrived. */
  answered(answer: IncomingMessage): void {
    this.#report.firstByteMs = this.#sinceArrivalMs();
    if (this.#observation === undefined) return;
    this.#observation.upstreamHead = {
      statusText: answer.statusMessage ?? '',
      rawHeaders: answer.rawHeaders,
    };
    if (answer.httpVersion !== '1.1') this.changed({ what: 'http-version', from: answer.httpVersion });
  }

  changed(change: ProxyChange): void {
    this.#report.changes.push(change);
  }

  complete(): void {
    this.#report.totalMs = this.#sinceArrivalMs();
  }

  upgraded(protocol: string): void {
    this.#report.upgradedTo = protocol;
  }

  failed(fault: UpstreamFault): void {
    this.#report.fault = fault;
    // The client gets another head than the one of the app.
    if (this.#observation !== undefined && fault.code !== 'cut') this.#observation.upstreamHead = null;
  }

  headSent(): void {
    if (this.#observation !== undefined) this.#observation.headSentAtMs ??= this.#observation.sinceArrivalMs();
  }

  #sinceArrivalMs(): number | null {
    return this.#observation?.sinceArrivalMs() ?? null;
  }
}
