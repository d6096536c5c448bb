import { z } from 'zod';

/** A value JSON can carry; what a session may hold. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The data of a session: its keys and values, without express-session's own `cookie` member. */
export type SessionData = { [key: string]: Json };

/** Accepts any JSON value, of any depth; size and depth are limited where the value enters a session. */
export const jsonSchema: z.ZodType<Json> = z.json();

export const sessionDataSchema: z.ZodType<SessionData> = z.record(z.string(), jsonSchema);
