/**
 * Which local port belongs to which simulated browser, so that the recorder knows who sent a request without any mark in the
 * request itself. A port is entered when the connection is made, before the first byte is sent on it.
 */
export class PortRegistry {
  readonly #actorByPort = new Map<number, string>();

  add(port: number, actorId: string): void {
    this.#actorByPort.set(port, actorId);
  }

  remove(port: number, actorId: string): void {
    if (this.#actorByPort.get(port) === actorId) this.#actorByPort.delete(port);
  }

  actorOn(port: number | undefined): string | undefined {
    return port === undefined ? undefined : this.#actorByPort.get(port);
  }
}
