import type { z } from 'zod';
import type { ActorAction, ActorState } from '../contract/actor.ts';
import type { SignedCookie } from '../contract/decoded-cookie.ts';
import type { ExportDraft, ReportQuery } from '../contract/export-options.ts';
import type {
  ExportPreview,
  ExportState,
  PreparedCopy,
  PreparedExport,
  ReportEntries,
} from '../contract/export-results.ts';
import type { LogPageQuery } from '../contract/inputs.ts';
import type { Json, SessionData } from '../contract/json.ts';
import type { LabResult } from '../contract/lab/run.ts';
import type { LabRunInput } from '../contract/lab/run-input.ts';
import type { LiveMessage } from '../contract/live-message.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { LogStretch } from '../contract/mark.ts';
import type { OutgoingRequest, SentRequest } from '../contract/outgoing-request.ts';
import type { AttachProject, ProjectStores } from '../contract/project-store.ts';
import type { RecordedSessions, RecordingState } from '../contract/recording.ts';
import type { EditResult, PinResult } from '../contract/results.ts';
import type { SearchAnswer, SearchQuery } from '../contract/search.ts';
import type { SessionDrift } from '../contract/session-drift.ts';
import type { SessionPage, SessionPageQuery } from '../contract/session-page.ts';
import type { Settings, SettingsChange } from '../contract/settings.ts';
import type { StorePage, StorePageQuery, StoreRow } from '../contract/store-list.ts';
import type { StoredRow } from '../contract/stored-row.ts';
import type { StoredSession } from '../contract/stored-session.ts';
import type { Listening, WatchAdd, WatchChange, WatchedApp, WatchResult } from '../contract/watch.ts';
import type { Decoding, decodeInput, SecretsState, signInput } from '../contract/workbench.ts';

import type { Download } from '../export/download.ts';

/** The interface between the procedures and the server. The router imports nothing else of the server. */
export type InspectorContext = AppContext & WorkspaceContext;

/** The part that is the same for every workspace. */
export interface AppContext {
  readonly recordings: {
    /** The progress of reading an opened file. Throws NotFound for a closed file. */
    state(id: string): RecordingState;
    close(id: string): Promise<void>;
    /** Checks the cookies of a file with these secrets. Throws NotFound for a file that is not open. */
    verify(id: string, secrets: readonly string[]): void;
  };
  readonly data: {
    folderBytes(): Promise<number>;
    /** Connects now to the shared store of the site's sessions, if there is one and it is away. */
    connectStore(): void;
  };
  readonly watch: {
    list(): WatchedApp[];
    /** Starts to watch an app. If the address cannot be watched, the result is a value with the reason. */
    add(app: WatchAdd): Promise<WatchResult>;
    /** Throws NotFound for an app that is not watched, and InvalidRequest for a name that another app has. */
    change(change: WatchChange): Promise<WatchedApp>;
    /** Stops the proxy and deletes the log, the secrets and all other data of this app. */
    remove(id: string): Promise<void>;
    /** The session stores that the folder of a project suggests. */
    project(path: string): Promise<ProjectStores>;
    /** Attaches one of them. Throws InvalidRequest if the project does not suggest it. */
    attachProject(chosen: AttachProject): Promise<WatchedApp>;
    /** The listening addresses on this machine. */
    listening(): Promise<Listening>;
  };
}

/** The part that belongs to one workspace. Each kind of workspace implements each group. */
export interface WorkspaceContext {
  /** Decodes with the secrets of this workspace. */
  readonly cookies: {
    decode(input: z.infer<typeof decodeInput>): Promise<Decoding>;
    sign(input: z.infer<typeof signInput>): Promise<SignedCookie>;
  };
  /** The secrets of the tutorial site, or the secrets that the user gave for a watched app. */
  readonly secrets: {
    state(): SecretsState;
    /** One secret in plain text, for the user who wants to see it. Throws NotFound, like the methods below. */
    reveal(number: number): { text: string };
    /** Each of these methods applies from the next request on and returns the state after the change. */
    rotate(): SecretsState;
    /** Throws InvalidRequest if the secret exists already, or if there would be too many. */
    add(text: string): SecretsState;
    move(from: number, to: number): SecretsState;
    remove(number: number): SecretsState;
  };
  readonly settings: {
    /** Recording and the limits of the log belong to the workspace. All other settings belong to the app. */
    change(change: SettingsChange): Settings;
  };
  readonly live: {
    /** A snapshot, then messages until `signal` aborts or the reader falls too far behind. */
    stream(signal: AbortSignal): AsyncIterable<LiveMessage>;
  };
  readonly log: {
    /** Null if the log is empty or cannot be read, and for an opened file. */
    oldestEntryAtMs(): number | null;
    /** A range of the log, oldest first. */
    page(query: LogPageQuery): { entries: LogEntry[]; hasEarlier: boolean; hasLater: boolean };
    search(query: SearchQuery, signal: AbortSignal): Promise<SearchAnswer>;
    /** The marks in a period, or their density if there are too many. */
    stretch(
      query: { fromMs: number; toMs: number; parts: number },
      signal: AbortSignal | undefined,
    ): Promise<LogStretch>;
    clear(): Promise<void>;
    /** Pins a request, so that it is kept when the log deletes it. */
    pin(id: number): Promise<PinResult>;
    unpin(id: number): Promise<void>;
  };
  readonly actors: {
    /**
     * Sends one request as this actor and resolves when its response has arrived. Throws NotFound for an unknown actor.
     */
    act(actorId: string, action: ActorAction): Promise<ActorState>;
    /** Sends a request that the user wrote. Throws NotFound for an unknown actor. */
    send(request: OutgoingRequest): Promise<SentRequest>;
    forgetCookies(actorId: string): Promise<ActorState>;
    plantCookie(actorId: string, value: string): Promise<ActorState>;
    copyCookie(fromId: string, toId: string): Promise<ActorState>;
  };
  readonly lab: {
    /** Resolves at the end of the run. Meanwhile the live stream reports its steps. */
    run(input: LabRunInput): Promise<LabResult>;
    /** Stops the current run, if there is one. */
    cancel(): Promise<void>;
  };
  readonly sessions: {
    set(sid: string, key: string, value: Json): Promise<EditResult>;
    pop(sid: string, key: string): Promise<EditResult>;
    replace(sid: string, data: SessionData): Promise<EditResult>;
    expire(sid: string): Promise<EditResult>;
    destroy(sid: string): Promise<EditResult>;
    /** The entries of one session, oldest first. */
    history(query: { sid: string; before?: number | undefined; limit: number }): {
      entries: LogEntry[];
      hasEarlier: boolean;
    };
    /** The live sessions in any order, a page of them. */
    page(query: SessionPageQuery): Promise<SessionPage>;
    /** One live session. Null if there is none with this sid. */
    find(sid: string): StoredSession | null;
    /** The row as SQLite stores it. Null if there is none. */
    row(sid: string): StoredRow | null;
    /** Where the cookies of the simulated browsers and the stored rows do not match at present. */
    drift(): SessionDrift;
    /** The sessions of a recording. Throws NotFound for the live log, whose sessions are stored. */
    recorded(): RecordedSessions;
  };
  /** The sessions in the attached store of a watched app. Other workspaces have no such store. */
  readonly store: {
    page(query: StorePageQuery): Promise<StorePage>;
    /** One row, read now, with what the log knows of it. Null if no store is attached. */
    find(key: string): Promise<StoreRow | null>;
  };
  readonly exports: {
    /** The start of the file. This and the next two methods reject when `signal` aborts. */
    preview(options: ExportDraft, signal: AbortSignal): Promise<ExportPreview>;
    report(query: ReportQuery, signal: AbortSignal): Promise<ReportEntries>;
    prepare(options: ExportDraft, signal: AbortSignal): Promise<PreparedExport>;
    /** Throws NotFound for an export that ended long ago, as does `cancel`. */
    progress(id: string): Promise<ExportState>;
    cancel(id: string): Promise<void>;
    /** A copy of the whole database, for the case that its file was lost. Throws if it cannot be made, and why. */
    prepareCopy(): Promise<PreparedCopy>;
  };
}

/** One log with its readers: the tutorial site, a watched app, or an opened file. */
export interface Workspace {
  /** `onReaderDropped` closes the connection of a live stream whose client has stopped reading. */
  contextFor(onReaderDropped: () => void): WorkspaceContext;
  /** The file that a ticket was issued for. Null for a ticket of another workspace. */
  download(ticket: string): Download | null;
  /** The headers of that file, for a HEAD request. The file is not started. */
  downloadHead(ticket: string): Record<string, string> | null;
  close(): Promise<void>;
}
