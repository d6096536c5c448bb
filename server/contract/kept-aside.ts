/** What the app found in place of one of its files, and how it reacted. */
import { z } from 'zod';

/**
 * What was found where the app expected a usable file, so that it was set aside. `sealed`: the file is encrypted, and
 * the system's secret storage cannot decrypt it.
 */
export const foundInsteadSchema = z.enum([
  'folder',
  'pipe',
  'socket',
  'device',
  'broken-link',
  'empty',
  'too-large',
  'not-text',
  'not-a-database',
  'unreadable',
  'sealed',
]);
export type FoundInstead = z.infer<typeof foundInsteadSchema>;

/** Something that was renamed to make room for a file of the app. Nothing is deleted. */
export const keptAsideSchema = z.object({
  /** The name of the file in the data folder. */
  file: z.string(),
  found: foundInsteadSchema,
  /** Its new name in the same folder. Null if it could not be renamed; it is not used then. */
  keptAs: z.string().nullable(),
});
export type KeptAside = z.infer<typeof keptAsideSchema>;
