/**
 * The file that is shown in place of the live log, if there is one: uploads files, follows their reading, and makes an
 * inspector for the open file. The live log continues meanwhile.
 */
import {
  FILE_NAME_HEADER,
  MAX_RECORDING_BYTES,
  type RecordingAbout,
  type RecordingFailure,
  type RecordingState,
} from '../../server/contract/recording.ts';
import { createValue } from '../model/value.ts';
import type { GuardedFetch, InspectorClient } from './connection.ts';
import { NO_PRESS, type Press } from './press.ts';
import type { Inspector } from './use-inspector.ts';

export interface RecordingsState {
  readonly open: { readonly id: string; readonly about: RecordingAbout; readonly inspector: Inspector } | null;
  /** A file on its way in. `share` is how much of it has been read, from 0 to 1. */
  readonly pending: { readonly fileName: string; readonly share: number; readonly entries: number } | null;
  readonly failed: { readonly fileName: string; readonly failure: RecordingFailure } | null;
}

export interface Recordings {
  subscribe(listener: () => void): () => void;
  /** The same object until the next change. */
  getState(): RecordingsState;
  /** Opens a file; the open file stays until the new one can be shown. Another upload is cancelled. */
  openFile(file: File): Promise<void>;
  /** Cancels the upload. */
  cancel(): void;
  /** Back to the live log. */
  close(): void;
  /** The failure was read. */
  dismiss(): void;
}

export interface RecordingsOptions {
  readonly fetch: GuardedFetch;
  readonly client: Pick<InspectorClient, 'recordings'>;
  /** Makes an inspector for the opened file, and a function that ends it. `onGone`: the file is not open any more. */
  readonly inspect: (id: string, onGone: () => void) => { readonly inspector: Inspector; readonly end: () => void };
  readonly wait?: (ms: number) => Promise<void>;
  /** Delays updates about a file until the press is over. */
  readonly press?: Press;
}

/** How often the progress of reading a file is requested. */
const LOOK_MS = 120;
const NOTHING: RecordingsState = { open: null, pending: null, failed: null };

export function createRecordings(options: RecordingsOptions): Recordings {
  const { fetch, client, inspect, wait = pause, press = NO_PRESS } = options;
  const state = createValue(NOTHING);
  let giveUp: AbortController | null = null;
  let endShown = () => {};

  function change(next: Partial<RecordingsState>): void {
    state.set({ ...state.get(), ...next });
  }

  const tellClosed = (id: string): void => {
    // If closing fails, the file was closed already.
    client.recordings.close.mutate({ id }).catch(() => {});
  };

  function leave(failed: RecordingsState['failed']): void {
    const { open } = state.get();
    endShown();
    endShown = () => {};
    change({ open: null, failed });
    if (open !== null) tellClosed(open.id);
  }

  /** The final state of the upload. Null if the user cancelled it. */
  async function send(file: File, signal: AbortSignal): Promise<{ id: string; state: RecordingState } | null> {
    const response = await fetch('/recordings', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', [FILE_NAME_HEADER]: encodeURIComponent(file.name) },
      body: file,
      signal,
    });
    if (!response.ok) throw new Error(`The inspector answered ${response.status}`);
    const { id } = (await response.json()) as { id: string };
    for (;;) {
      if (signal.aborted) {
        tellClosed(id);
        return null;
      }
      const now = await client.recordings.state.query({ id });
      if (now.state !== 'reading') return { id, state: now };
      const share = now.totalBytes === 0 ? 0 : now.doneBytes / now.totalBytes;
      press.afterRelease(() => {
        if (!signal.aborted) change({ pending: { fileName: file.name, share, entries: now.entries } });
      });
      await wait(LOOK_MS);
    }
  }

  function show(id: string, about: RecordingAbout): void {
    const gone = { fileName: about.fileName, failure: failureOf('closed') };
    const { inspector, end } = inspect(id, () => leave(gone));
    const showOnceThere = () => {
      if (inspector.store.getState().site === null) return;
      stopWaiting();
      if (state.get().open !== null) leave(null);
      endShown = end;
      change({ open: { id, about, inspector }, pending: null });
    };
    const stopWaiting = inspector.store.subscribe(showOnceThere);
    showOnceThere();
  }

  async function openFile(file: File): Promise<void> {
    giveUp?.abort();
    const own = new AbortController();
    giveUp = own;
    const fail = (failure: RecordingFailure) =>
      press.afterRelease(() => {
        if (!own.signal.aborted) change({ pending: null, failed: { fileName: file.name, failure } });
      });
    if (file.size > MAX_RECORDING_BYTES) return fail(failureOf('too-large'));
    change({ pending: { fileName: file.name, share: 0, entries: 0 }, failed: null });
    try {
      const ended = await send(file, own.signal);
      if (ended === null) return;
      if (ended.state.state === 'open') show(ended.id, ended.state.about);
      else if (ended.state.state === 'failed') {
        tellClosed(ended.id);
        fail(ended.state.failure);
      }
    } catch {
      // A cancelled upload was the user's wish; only a failed one is reported.
      if (!own.signal.aborted) fail(failureOf('failed'));
    }
  }

  return {
    subscribe: state.subscribe,
    getState: state.get,
    openFile,
    cancel() {
      giveUp?.abort();
      change({ pending: null });
    },
    close: () => leave(null),
    dismiss: () => change({ failed: null }),
  };
}

function failureOf(why: RecordingFailure['why']): RecordingFailure {
  return { why, line: null, detail: '' };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
