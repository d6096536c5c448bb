/**
 * What the live stream carries. The first message is a bounded snapshot; then whole records, never parts. Every
 * message is idempotent: entries are keyed by id, sessions by sid. After a reconnect a new snapshot replaces
 * everything.
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
import { settingsSchema } from './settings.ts';
import { storageStateSchema } from './storage-state.ts';
import { storedSessionSchema } from './stored-session.ts';
import { watchedAppSchema } from './watch.ts';

export const siteInfoSchema = z.object({
  /** Where the site really listens, e.g. http://localhost:5000. */
  url: z.string(),
  port: z.number().int(),
  /** The port that was asked for; differs from `port` when that one was taken. */
  wantedPort: z.number().int(),
  /** What each engine calls its session cookie. */
  cookieNames: z.record(engineNameSchema, z.string()),
  /** What it would call it if no option said otherwise. */
  defaultCookieNames: z.record(engineNameSchema, z.string()),
  dataDir: z.string(),
  /** The SQL that the store runs for each of its calls. */
  statements: z.record(storeOperationSchema.shape.op, z.string()),
  /** The id of the watched app that this workspace shows. Null: it shows the tutorial site, or a file. */
  watchedId: z.string().nullable(),
});
export type SiteInfo = z.infer<typeof siteInfoSchema>;

/** A request that is kept in sight, or a pin that cannot be read any more. */
export const pinSchema = z.discriminatedUnion('kind', [requestRecordSchema, unreadableEntrySchema]);
export type Pin = z.infer<typeof pinSchema>;

export const statusSchema = z.object({
  requestCount: z.number().int(),
  sessionCount: z.number().int(),
  /** Requests whose session could not be saved although the client got its answer, since the start. */
  notSavedCount: z.number().int(),
  /** Records that could not be written to the log, since the start. */
  lostRecordCount: z.number().int(),
  /** Rows that are there and cannot be read, as far as they were met: entries, pins, sessions, cookie jars. */
  unreadableRowCount: z.number().int(),
  /** Whether what happens is kept. */
  storage: storageStateSchema,
  /** What the log takes on the disk, and what it may take. Sessions, pins and cookie jars are not counted. */
  logBytes: z.number().int(),
  maxLogBytes: z.number().int(),
  /** What the stored sessions take on the disk, and what they may take. */
  sessionBytes: z.number().int(),
  maxSessionBytes: z.number().int(),
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
    /** The sessions used last, newest first; `status.sessionCount` tells how many there are in all. */
    sessions: z.array(storedSessionSchema),
    /** The last run of each experiment and variant. */
    labRuns: z.array(labRunSchema),
    /** The requests that are kept in sight, in the order of their arrival; some may be in the log no more. */
    pinned: z.array(pinSchema),
    /** Every watched app, whichever workspace this is. */
    watching: z.array(watchedAppSchema),
  }),
  z.object({
    type: z.literal('entries'),
    entries: z.array(logEntrySchema),
    /**
     * Entries that came since the message before, ahead of these, and were left out: too many for anybody to read.
     * They are in the log.
     */
    skipped: z.number().int().optional(),
  }),
  z.object({ type: z.literal('sessions'), changed: z.array(storedSessionSchema), removed: z.array(z.string()) }),
  z.object({ type: z.literal('actors'), actors: z.array(actorStateSchema) }),
  z.object({ type: z.literal('status'), status: statusSchema }),
  z.object({ type: z.literal('settings'), settings: settingsSchema }),
  /** All there are, as in the snapshot. */
  z.object({ type: z.literal('lab'), runs: z.array(labRunSchema) }),
  z.object({ type: z.literal('log-cleared') }),
  z.object({ type: z.literal('pinned'), pinned: z.array(pinSchema) }),
  /** All there are, as in the snapshot. */
  z.object({ type: z.literal('watching'), watching: z.array(watchedAppSchema) }),
]);
export type LiveMessage = z.infer<typeof liveMessageSchema>;
