import type { RequestRecord } from '../contract/log-entry.ts';

interface Awaited {
  readonly actorId: string;
  readonly method: string;
  readonly url: string;
  readonly resolve: (record: RequestRecord) => void;
}

/** Hands each record of the log to the code that sent its request. */
export class AwaitedRecords {
  #awaited: readonly Awaited[] = [];

  /**
   * Resolves with the next record of this actor for this request, once the record is in the log or could not be
   * written. Must be called before the request is sent.
   */
  next(actorId: string, method: string, url: string): Promise<RequestRecord> {
    return new Promise((resolve) => {
      this.#awaited = [...this.#awaited, { actorId, method, url, resolve }];
    });
  }

  note(record: RequestRecord): void {
    const found = this.#awaited.find(
      ({ actorId, method, url }) => actorId === record.actor.id && method === record.method && url === record.url,
    );
    if (found === undefined) return;
    this.#awaited = this.#awaited.filter((awaited) => awaited !== found);
    found.resolve(record);
  }
}
