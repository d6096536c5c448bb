import { z } from 'zod';

/** The SQLite row of a session, expired or not: every column by its name, times in milliseconds since 1970. */
export const storedRowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type StoredRow = z.infer<typeof storedRowSchema>;
