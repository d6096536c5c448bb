import { z } from 'zod';
import {
  clientSideChangeSchema,
  clientSideOptionsSchema,
  defaultClientSideOptions,
  defaultServerSideOptions,
  serverSideChangeSchema,
  serverSideOptionsSchema,
} from './engine-options.ts';
import { LANGUAGE_CHOICES } from './language.ts';
import { engineNameSchema } from './log-entry.ts';

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
const MIB = 1024 * 1024;

/** From where to where the numbers among the settings go. */
export const SETTING_BOUNDS = {
  port: { min: 0, max: 65_535 },
  idleLimitMs: { min: SECOND, max: 400 * DAY },
  maxEntries: { min: 100, max: 10_000_000 },
  maxBytes: { min: MIB, max: 64 * 1024 * MIB },
  maxAgeMs: { min: 60 * SECOND, max: 3650 * DAY },
  maxSessions: { min: 100, max: 10_000_000 },
  maxSessionBytes: { min: MIB, max: 64 * 1024 * MIB },
} as const;

export const THEMES = ['system', 'light', 'dark'] as const;
export const CONTRASTS = ['system', 'normal', 'more'] as const;

const bounded = ({ min, max }: { min: number; max: number }) => z.number().int().min(min).max(max);

const retentionSchema = z.object({
  maxEntries: bounded(SETTING_BOUNDS.maxEntries).default(1_000_000),
  maxBytes: bounded(SETTING_BOUNDS.maxBytes).default(512 * MIB),
  maxAgeMs: bounded(SETTING_BOUNDS.maxAgeMs).default(30 * DAY),
});

const sessionLimitsSchema = z.object({
  maxCount: bounded(SETTING_BOUNDS.maxSessions).default(200_000),
  maxBytes: bounded(SETTING_BOUNDS.maxSessionBytes).default(256 * MIB),
});

/** What the window remembers of how it looks (widths, columns), by name; the window alone knows what it means. */
const layoutName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const layoutText = z.string().max(1000);
const isShort = (layout: object) => Object.keys(layout).length <= 100;
const layoutSchema = z.record(layoutName, layoutText).refine(isShort, 'there are more than 100 names');
/** In a change, null forgets a name. */
const layoutChangeSchema = z.record(layoutName, layoutText.nullable()).refine(isShort, 'there are more than 100 names');

const language = z.enum(LANGUAGE_CHOICES);
const theme = z.enum(THEMES);
const contrast = z.enum(CONTRASTS);

/** Everything that can be changed while it runs, with its defaults. They are kept in the data folder. */
export const settingsSchema = z.object({
  recording: z.boolean().default(true),
  engine: engineNameSchema.default('server-side'),
  serverSide: serverSideOptionsSchema.default(defaultServerSideOptions),
  clientSide: clientSideOptionsSchema.default(defaultClientSideOptions),
  /** How long the store keeps a session whose cookie has no expiry, counted from its last use. */
  idleLimitMs: bounded(SETTING_BOUNDS.idleLimitMs).default(DAY),
  /** The oldest entries go first when the log passes one of these. */
  retention: retentionSchema.prefault({}),
  /** Of stored sessions, those that were not used for longest go first when there are more, or they take more. */
  sessionLimits: sessionLimitsSchema.prefault({}),
  /** The site's port, 0 for any. Where it is taken, the next free one is used. */
  port: bounded(SETTING_BOUNDS.port).default(5000),
  language: language.default('system'),
  theme: theme.default('system'),
  contrast: contrast.default('system'),
  layout: layoutSchema.default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A change of settings: what is left out stays as it is, at every depth. */
export const settingsChangeSchema = z.object({
  recording: z.boolean().optional(),
  engine: engineNameSchema.optional(),
  serverSide: serverSideChangeSchema.optional(),
  clientSide: clientSideChangeSchema.optional(),
  idleLimitMs: bounded(SETTING_BOUNDS.idleLimitMs).optional(),
  retention: z
    .object({
      maxEntries: bounded(SETTING_BOUNDS.maxEntries).optional(),
      maxBytes: bounded(SETTING_BOUNDS.maxBytes).optional(),
      maxAgeMs: bounded(SETTING_BOUNDS.maxAgeMs).optional(),
    })
    .optional(),
  sessionLimits: z
    .object({
      maxCount: bounded(SETTING_BOUNDS.maxSessions).optional(),
      maxBytes: bounded(SETTING_BOUNDS.maxSessionBytes).optional(),
    })
    .optional(),
  port: bounded(SETTING_BOUNDS.port).optional(),
  language: language.optional(),
  theme: theme.optional(),
  contrast: contrast.optional(),
  layout: layoutChangeSchema.optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
