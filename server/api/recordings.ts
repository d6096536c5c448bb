import { access, constants, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { NotFound } from '../base/errors.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { SiteInfo } from '../contract/live-message.ts';
import type { OpenedFile, RecordingFailure, RecordingState } from '../contract/recording.ts';
import { FILE_NAME_HEADER, MAX_RECORDING_BYTES } from '../contract/recording-limits.ts';
import type { WatchedApp } from '../contract/watch.ts';
import { namedFile } from '../import/named-file.ts';
import type { OpenRecording } from '../import/open-recording.ts';
import { type NewRecording, Recordings } from '../import/recordings.ts';
import type { Workspace } from './context.ts';
import { uploadTo } from './upload.ts';

/** The opening, state and closing of files for the window. */
export interface RecordingsDoor {
  /** Receives a file as the body of a POST and answers with its id. The file is parsed afterwards. */
  upload(request: Request): Promise<Response>;
  /**
   * Begins to read a file at its path, for the shell and the command line. Why it cannot be read is its state, and is
   * given to `onFailure`.
   */
  openPath(path: string, onFailure?: (failure: RecordingFailure) => void): Promise<void>;
  /** The files that were opened by their path and are not closed. */
  opened(): OpenedFile[];
  state(id: string): RecordingState;
  close(id: string): Promise<void>;
  /** See OpenRecording.verify. Throws NotFound for a file that is not open. */
  verify(id: string, secrets: readonly string[]): void;
  /** The workspace of a file that is open. Null if no such file is open. */
  find(id: string): Workspace | null;
  /** The open workspaces by their id. */
  all(): Iterable<Workspace>;
  closeAll(): Promise<void>;
}

export interface RecordingsDoorOptions {
  /** The folder of the files while they are open. */
  readonly folder: string;
  readonly site: () => SiteInfo;
  readonly settings: LiveSettings;
  readonly watching: () => WatchedApp[];
  readonly nowMs: () => number;
  readonly openWorkspace: (recording: OpenRecording) => Workspace;
  /** The list of files that were opened by their path has changed. */
  readonly onOpened: () => void;
  readonly report: (what: string, error: unknown) => void;
}

export function createRecordingsDoor(options: RecordingsDoorOptions): RecordingsDoor {
  const { openWorkspace, onOpened } = options;
  const recordings = new Recordings(options);
  const workspaces = new Map<OpenRecording, Workspace>();

  const find = (id: string): Workspace | null => {
    const recording = recordings.get(id);
    if (recording === null) return null;
    const workspace = workspaces.get(recording) ?? openWorkspace(recording);
    workspaces.set(recording, workspace);
    return workspace;
  };
  const closeWorkspace = async (recording: OpenRecording | null): Promise<void> => {
    if (recording === null) return;
    await workspaces.get(recording)?.close();
    workspaces.delete(recording);
  };

  /** The names of the files that were opened by their path, by id. */
  const named = new Map<string, string>();

  return {
    async openPath(path, onFailure = () => {}) {
      const recording = await recordings.prepare(closeWorkspace);
      const refuse = async (why: RecordingFailure['why']): Promise<void> => {
        const failure = { why, line: null, detail: '' };
        await recording.abandon(failure);
        onFailure(failure);
      };
      const fileName = basename(path);
      named.set(recording.id, fileName);
      onOpened();
      const found = namedFile(path);
      if ('why' in found) return refuse(found.why);
      const isReadable = await access(path, constants.R_OK).then(
        () => true,
        () => false,
      );
      if (isReadable) recording.begin(fileName, found.bytes, { source: path, onFailure });
      else await refuse('not-readable');
    },
    opened: () => [...named].filter(([id]) => recordings.has(id)).map(([id, fileName]) => ({ id, fileName })),
    async upload(request) {
      const recording = await recordings.prepare(closeWorkspace);
      return receive(request, recording);
    },
    state: (id) => recordings.state(id),
    verify(id, secrets) {
      const recording = recordings.get(id);
      if (recording === null) throw new NotFound('This file is not open any more. Open it again.');
      recording.verify(secrets);
    },
    async close(id) {
      await closeWorkspace(recordings.get(id));
      await recordings.close(id);
      if (named.delete(id)) onOpened();
    },
    find,
    all: () => workspaces.values(),
    async closeAll() {
      await Promise.all([...workspaces.keys()].map(closeWorkspace));
      await recordings.closeAll();
    },
  };
}

async function receive(request: Request, recording: NewRecording): Promise<Response> {
  try {
    const upload = await uploadTo(recording.file, request, MAX_RECORDING_BYTES);
    if (upload.ok) recording.begin(fileNameOf(request), upload.bytes);
    else await recording.abandon({ why: upload.why, line: null, detail: '' });
  } catch (error) {
    const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    await rm(recording.file, { force: true });
    await recording.abandon({ why: isFull ? 'disk-full' : 'failed', line: null, detail: '' });
    if (!isFull) throw error;
  }
  return Response.json({ id: recording.id });
}

/** The original file name, for display only. It is never used as a path. */
function fileNameOf(request: Request): string {
  const given = request.headers.get(FILE_NAME_HEADER) ?? '';
  try {
    return decodeURIComponent(given).slice(0, 255);
  } catch {
    return given.slice(0, 255);
  }
}
