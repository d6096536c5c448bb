/** What can stand in the place of a file of ours, and what the app does about it. */
import { z } from 'zod';

/** What was found in the place of a file. `sealed`: the secret storage of the system does not unseal it. */
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

/** Something that was renamed, so that a file of ours can take its place. Nothing is deleted. */
export const keptAsideSchema = z.object({
  /** The name of the file in the data folder. */
  file: z.string(),
  found: foundInsteadSchema,
  /** Its name now, in the same folder; null: it could not be renamed, and is not used. */
  keptAs: z.string().nullable(),
});
export type KeptAside = z.infer<typeof keptAsideSchema>;

/** Whether a file of this name in the data folder keeps the signing secrets. */
export function holdsSecrets(file: string): boolean {
  return file === 'secret' || file === 'secret.sealed';
}
