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
/**
 * How long changed sessions and another status wait for a message that they can be a part of. A request changes its
 * session first; the answer of its simulated browser and its record follow within a few milliseconds. A separate
 * message would make the page draw, and the answer wait, for something that nobody looks at first.
 */
const overviewPatienceMs = 20;

/** The bounded backlog of one reader of the live stream. */
export class Backlog {
  readonly #onOverflow: () => void;
  #marks = new Set<Mark>();
  #isLogCleared = false;
  #entries: { entry: LogEntry; characters: number }[] = [];
  #waitingCharacters = 0;
  #skipped = 0;
  #sids = new Set<string>();
  /** When the sessions or the status changed that were not sent yet; on the clock of `performance`. */
  #staleSinceMs: number | null = null;
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
    this.#staleSinceMs ??= performance.now();
    this.#added();
  }

  session(sid: string): void {
    if (this.#isClosed) return;
    this.#sids.add(sid);
    this.#staleSinceMs ??= performance.now();
    this.#added();
  }

  status(): void {
    this.#staleSinceMs ??= performance.now();
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
    while (!this.#isClosed && !this.#hasWork()) {
      const restMs = this.#overviewRestMs();
      if (restMs <= 0) break;
      await this.#wakeOr(restMs);
    }
    return !this.#isClosed;
  }

  /** Resolves after `ms`, or when an actor has an answer, for which someone waits who pressed its button. */
  async pause(ms: number): Promise<void> {
    const endsAtMs = performance.now() + ms;
    while (!this.#isClosed && !this.#marks.has('actors')) {
      const restMs = endsAtMs - performance.now();
      if (restMs <= 0) return;
      await this.#wakeOr(restMs);
    }
  }

  /** Resolves at the next change, or after `ms`, which is positive. */
  async #wakeOr(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (ms !== Number.POSITIVE_INFINITY) timer = setTimeout(resolve, ms);
    });
    clearTimeout(timer);
    this.#wake = null;
  }

  /**
   * Takes the pending changes, with at most as many entries as fit in one message. The rest stays for the next call.
   */
  take(): Work {
    const isOverviewDue = this.#staleSinceMs !== null && performance.now() >= this.#overviewDueAtMs;
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
    this.#staleSinceMs = null;
    this.#overviewDueAtMs = performance.now() + overviewPaceMs;
    return work;
  }

  #hasWork(): boolean {
    return this.#marks.size > 0 || this.#isLogCleared || this.#entries.length > 0;
  }

  /** How long sessions and status wait for their own message: infinite if nothing of them has changed. */
  #overviewRestMs(): number {
    if (this.#staleSinceMs === null) return Number.POSITIVE_INFINITY;
    return Math.max(this.#overviewDueAtMs, this.#staleSinceMs + overviewPatienceMs) - performance.now();
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
