/** What can be wrong with the database file, and what the app does about it. */
import { z } from 'zod';

/**
 * The file's own fault: it is kept under another name, and another one takes its place. `missing`: only its journal
 * is there.
 */
export const fileDefectSchema = z.enum(['not-a-file', 'not-a-database', 'foreign', 'damaged', 'empty', 'missing']);
export type FileDefect = z.infer<typeof fileDefectSchema>;

/** Not the file's fault, which may be perfectly good: it stays as it is, and a temporary database is used. */
export const fileObstacleSchema = z.enum(['newer', 'locked', 'not-writable', 'disk-full', 'io-error', 'broken-link']);
export type FileObstacle = z.infer<typeof fileObstacleSchema>;

/** What the database began with that took the place of a defective one. */
export const begunFromSchema = z.discriminatedUnion('from', [
  /** The same file without the journal beside it, which was another file's. */
  z.object({ from: z.literal('main-file') }),
  /** Rows that could be read from the damaged file. */
  z.object({
    from: z.literal('rescued'),
    sessions: z.number().int(),
    entries: z.number().int(),
    /** Rows that were met and hold nothing that can be read: they are in the kept file alone. Absent: none was. */
    unreadable: z.number().int().optional(),
  }),
  /** The copy from before the last change of the schema. */
  z.object({ from: z.literal('backup'), madeAtMs: z.number() }),
  /** What the run before saved of the open file; `copy`: its name in the data folder. */
  z.object({ from: z.literal('copy'), copy: z.string() }),
  z.object({ from: z.literal('nothing') }),
]);
export type BegunFrom = z.infer<typeof begunFromSchema>;

/** What was wrong with the database at a start, and what the app went on with. */
export const recoverySchema = z.discriminatedUnion('code', [
  /** `keptAs`: the name of the defective file in the data folder, its journals beside it. */
  z.object({
    code: z.literal('database-set-aside'),
    defect: fileDefectSchema,
    keptAs: z.string(),
    begunFrom: begunFromSchema,
  }),
  /** It was not there, and a new one was begun. `copy`: what an earlier run saved when the file was lost. */
  z.object({ code: z.literal('database-missing'), copy: z.string() }),
  /** What happens is kept until the end of this run. `path`: the file that could not be used. */
  z.object({ code: z.literal('database-temporary'), obstacle: fileObstacleSchema, path: z.string() }),
]);
export type Recovery = z.infer<typeof recoverySchema>;

/**
 * Why nothing is written any more: the file, or the disk below it, failed while it was in use. `detail` is SQLite's
 * word for it.
 */
export const storageFailureSchema = z.object({
  trouble: z.enum(['damaged', 'io-error', 'gone', 'replaced', 'overwritten', 'cut', 'journal-gone']),
  detail: z.string(),
});
export type StorageFailure = z.infer<typeof storageFailureSchema>;

/** Why writes are refused now, for a reason that can pass; since when, in wall-clock ms. */
export const writeObstacleSchema = z.object({
  obstacle: z.enum(['disk-full', 'locked', 'not-writable']),
  sinceMs: z.number(),
});
export type WriteObstacle = z.infer<typeof writeObstacleSchema>;

/** Whether what happens is kept. */
export const storageStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('kept') }),
  z.object({ state: z.literal('temporary'), obstacle: fileObstacleSchema, path: z.string() }),
  /** Not now: writing is tried again and again. */
  writeObstacleSchema.extend({ state: z.literal('refused') }),
  /** `copy`: the file in the data folder into which everything was copied from the open file; null where none was. */
  z.object({ state: z.literal('failed'), failure: storageFailureSchema, copy: z.string().nullable() }),
]);
export type StorageState = z.infer<typeof storageStateSchema>;
