/** The session stores that the folder of a project suggests. */
import { z } from 'zod';
import type { ProjectBecause } from './project-because.ts';
import type { StoreWhy } from './store-why.ts';

const path = z.string().trim().min(1).max(4096);

export const projectInput = z.object({
  /** The folder that the user has chosen. */
  path,
});
export type ProjectInput = z.infer<typeof projectInput>;

export const attachProjectInput = projectInput.extend({
  /** The watched app. */
  id: z.string().max(64),
  /** One of the places that were offered. */
  where: path,
  /** Reads the password of the store, for this start alone, and the secrets of the app from `.env`. */
  readsSecrets: z.boolean(),
});
export type AttachProject = z.infer<typeof attachProjectInput>;

/** One offer. */
export interface ProjectStore {
  /** An address without a password, or a path. */
  readonly where: string;
  /** The kind of store, such as `connect-redis`. */
  readonly kind: string;
  readonly because: ProjectBecause;
  /** The file or folder of the project that suggests it. */
  readonly file: string;
  /** The name of its password in `.env`. Null if none is known. */
  readonly needsSecret: string | null;
}

export type ProjectStores =
  | { readonly ok: true; readonly stores: readonly ProjectStore[] }
  | { readonly ok: false; readonly why: StoreWhy };
