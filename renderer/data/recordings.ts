/**
 * The file that is shown in place of the live log, if there is one: uploads files, follows their reading, and makes an
 * inspector for the open file. The live log continues meanwhile.
 */
import type { OpenedFile, RecordingAbout, RecordingFailure, RecordingState } from '../../server/contract/recording.ts';
import { FILE_NAME_HEADER, MAX_RECORDING_BYTES, MOST_OPEN_RECORDINGS } from '../../server/contract/recording-limits.ts';
import { createValue } from '../model/value.ts';
import type { GuardedFetch, InspectorClient } from './connection.ts';
import { NO_PRESS, type Press } from './press.ts';
import type { RecordStore } from './record-store.ts';
import type { Inspector } from './use-inspector.ts';

export interface RecordingsState {
  /** The file that is shown. */
  readonly open: { readonly id: string; readonly about: RecordingAbout; readonly inspector: Inspector } | null;
  /** Files that are open and not shown, in the order in which they were opened. */
  readonly others: readonly OpenFile[];
  /** A file that is being opened. `share` is the part of it that has been read, from 0 to 1. */
  readonly pending: { readonly fileName: string; readonly share: number; readonly entries: number } | null;
  /** Files that could not be opened, until the user has read why. */
  readonly failed: readonly FailedFile[];
}

export interface OpenFile {
  readonly id: string;
  readonly about: RecordingAbout;
}

export interface FailedFile {
  /** Counts the failures of this page: two files may have one name and one fault. */
  readonly number: number;
  readonly fileName: string;
  readonly failure: RecordingFailure;
}

export interface Recordings {
  subscribe(listener: () => void): () => void;
  /** The same object until the next change. */
  getState(): RecordingsState;
  /**
   * Opens files one after the other, and shows the last one. The shown file stays until then, and remains open
   * afterwards. Files that were still being opened are cancelled. Resolves when all of them are open or failed.
   */
  openFiles(files: readonly File[]): Promise<void>;
  /** Shows a file that is open. */
  show(id: string): void;
  /** Cancels the files that are being opened. */
  cancel(): void;
  /** Closes the shown file: back to the live log. */
  close(): void;
  /** Checks the cookies of the shown file with these secrets; with none, they are as the file has them. */
  verify(secrets: readonly string[]): Promise<void>;
  /** The user has read why this file could not be opened. */
  dismiss(file: FailedFile): void;
}

export interface RecordingsOptions {
  readonly fetch: GuardedFetch;
  readonly client: Pick<InspectorClient, 'recordings'>;
  /** The store of the tutorial site, whose stream lists the files that were opened from outside the window. */
  readonly store: Pick<RecordStore, 'subscribe' | 'getState'>;
  /** Makes an inspector for the opened file, and a function that ends it. `onGone`: the file is not open any more. */
  readonly inspect: (id: string, onGone: () => void) => { readonly inspector: Inspector; readonly end: () => void };
  readonly wait?: (ms: number) => Promise<void>;
  /** Delays updates about a file until the press is over. */
  readonly press?: Press;
}

/** How often the progress of reading a file is requested. */
const LOOK_MS = 120;
const NOTHING: RecordingsState = { open: null, others: [], pending: null, failed: [] };

/** A file that is being opened. `idOf` sends it to the core and resolves with the id that the core gave it. */
interface Opening {
  readonly fileName: string;
  readonly idOf: (signal: AbortSignal) => Promise<string>;
}

export function createRecordings(options: RecordingsOptions): Recordings {
  const { fetch, client, store, inspect, wait = pause, press = NO_PRESS } = options;
  const state = createValue(NOTHING);
  let endShown = () => {};
  let failures = 0;
  let queue: Opening[] = [];
  /** Set while files are being opened. */
  let giveUp: AbortController | null = null;
  let done: Promise<void> = Promise.resolve();

  function change(next: Partial<RecordingsState>): void {
    state.set({ ...state.get(), ...next });
  }

  const tellClosed = (id: string): void => {
    // If closing fails, the file was closed already.
    client.recordings.close.mutate({ id }).catch(() => {});
  };

  const fail = (fileName: string, failure: RecordingFailure): void => {
    change({ failed: [...state.get().failed, { number: ++failures, fileName, failure }] });
  };

  function leave(): void {
    const { open } = state.get();
    endShown();
    endShown = () => {};
    change({ open: null });
    if (open !== null) tellClosed(open.id);
  }

  async function upload(file: File, signal: AbortSignal): Promise<string> {
    const response = await fetch('/recordings', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', [FILE_NAME_HEADER]: encodeURIComponent(file.name) },
      body: file,
      signal,
    });
    if (!response.ok) throw new Error(`The inspector answered ${response.status}`);
    return ((await response.json()) as { id: string }).id;
  }

  /** The final state of a file. Null if the user cancelled it. */
  async function read(id: string, fileName: string, signal: AbortSignal): Promise<RecordingState | null> {
    for (;;) {
      if (signal.aborted) {
        tellClosed(id);
        return null;
      }
      const now = await client.recordings.state.query({ id });
      if (now.state !== 'reading') return now;
      const share = now.totalBytes === 0 ? 0 : now.doneBytes / now.totalBytes;
      press.afterRelease(() => {
        if (!signal.aborted) change({ pending: { fileName, share, entries: now.entries } });
      });
      await wait(LOOK_MS);
    }
  }

  async function openOne({ fileName, idOf }: Opening, signal: AbortSignal): Promise<void> {
    change({ pending: { fileName, share: 0, entries: 0 } });
    const failIfWanted = (failure: RecordingFailure) =>
      press.afterRelease(() => {
        if (!signal.aborted) fail(fileName, failure);
      });
    try {
      const id = await idOf(signal);
      const end = await read(id, fileName, signal);
      if (end === null) return;
      if (end.state === 'open') {
        add({ id, about: end.about });
        if (queue.length === 0) show(id);
      } else if (end.state === 'failed') {
        tellClosed(id);
        failIfWanted(end.failure);
      }
    } catch {
      // A file that the user cancelled is not a failure.
      failIfWanted(failureOf('failed'));
    }
  }

  async function openQueued(signal: AbortSignal): Promise<void> {
    for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift()) {
      await openOne(next, signal);
    }
    if (signal.aborted) return;
    giveUp = null;
    press.afterRelease(() => change({ pending: null }));
  }

  function enqueue(openings: readonly Opening[]): void {
    queue.push(...openings);
    if (giveUp !== null || queue.length === 0) return;
    giveUp = new AbortController();
    done = openQueued(giveUp.signal);
  }

  function cancel(): void {
    giveUp?.abort();
    giveUp = null;
    queue = [];
    change({ pending: null });
  }

  /** The core closes the file that was opened first when there are too many. */
  function add(file: OpenFile): void {
    change({ others: [...state.get().others, file].slice(1 - MOST_OPEN_RECORDINGS) });
  }

  function show(id: string): void {
    const file = state.get().others.find((other) => other.id === id);
    if (file === undefined) return;
    const forget = () => change({ others: state.get().others.filter((other) => other.id !== id) });
    const onGone = () => {
      if (state.get().open?.id === id) leave();
      forget();
      fail(file.about.fileName, failureOf('closed'));
    };
    const { inspector, end } = inspect(id, onGone);
    const showOnceThere = () => {
      if (inspector.store.getState().site === null) return;
      stopWaiting();
      const { open } = state.get();
      endShown();
      endShown = end;
      forget();
      const others = open === null ? [] : [{ id: open.id, about: open.about }];
      change({ open: { ...file, inspector }, others: [...others, ...state.get().others] });
    };
    const stopWaiting = inspector.store.subscribe(showOnceThere);
    showOnceThere();
  }

  /** A file is followed once: the list also has the files that this page has opened before. */
  const followed = new Set<string>();
  let list: readonly OpenedFile[] = [];
  const follow = (): void => {
    const { opened } = store.getState();
    if (opened === list) return;
    list = opened;
    const news = opened.filter(({ id }) => !followed.has(id));
    for (const { id } of news) followed.add(id);
    enqueue(news.map(({ id, fileName }) => ({ fileName, idOf: async () => id })));
  };
  store.subscribe(follow);
  follow();

  return {
    subscribe: state.subscribe,
    getState: state.get,
    openFiles(files) {
      cancel();
      change({ failed: [] });
      for (const { name, size } of files) if (size > MAX_RECORDING_BYTES) fail(name, failureOf('too-large'));
      const openings = files
        .filter(({ size }) => size <= MAX_RECORDING_BYTES)
        .map((file) => ({ fileName: file.name, idOf: (signal: AbortSignal) => upload(file, signal) }));
      enqueue(openings);
      return done;
    },
    async verify(secrets) {
      const { open } = state.get();
      if (open === null) return;
      await client.recordings.verify.mutate({ id: open.id, secrets: [...secrets] });
      // The entries in memory were read before.
      open.inspector.filtered.again();
      await open.inspector.commands.returnToNewest();
    },
    show,
    cancel,
    close: leave,
    dismiss: (file) => change({ failed: state.get().failed.filter((other) => other !== file) }),
  };
}

function failureOf(why: RecordingFailure['why']): RecordingFailure {
  return { why, line: null, detail: '' };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
