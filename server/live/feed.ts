import type { ActorState } from '../contract/actor.ts';
import type { LiveMessage } from '../contract/live-message.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { StoredSession } from '../contract/stored-session.ts';
import { Backlog } from './backlog.ts';
import { EntryBudget } from './entry-budget.ts';

/** Where the feed looks things up at the moment it sends them, so that a burst of changes becomes one message. */
export interface FeedSources {
  snapshot(): LiveMessage & { type: 'snapshot' };
  session(sid: string): StoredSession | null;
  actors(): ActorState[];
  /** Whether a change of these sessions may change what an actor's cookie is worth. */
  concernsActors(sids: ReadonlySet<string>): boolean;
  status(): LiveMessage & { type: 'status' };
  settings(): LiveMessage & { type: 'settings' };
  lab(): LiveMessage & { type: 'lab' };
  pinned(): LiveMessage & { type: 'pinned' };
  watching(): LiveMessage & { type: 'watching' };
}

/** A message about sessions holds this much of them at most. */
const maxSessions = { count: 500, bytes: 4 * 1024 * 1024 } as const;

/** Messages leave at most this often: a burst becomes a few, and what happens arrives for the very next frame. */
const paceMs = 8;

/**
 * Tells every reader what happens. Each reader gets a snapshot, then whole records; each has a bounded backlog, and
 * one that stops reading is dropped (it reconnects and gets a new snapshot).
 */
export class Feed {
  readonly #sources: FeedSources;
  readonly #readers = new Set<Backlog>();
  #isClosed = false;

  constructor(sources: FeedSources) {
    this.#sources = sources;
  }

  get readerCount(): number {
    return this.#readers.size;
  }

  entry(entry: LogEntry): void {
    if (this.#readers.size === 0) return;
    const characters = JSON.stringify(entry).length;
    for (const reader of this.#readers) reader.entry(entry, characters);
  }
  session(sid: string): void {
    for (const reader of this.#readers) reader.session(sid);
  }
  actors(): void {
    for (const reader of this.#readers) reader.mark('actors');
  }
  settings(): void {
    for (const reader of this.#readers) reader.mark('settings');
  }
  lab(): void {
    for (const reader of this.#readers) reader.mark('lab');
  }
  pinned(): void {
    for (const reader of this.#readers) reader.mark('pinned');
  }
  watching(): void {
    for (const reader of this.#readers) reader.mark('watching');
  }
  status(): void {
    for (const reader of this.#readers) reader.status();
  }
  logCleared(): void {
    for (const reader of this.#readers) reader.logCleared();
  }
  /** Everything may have changed: readers start over with a new snapshot. */
  restart(): void {
    for (const reader of this.#readers) reader.mark('snapshot');
  }

  /** Ends every stream, and those that are asked for later at once: the inspector closes. */
  close(): void {
    this.#isClosed = true;
    for (const reader of this.#readers) reader.close();
  }

  /**
   * The stream of one reader, until `signal` aborts. `onDropped` runs when the reader has stopped reading: nobody
   * waits for it then, so its connection should be cut. Of a flood it is sent the newest entries, and told how many
   * were left out.
   */
  async *stream(signal: AbortSignal, onDropped: () => void): AsyncGenerator<LiveMessage> {
    const backlog = new Backlog(() => {
      this.#readers.delete(backlog);
      onDropped();
    });
    const stop = () => backlog.close();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted || this.#isClosed) backlog.close();
    this.#readers.add(backlog);
    backlog.mark('snapshot');
    const budget = new EntryBudget();
    try {
      while (await backlog.waitForWork()) {
        backlog.keepNewest(Math.max(1, budget.left));
        const work = backlog.take();
        budget.spend(work.entries.length);
        yield* this.#messages(work);
        await pause(paceMs);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.#readers.delete(backlog);
    }
  }

  *#messages(work: ReturnType<Backlog['take']>): Generator<LiveMessage> {
    if (work.marks.has('snapshot')) {
      yield this.#sources.snapshot();
      return;
    }
    if (work.isLogCleared) yield { type: 'log-cleared' };
    const { entries, skipped } = work;
    if (entries.length > 0) yield { type: 'entries', entries, ...(skipped > 0 ? { skipped } : {}) };
    yield* this.#sessions(work.sids);
    const areActorsDue = work.marks.has('actors') || (work.sids.size > 0 && this.#sources.concernsActors(work.sids));
    if (areActorsDue) yield { type: 'actors', actors: this.#sources.actors() };
    if (work.marks.has('settings')) yield this.#sources.settings();
    if (work.marks.has('lab')) yield this.#sources.lab();
    if (work.marks.has('pinned')) yield this.#sources.pinned();
    if (work.marks.has('watching')) yield this.#sources.watching();
    if (work.isStatusDue) yield this.#sources.status();
  }

  *#sessions(sids: ReadonlySet<string>): Generator<LiveMessage> {
    let message = { type: 'sessions' as const, changed: [] as StoredSession[], removed: [] as string[] };
    let [count, bytes] = [0, 0];
    for (const sid of sids) {
      const session = this.#sources.session(sid);
      if (session === null) message.removed.push(sid);
      else message.changed.push(session);
      count++;
      bytes += session?.bytes ?? 0;
      if (count < maxSessions.count && bytes < maxSessions.bytes) continue;
      yield message;
      message = { type: 'sessions', changed: [], removed: [] };
      [count, bytes] = [0, 0];
    }
    if (count > 0) yield message;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
