import { z } from 'zod';
import { jsonSchema } from './json.ts';

/** Who sent a request: one of our simulated browsers, or a program from outside, named from its User-Agent. */
export const actorRefSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['simulated', 'outside']),
});
export type ActorRef = z.infer<typeof actorRefSchema>;

/** A simulated browser as the window shows it: what its jar holds for the site, and what the site last said to it. */
export const actorStateSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The session id inside the session cookie of the jar (signature not checked), null without such a cookie. */
  sid: z.string().nullable(),
  /** The session cookie's value as the jar holds it, still percent-encoded. */
  cookieValue: z.string().nullable(),
  /** Whether the jar also holds the session cookie of the engine that is switched off, which is sent and ignored. */
  hasOtherCookie: z.boolean(),
  /** Every cookie of the jar that would be sent to the site now, the session cookie among them. */
  cookieCount: z.number().int(),
  lastAnswer: z
    .object({
      /** The record of the request, null if it was not recorded. */
      status: z.number().int().nullable(),
      text: z.string(),
      ok: z.boolean(),
    })
    .nullable(),
});
export type ActorState = z.infer<typeof actorStateSchema>;

/** What a button of an actor does: each is one real HTTP request to the site. */
export const actorActionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('set'), key: z.string(), value: jsonSchema }),
  z.object({ type: z.literal('get'), key: z.string() }),
  z.object({ type: z.literal('pop'), key: z.string() }),
  z.object({ type: z.literal('list') }),
  z.object({ type: z.literal('clear') }),
  z.object({ type: z.literal('regenerate') }),
  z.object({ type: z.literal('destroy') }),
]);
export type ActorAction = z.infer<typeof actorActionSchema>;
