import type { ActorState } from '../contract/actor.ts';
import type { LiveMessage } from '../contract/live-message.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { StoredSession } from '../contract/stored-session.ts';
import { Backlog } from './backlog.ts';
import { EntryBudget } from './entry-budget.ts';

/**
 * The current state, which the feed reads when it sends a message, so that many changes in a short time become one
 * message.
 */
export interface FeedSources {
  snapshot(): LiveMessage & { type: 'snapshot' };
  session(sid: string): StoredSession | null;
  actors(): ActorState[];
  /** Whether a change of these sessions may change the verdict of an actor's cookie. */
  concernsActors(sids: ReadonlySet<string>): boolean;
  status(): LiveMessage & { type: 'status' };
  settings(): LiveMessage & { type: 'settings' };
  lab(): LiveMessage & { type: 'lab' };
  pinned(): LiveMessage & { type: 'pinned' };
  watching(): LiveMessage & { type: 'watching' };
  /** Only the feed of the tutorial site speaks of files. */
  opened?(): LiveMessage & { type: 'opened' };
}

/** The largest message about sessions. */
const maxSessions = { count: 500, bytes: 4 * 1024 * 1024 } as const;

/**
 * The shortest interval between two messages. Changes in a short time are merged, and every change still arrives within
 * the next frame.
 */
const paceMs = 8;

/**
 * Sends changes to every reader. A reader first gets a snapshot, then whole records. Each reader has a bounded backlog.
 * A reader that stops reading is dropped; it can reconnect and gets a new snapshot.
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
  opened(): void {
    for (const reader of this.#readers) reader.mark('opened');
  }
  status(): void {
    for (const reader of this.#readers) reader.status();
  }
  logCleared(): void {
    for (const reader of this.#readers) reader.logCleared();
  }
  /** Sends every reader a new snapshot, since everything may have changed. */
  restart(): void {
    for (const reader of this.#readers) reader.mark('snapshot');
  }

  /** Ends every stream because the inspector is closing. Streams that are opened later end immediately. */
  close(): void {
    this.#isClosed = true;
    for (const reader of this.#readers) reader.close();
  }

  /**
   * The stream of one reader, until `signal` aborts. `onDropped` is called when the client has stopped reading, so that
   * its connection can be closed. If entries arrive too fast, the reader gets the newest ones and the number of skipped
   * ones.
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
        await backlog.pause(paceMs);
      }
    } finally {
      signal.removeEventListener('abort', stop);
      this.#readers.delete(backlog);
    }
  }

  *#messages(work: ReturnType<Backlog['take']>): Generator<LiveMessage> {
    if (work.marks.has('snapshot')) {
      yield this.#sources.snapshot();
      const opened = this.#sources.opened?.();
      if (opened !== undefined && opened.files.length > 0) yield opened;
      return;
    }
    // Someone who has pressed the button of an actor waits for its answer, so the answer is first.
    const areActorsDue = work.marks.has('actors') || (work.sids.size > 0 && this.#sources.concernsActors(work.sids));
    if (areActorsDue) yield { type: 'actors', actors: this.#sources.actors() };
    if (work.isLogCleared) yield { type: 'log-cleared' };
    const { entries, skipped } = work;
    if (entries.length > 0) yield { type: 'entries', entries, ...(skipped > 0 ? { skipped } : {}) };
    yield* this.#sessions(work.sids);
    if (work.marks.has('settings')) yield this.#sources.settings();
    if (work.marks.has('lab')) yield this.#sources.lab();
    if (work.marks.has('pinned')) yield this.#sources.pinned();
    if (work.marks.has('watching')) yield this.#sources.watching();
    if (work.marks.has('opened') && this.#sources.opened !== undefined) yield this.#sources.opened();
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
