import type { LogEntry } from '../contract/log-entry.ts';

type Mark = 'snapshot' | 'actors' | 'settings' | 'lab' | 'pinned' | 'watching';

/** What waits for one reader, gathered: many changes of one session are one, many statuses are one. */
export interface Work {
  readonly marks: ReadonlySet<Mark>;
  readonly isLogCleared: boolean;
  readonly entries: LogEntry[];
  /** Entries before these that were left out. */
  readonly skipped: number;
  readonly sids: ReadonlySet<string>;
  /** The status may have changed. */
  readonly isStatusDue: boolean;
}

/**
 * A reader that lets this much pile up has stopped reading: it is dropped. Characters are those of the entries as
 * JSON.
 */
const maxWaiting = { entries: 10_000, sids: 10_000, characters: 64 * 1024 * 1024 } as const;
/** More than this in one message would hold up the page that parses it. */
const maxPerTake = { entries: 500, characters: 4 * 1024 * 1024 } as const;
/**
 * Sessions and status are told at most this often while something happens all the time: each costs questions to the
 * database.
 */
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

  /** `characters`: the length of the entry as JSON. */
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

  /** Leaves out all waiting entries but the newest `count`: they come faster than anybody reads, and are in the log. */
  keepNewest(count: number): void {
    const left = this.#entries.splice(0, Math.max(0, this.#entries.length - count));
    for (const { characters } of left) this.#waitingCharacters -= characters;
    this.#skipped += left.length;
  }

  mark(mark: Mark): void {
    this.#marks.add(mark);
    this.#wake?.();
  }

  /** Entries that were waiting are gone from the log, so they are not sent any more. */
  logCleared(): void {
    this.#dropEntries();
    this.#isLogCleared = true;
    this.#wake?.();
  }

  close(): void {
    this.#isClosed = true;
    this.#wake?.();
  }

  /** Resolves true when there is something to take, false when the stream is over. */
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

  /** Takes what is waiting, at most one message's worth of entries; the rest stays for the next take. */
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

  /** One at least, if there is one. */
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
