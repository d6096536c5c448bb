import type { LogEntry } from '../contract/log-entry.ts';

type Mark = 'snapshot' | 'actors' | 'settings' | 'lab' | 'pinned' | 'watching' | 'opened';

/**
 * The pending changes for one reader, merged: several changes of one session become one, and several changes of the
 * status become one.
 */
export interface Work {
  readonly marks: ReadonlySet<Mark>;
  readonly isLogCleared: boolean;
  readonly entries: LogEntry[];
  /** The number of older entries that were skipped. */
  readonly skipped: number;
  readonly sids: ReadonlySet<string>;
  /** Whether the status may have changed. */
  readonly isStatusDue: boolean;
}

/**
 * The largest backlog. A reader that exceeds it has stopped reading and is dropped. Characters are counted in the
 * entries as JSON.
 */
const maxWaiting = { entries: 10_000, sids: 10_000, characters: 64 * 1024 * 1024 } as const;
/** The largest message. A longer one would block the page while it is parsed. */
const maxPerTake = { entries: 500, characters: 4 * 1024 * 1024 } as const;
/** The shortest interval between two updates of sessions and status, because each update queries the database. */
const overviewPaceMs = 100;

/** The bounded backlog of one reader of the live stream. */
export class Backlog {
  readonly #onOverflow: () => void;
  #marks = new Set<Mark>();
  #isLogCleared = false;
  #entries: { entry: LogEntry; characters: number }[] = [];
  #waitingCharacters = 0;
  #skipped = 0;
  #sids = new Set<string>();
  #isStatusStale = false;
  #overviewDueAtMs = 0;
  #isClosed = false;
  #wake: (() => void) | null = null;

  constructor(onOverflow: () => void) {
    this.#onOverflow = onOverflow;
  }

  /** `characters` is the length of the entry as JSON. */
  entry(entry: LogEntry, characters: number): void {
    if (this.#isClosed) return;
    this.#entries.push({ entry, characters });
    this.#waitingCharacters += characters;
    this.#isStatusStale = true;
    this.#added();
  }

  session(sid: string): void {
    if (this.#isClosed) return;
    this.#sids.add(sid);
    this.#isStatusStale = true;
    this.#added();
  }

  status(): void {
    this.#isStatusStale = true;
    this.#wake?.();
  }

  /**
   * Skips all waiting entries except the newest `count`, because they arrive faster than the window shows them. The
   * skipped entries are in the log.
   */
  keepNewest(count: number): void {
    const left = this.#entries.splice(0, Math.max(0, this.#entries.length - count));
    for (const { characters } of left) this.#waitingCharacters -= characters;
    this.#skipped += left.length;
  }

  mark(mark: Mark): void {
    this.#marks.add(mark);
    this.#wake?.();
  }

  /** The waiting entries were removed from the log, so they are not sent. */
  logCleared(): void {
    this.#dropEntries();
    this.#isLogCleared = true;
    this.#wake?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  /** Resolves to true when there is something to take, and to false when the stream is over. */
  async waitForWork(): Promise<boolean> {
    while (!this.#isClosed && !this.#hasWork() && !this.#isOverviewDue()) {
      const restMs = this.#isStatusStale ? this.#overviewDueAtMs - performance.now() : null;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (restMs !== null) timer = setTimeout(resolve, restMs);
      });
      clearTimeout(timer);
      this.#wake = null;
    }
    return !this.#isClosed;
  }

  /**
   * Takes the pending changes, with at most as many entries as fit in one message. The rest stays for the next call.
   */
  take(): Work {
    const isOverviewDue = this.#isOverviewDue();
    const work = {
      marks: this.#marks,
      isLogCleared: this.#isLogCleared,
      entries: this.#takeEntries(),
      skipped: this.#skipped,
      sids: isOverviewDue ? this.#sids : new Set<string>(),
      isStatusDue: isOverviewDue,
    };
    if (work.marks.has('snapshot')) this.#dropEntries();
    this.#marks = new Set();
    this.#isLogCleared = false;
    this.#skipped = 0;
    if (!isOverviewDue) return work;
    this.#sids = new Set();
    this.#isStatusStale = false;
    this.#overviewDueAtMs = performance.now() + overviewPaceMs;
    return work;
  }

  #hasWork(): boolean {
    return this.#marks.size > 0 || this.#isLogCleared || this.#entries.length > 0;
  }

  #isOverviewDue(): boolean {
    return this.#isStatusStale && performance.now() >= this.#overviewDueAtMs;
  }

  #added(): void {
    const isKept =
      this.#entries.length <= maxWaiting.entries &&
      this.#waitingCharacters <= maxWaiting.characters &&
      this.#sids.size <= maxWaiting.sids;
    if (isKept) {
      this.#wake?.();
      return;
    }
    this.#dropEntries();
    this.#sids = new Set();
    this.close();
    this.#onOverflow();
  }

  /** At least one entry, if there is one. */
  #takeEntries(): LogEntry[] {
    const taken: LogEntry[] = [];
    let characters = 0;
    for (const waiting of this.#entries) {
      characters += waiting.characters;
      if (taken.length === maxPerTake.entries || (taken.length > 0 && characters > maxPerTake.characters)) break;
      taken.push(waiting.entry);
      this.#waitingCharacters -= waiting.characters;
    }
    this.#entries.splice(0, taken.length);
    return taken;
  }

  #dropEntries(): void {
    this.#entries = [];
    this.#skipped = 0;
    this.#waitingCharacters = 0;
  }
}
