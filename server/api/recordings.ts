import { rm } from 'node:fs/promises';
import type { Clock } from '../base/clock.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { SiteInfo } from '../contract/live-message.ts';
import { FILE_NAME_HEADER, MAX_RECORDING_BYTES, type RecordingState } from '../contract/recording.ts';
import { createExports, type Download } from '../export/exports.ts';
import type { OpenRecording } from '../import/open-recording.ts';
import { type NewRecording, Recordings } from '../import/recordings.ts';
import type { InspectorContext } from './context.ts';
import { corePaths } from './core-paths.ts';
import { problem } from './problem.ts';
import { recordingContext } from './recording-context.ts';
import { uploadTo } from './upload.ts';

/** How the window opens files, asks for them, and closes them. */
export interface RecordingsDoor {
  /** Takes a file in, as the body of a POST, and answers with its id; it is read after that. */
  upload(request: Request): Promise<Response>;
  state(id: string): RecordingState;
  close(id: string): Promise<void>;
  /** Null: there is no such recording. */
  contextFor(id: string, app: InspectorContext, onReaderDropped: () => void): InspectorContext | null;
  download(ticket: string): Download | null;
  downloadHead(ticket: string): Record<string, string> | null;
  closeAll(): Promise<void>;
}

export interface RecordingsDoorOptions {
  /** Where their files are kept while they are open. */
  readonly folder: string;
  readonly site: () => SiteInfo;
  readonly settings: LiveSettings;
  readonly clock: Clock;
  readonly signingSecrets: () => readonly string[];
  readonly report: (what: string, error: unknown) => void;
}

export function createRecordingsDoor(options: RecordingsDoorOptions): RecordingsDoor {
  const { folder, site, settings, clock, signingSecrets, report } = options;
  const recordings = new Recordings({ folder, site, settings, nowMs: clock.now, report });
  const exports = new Map<OpenRecording, ReturnType<typeof createExports>>();

  const exportsFor = (recording: OpenRecording) => {
    const { reader, search } = recording;
    const made =
      exports.get(recording) ??
      createExports({
        clock,
        siteUrl: () => site().url,
        reader,
        settle: () => {},
        findAll: (filter, signal) => search.findAll(filter, signal),
        isShared: true,
        signingSecrets,
        downloadPath: corePaths.downloads,
      });
    exports.set(recording, made);
    return made;
  };
  const close = async (id: string): Promise<void> => {
    await endExports(recordings.get(id));
    await recordings.close(id);
  };
  const endExports = async (recording: OpenRecording | null): Promise<void> => {
    if (recording === null) return;
    await exports.get(recording)?.close();
    exports.delete(recording);
  };

  return {
    async upload(request) {
      const recording = await recordings.prepare(endExports);
      return receive(request, recording);
    },
    state: (id) => recordings.state(id),
    close,
    contextFor(id, app, onReaderDropped) {
      const recording = recordings.get(id);
      if (recording === null) return null;
      return recordingContext(app, recording, exportsFor(recording), onReaderDropped);
    },
    download: (ticket) => firstOf(exports.values(), ({ download }) => download(ticket)),
    downloadHead: (ticket) => firstOf(exports.values(), ({ downloadHead }) => downloadHead(ticket)),
    async closeAll() {
      await Promise.all([...exports.keys()].map(endExports));
      await recordings.closeAll();
    },
  };
}

/** The first answer that is not null. */
function firstOf<From, Found>(all: Iterable<From>, ask: (one: From) => Found | null): Found | null {
  for (const one of all) {
    const found = ask(one);
    if (found !== null) return found;
  }
  return null;
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

/** The name of the file where it came from; it names nothing here. */
function fileNameOf(request: Request): string {
  const given = request.headers.get(FILE_NAME_HEADER) ?? '';
  try {
    return decodeURIComponent(given).slice(0, 255);
  } catch {
    return given.slice(0, 255);
  }
}

/** The answer to a request about a recording that is not open (any more). */
export function noSuchRecording(): Response {
  return problem(404, 'No such recording', 'This file is not open any more. Open it again.');
}
