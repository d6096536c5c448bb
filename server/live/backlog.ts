import type { LogEntry } from '../contract/log-entry.ts';

type Mark = 'snapshot' | 'actors' | 'settings' | 'status';

/** What waits for one reader, gathered: many changes of one session are one, many statuses are one. */
export interface Work {
  readonly marks: ReadonlySet<Mark>;
  readonly isLogCleared: boolean;
  readonly entries: LogEntry[];
  readonly sids: ReadonlySet<string>;
}

/** A reader that lets this many entries or sessions pile up has stopped reading: it is dropped. */
const maxWaiting = 10_000;
/** More than this in one message would hold up the page that parses it. */
const maxPerTake = 500;

/** The bounded backlog of one reader of the live stream. */
export class Backlog {
  readonly #onOverflow: () => void;
  #marks = new Set<Mark>();
  #isLogCleared = false;
  #entries: LogEntry[] = [];
  #sids = new Set<string>();
  #isClosed = false;
  #wake: (() => void) | null = null;

  constructor(onOverflow: () => void) {
    this.#onOverflow = onOverflow;
  }

  entry(entry: LogEntry): void {
    this.#entries.push(entry);
    this.#added();
  }

  session(sid: string): void {
    this.#sids.add(sid);
    this.#added();
  }

  mark(mark: Mark): void {
    this.#marks.add(mark);
    this.#wake?.();
  }

  /** Entries that were waiting are gone from the log, so they are not sent any more. */
  logCleared(): void {
    this.#entries = [];
    this.#isLogCleared = true;
    this.#wake?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  /** Resolves true when there is something to take, false when the stream is over. */
  async waitForWork(): Promise<boolean> {
    while (!this.#isClosed && !this.#hasWork()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    return !this.#isClosed;
  }

  /** Takes what is waiting, at most one message's worth of entries; the rest stays for the next take. */
  take(): Work {
    const work = {
      marks: this.#marks,
      isLogCleared: this.#isLogCleared,
      entries: this.#entries.splice(0, maxPerTake),
      sids: this.#sids,
    };
    if (work.marks.has('snapshot')) this.#entries = [];
    this.#marks = new Set();
    this.#isLogCleared = false;
    this.#sids = new Set();
    return work;
  }

  #hasWork(): boolean {
    return this.#marks.size > 0 || this.#isLogCleared || this.#entries.length > 0 || this.#sids.size > 0;
  }

  #added(): void {
    if (this.#isClosed) return;
    if (this.#entries.length <= maxWaiting && this.#sids.size <= maxWaiting) {
      this.#wake?.();
      return;
    }
    this.#entries = [];
    this.#sids = new Set();
    this.close();
    this.#onOverflow();
  }
}
