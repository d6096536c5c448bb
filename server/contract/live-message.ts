/**
 * The messages of the live stream. The first message is a bounded snapshot; the next ones contain whole records, never
 * parts. Every message is idempotent: entries have their id as key, sessions their sid. After a reconnect, a new
 * snapshot replaces everything.
 */
import { z } from 'zod';
import { actorStateSchema } from './actor.ts';
import { labRunSchema } from './lab/run.ts';
import {
  engineNameSchema,
  logEntrySchema,
  requestRecordSchema,
  storeOperationSchema,
  unreadableEntrySchema,
} from './log-entry.ts';
import { openedFileSchema } from './recording.ts';
import { settingsSchema } from './settings.ts';
import { sharedStoreSchema } from './shared-store.ts';
import { storageStateSchema } from './storage-state.ts';
import { storedSessionSchema } from './stored-session.ts';
import { watchedAppSchema } from './watch.ts';

export const siteInfoSchema = z.object({
  /** The address at which the site listens, such as http://localhost:5000. */
  url: z.string(),
  port: z.number().int(),
  /** The configured port. It differs from `port` if it was in use. */
  wantedPort: z.number().int(),
  /** The name of the session cookie of each engine. */
  cookieNames: z.record(engineNameSchema, z.string()),
  /** The default name of the session cookie of each engine, without any option. */
  defaultCookieNames: z.record(engineNameSchema, z.string()),
  dataDir: z.string(),
  /** The SQL statement of each call of the store. */
  statements: z.record(storeOperationSchema.shape.op, z.string()),
  /** The id of the watched app of this workspace. Null if the workspace is the tutorial site or a file. */
  watchedId: z.string().nullable(),
});
export type SiteInfo = z.infer<typeof siteInfoSchema>;

/** A pinned request, or a pin that can no longer be read. */
export const pinSchema = z.discriminatedUnion('kind', [requestRecordSchema, unreadableEntrySchema]);
export type Pin = z.infer<typeof pinSchema>;

export const statusSchema = z.object({
  requestCount: z.number().int(),
  sessionCount: z.number().int(),
  /**
   * The number of requests since the start whose session could not be saved although the client received a response.
   */
  notSavedCount: z.number().int(),
  /** The number of records since the start that could not be written to the log. */
  lostRecordCount: z.number().int(),
  /** The number of rows that were found unreadable so far: entries, pins, sessions and cookie jars. */
  unreadableRowCount: z.number().int(),
  /** Whether new data is stored. */
  storage: storageStateSchema,
  /** The size of the log on the disk, and its limit. Sessions, pins and cookie jars are not included. */
  logBytes: z.number().int(),
  maxLogBytes: z.number().int(),
  /** The size of the stored sessions on the disk, and its limit, which does not apply to a shared store. */
  sessionBytes: z.number().int(),
  maxSessionBytes: z.number().int(),
  /** The store that has the sessions in the place of SQLite. Absent for SQLite. */
  sharedStore: sharedStoreSchema.optional(),
});
export type Status = z.infer<typeof statusSchema>;

export const liveMessageSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('snapshot'),
    site: siteInfoSchema,
    settings: settingsSchema,
    status: statusSchema,
    actors: z.array(actorStateSchema),
    /** The newest entries, oldest first. */
    entries: z.array(logEntrySchema),
    hasEarlier: z.boolean(),
    /** The most recently used sessions, newest first. `status.sessionCount` is the total number. */
    sessions: z.array(storedSessionSchema),
    /** The last run of each experiment and variant. */
    labRuns: z.array(labRunSchema),
    /** The pinned requests in order of arrival. Some of them may no longer be in the log. */
    pinned: z.array(pinSchema),
    /** Every watched app, in each workspace. */
    watching: z.array(watchedAppSchema),
  }),
  z.object({
    type: z.literal('entries'),
    entries: z.array(logEntrySchema),
    /**
     * The number of entries since the last message that were skipped because there were too many. They precede the
     * entries of this message, and they are in the log.
     */
    skipped: z.number().int().optional(),
  }),
  z.object({ type: z.literal('sessions'), changed: z.array(storedSessionSchema), removed: z.array(z.string()) }),
  z.object({ type: z.literal('actors'), actors: z.array(actorStateSchema) }),
  z.object({ type: z.literal('status'), status: statusSchema }),
  z.object({ type: z.literal('settings'), settings: settingsSchema }),
  /** The complete list, as in the snapshot. */
  z.object({ type: z.literal('lab'), runs: z.array(labRunSchema) }),
  z.object({ type: z.literal('log-cleared') }),
  z.object({ type: z.literal('pinned'), pinned: z.array(pinSchema) }),
  /** The complete list, as in the snapshot. */
  z.object({ type: z.literal('watching'), watching: z.array(watchedAppSchema) }),
  /**
   * The files that were opened by the command line, the file manager or a second start, and not closed since: the
   * complete list. Follows each snapshot of the tutorial site unless it is empty.
   */
  z.object({ type: z.literal('opened'), files: z.array(openedFileSchema) }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;
