import { z } from 'zod';
import {
  clientSideChangeSchema,
  clientSideOptionsSchema,
  defaultClientSideOptions,
  defaultServerSideOptions,
  serverSideChangeSchema,
  serverSideOptionsSchema,
} from './engine-options.ts';
import { engineNameSchema } from './log-entry.ts';

/** Everything that can be changed while it runs, with its defaults. Options of a start (port, folder) are not settings. */
export const settingsSchema = z.object({
  recording: z.boolean().default(true),
  engine: engineNameSchema.default('server-side'),
  serverSide: serverSideOptionsSchema.default(defaultServerSideOptions),
  clientSide: clientSideOptionsSchema.default(defaultClientSideOptions),
  /** How long the store keeps a session whose cookie has no expiry, counted from its last use. */
  idleLimitMs: z
    .number()
    .int()
    .positive()
    .default(24 * 60 * 60 * 1000),
  /** The oldest entries go first when the log passes one of these. */
  retention: z
    .object({
      maxEntries: z.number().int().positive().default(1_000_000),
      maxBytes: z
        .number()
        .int()
        .positive()
        .default(512 * 1024 * 1024),
      maxAgeMs: z
        .number()
        .int()
        .positive()
        .default(30 * 24 * 60 * 60 * 1000),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A change of settings: what is left out stays as it is, at every depth. */
export const settingsChangeSchema = z.object({
  recording: z.boolean().optional(),
  engine: engineNameSchema.optional(),
  serverSide: serverSideChangeSchema.optional(),
  clientSide: clientSideChangeSchema.optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
