import { z } from 'zod';
import { deepPartial } from './deep-partial.ts';
import {
  clientSideOptionsSchema,
  defaultClientSideOptions,
  defaultServerSideOptions,
  serverSideOptionsSchema,
} from './engine-options.ts';
import { LANGUAGE_CHOICES } from './language.ts';
import { engineNameSchema } from './log-entry.ts';

const SECOND = 1000;
const DAY = 24 * 60 * 60 * SECOND;
const MIB = 1024 * 1024;

/** The smallest and the largest value of each numeric setting. */
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

/** The layout of the window (widths, columns) by name. Only the window interprets the values. */
const layoutName = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
const layoutText = z.string().max(1000);
const isShort = (layout: object) => Object.keys(layout).length <= 100;
const layoutSchema = z.record(layoutName, layoutText).refine(isShort, 'there are more than 100 names');
/** In a change, null removes a name. */
const layoutChangeSchema = z.record(layoutName, layoutText.nullable()).refine(isShort, 'there are more than 100 names');

/**
 * The address of a store for the sessions of the site, without a password: Redis, Valkey or PostgreSQL. Empty for the
 * database of the app.
 */
export const sessionStoreSchema = z
  .string()
  .max(500)
  .regex(/^((rediss?|valkeys?|postgres|postgresql):\/\/([^\s:@/]+@)?[^\s@]+)?$/);

/** Every setting with its default. Settings can be changed while the app runs; the data folder keeps the changes. */
export const settingsSchema = z.object({
  recording: z.boolean().default(true),
  engine: engineNameSchema.default('server-side'),
  serverSide: serverSideOptionsSchema.default(defaultServerSideOptions),
  clientSide: clientSideOptionsSchema.default(defaultClientSideOptions),
  /** How long the store keeps a session whose cookie has no expiry, counted from the last use. */
  idleLimitMs: bounded(SETTING_BOUNDS.idleLimitMs).default(DAY),
  /** When the log exceeds one of these limits, its oldest entries are deleted. */
  retention: retentionSchema.prefault({}),
  /** When the stored sessions exceed one of these limits, the least recently used ones are deleted. */
  sessionLimits: sessionLimitsSchema.prefault({}),
  /** The site's port, 0 for any free port. If the port is in use, the next free one is taken. */
  port: bounded(SETTING_BOUNDS.port).default(5000),
  /** Used from the next start on. */
  sessionStore: sessionStoreSchema.default(''),
  language: z.enum(LANGUAGE_CHOICES).default('system'),
  theme: z.enum(THEMES).default('system'),
  contrast: z.enum(CONTRASTS).default('system'),
  layout: layoutSchema.default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A change of settings: a setting that is left out stays as it is, at every depth. */
export const settingsChangeSchema = deepPartial(settingsSchema).extend({ layout: layoutChangeSchema.optional() });
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
