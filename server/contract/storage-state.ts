/** The faults of the database file, and the reaction of the app. */
import { z } from 'zod';

/**
 * Faults of the file itself: it is kept under another name, and another file replaces it. `missing`: only its journal
 * exists.
 */
export const fileDefectSchema = z.enum(['not-a-file', 'not-a-database', 'foreign', 'damaged', 'empty', 'missing']);
export type FileDefect = z.infer<typeof fileDefectSchema>;

/** Faults outside the file, which may be intact: it is not changed, and a temporary database is used. */
export const fileObstacleSchema = z.enum(['newer', 'locked', 'not-writable', 'disk-full', 'io-error', 'broken-link']);
export type FileObstacle = z.infer<typeof fileObstacleSchema>;

/** The initial content of the database that replaced a defective one. */
export const begunFromSchema = z.discriminatedUnion('from', [
  /** The content of the same file without its journal, which belonged to another file. */
  z.object({ from: z.literal('main-file') }),
  /** Rows that could be read from the damaged file. */
  z.object({
    from: z.literal('rescued'),
    sessions: z.number().int(),
    entries: z.number().int(),
    /**
     * The number of rows that were found but could not be read. They exist only in the kept file. Absent if there were
     * none.
     */
    unreadable: z.number().int().optional(),
  }),
  /** The copy from before the last change of the schema. */
  z.object({ from: z.literal('backup'), madeAtMs: z.number() }),
  /** The content that the previous run saved from the open file. `copy` is its name in the data folder. */
  z.object({ from: z.literal('copy'), copy: z.string() }),
  z.object({ from: z.literal('nothing') }),
]);
export type BegunFrom = z.infer<typeof begunFromSchema>;

/** The fault of the database at the start, and what the app used instead. */
export const recoverySchema = z.discriminatedUnion('code', [
  /** `keptAs` is the name of the defective file in the data folder. Its journals are next to it. */
  z.object({
    code: z.literal('database-set-aside'),
    defect: fileDefectSchema,
    keptAs: z.string(),
    begunFrom: begunFromSchema,
  }),
  /**
   * The database was missing, and a new one was created. `copy` is the copy that an earlier run saved when the file was
   * lost.
   */
  z.object({ code: z.literal('database-missing'), copy: z.string() }),
  /** Data is kept only until the end of this run. `path` is the file that could not be used. */
  z.object({ code: z.literal('database-temporary'), obstacle: fileObstacleSchema, path: z.string() }),
]);
export type Recovery = z.infer<typeof recoverySchema>;

/**
 * Why writing has stopped: the file or its disk failed while the file was open. `detail` is the error code of SQLite.
 */
export const storageFailureSchema = z.object({
  trouble: z.enum(['damaged', 'io-error', 'gone', 'replaced', 'overwritten', 'cut', 'journal-gone']),
  detail: z.string(),
});
export type StorageFailure = z.infer<typeof storageFailureSchema>;

/** Why writes are refused at the moment, for a reason that can pass, and since when in wall-clock ms. */
export const writeObstacleSchema = z.object({
  obstacle: z.enum(['disk-full', 'locked', 'not-writable']),
  sinceMs: z.number(),
});
export type WriteObstacle = z.infer<typeof writeObstacleSchema>;

/** Whether new data is stored. */
export const storageStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('kept') }),
  z.object({ state: z.literal('temporary'), obstacle: fileObstacleSchema, path: z.string() }),
  /** Writing is suspended and is retried regularly. */
  writeObstacleSchema.extend({ state: z.literal('refused') }),
  /** `copy` is the file in the data folder with a copy of the open file. Null if there is none. */
  z.object({ state: z.literal('failed'), failure: storageFailureSchema, copy: z.string().nullable() }),
]);
export type StorageState = z.infer<typeof storageStateSchema>;
