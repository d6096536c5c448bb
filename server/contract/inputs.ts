/**
 * The inputs of the inspector's procedures (server/api/router.ts). Everything a page sends is parsed by one of these.
 */
import { z } from 'zod';
import { actorActionSchema } from './actor.ts';
import { jsonSchema, sessionDataSchema } from './json.ts';
import { PLANTED_COOKIE } from './outgoing-rules.ts';

/** A place in the log: an entry, a moment, or the distance from the oldest (0) to the newest entry (1). */
const logPlace = z.union([
  z.object({ id: z.number().int() }),
  z.object({ atMs: z.number() }),
  z.object({ fraction: z.number().min(0).max(1) }),
]);
export const logPageInput = z.object({
  /** Entries older than this id. If this and the next two are absent, the newest entries. */
  before: z.number().int().optional(),
  /** Entries newer than this id. */
  after: z.number().int().optional(),
  /** Entries on both sides of a place. */
  around: logPlace.optional(),
  limit: z.number().int().min(1).max(1000).default(200),
});

/** The id of one entry of the log. */
export const entryInput = z.object({ id: z.number().int() });

/** A period, both ends included, in wall-clock ms. If the result is a density, it is counted in `parts` equal parts. */
export const logStretchInput = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  parts: z.number().int().min(1).max(1000),
});

export type LogPageQuery = z.infer<typeof logPageInput>;

export const actInput = z.object({ actorId: z.string().max(64), action: actorActionSchema });
export const plantCookieInput = z.object({
  actorId: z.string().max(64),
  value: z
    .string()
    .max(PLANTED_COOKIE.maxLength)
    .regex(PLANTED_COOKIE.characters, 'A cookie value has characters of Latin-1 only, no controls and no semicolon'),
});
export const copyCookieInput = z.object({ fromId: z.string().max(64), toId: z.string().max(64) });
export const actorInput = z.object({ actorId: z.string().max(64) });

export const sessionInput = z.object({ sid: z.string().max(4096) });
export const sessionSetInput = z.object({
  sid: z.string().max(4096),
  key: z.string().min(1).max(1024),
  value: jsonSchema,
});
export const sessionPopInput = z.object({ sid: z.string().max(4096), key: z.string().min(1).max(1024) });
export const sessionReplaceInput = z.object({ sid: z.string().max(4096), data: sessionDataSchema });
export const sessionHistoryInput = z.object({
  sid: z.string().max(4096),
  /** Entries older than this id. If absent, the newest entries. */
  before: z.number().int().optional(),
  limit: z.number().int().min(1).max(500).default(100),
});

/** A signing secret by its position, counted from 1. */
/** The text of a signing secret. It is sent by POST so that it never appears in an address. */
export const secretTextInput = z.object({ text: z.string().min(1).max(1024) });
export const secretInput = z.object({ number: z.number().int().min(1) });
export const secretMoveInput = z.object({ from: z.number().int().min(1), to: z.number().int().min(1) });
