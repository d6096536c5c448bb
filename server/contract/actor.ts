import { z } from 'zod';
import { jsonSchema } from './json.ts';
import { verdictSchema } from './verdict.ts';

/** Who sent a request: one of our simulated browsers, or a program from outside, named from its User-Agent. */
export const actorRefSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['simulated', 'outside']),
});
export type ActorRef = z.infer<typeof actorRefSchema>;

/** A simulated browser: what its jar holds for the site, and what the site last said to it. */
export const browserStateSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The session id inside the session cookie of the jar (signature not checked), null without such a cookie. */
  sid: z.string().nullable(),
  /** The session cookie's value as the jar holds it, still percent-encoded. */
  cookieValue: z.string().nullable(),
  /** When the jar drops that cookie by itself, in wall-clock ms; null without one, or if it has no expiry. */
  cookieEndsAtMs: z.number().nullable(),
  /**
   * Set if the user put that cookie into the jar and the site has not sent one since. `copiedFrom` is the name of the
   * browser that it was copied from, null for a cookie that was typed, edited or sent from the workbench. Null also for
   * a jar of an earlier run: how its cookie came is not kept.
   */
  putIn: z.object({ copiedFrom: z.string().nullable() }).nullable(),
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
export type BrowserState = z.infer<typeof browserStateSchema>;

/**
 * A simulated browser as the window shows it. `verdict` is the one that its next request would get from the engine in
 * charge: signature, age, store and secrets as they are now. The browser holds a session if that is `accepted`.
 */
export const actorStateSchema = browserStateSchema.extend({ verdict: verdictSchema });
export type ActorState = z.infer<typeof actorStateSchema>;

/** Whether this browser's next request would be accepted with the session of this sid. The one meaning of "held". */
export function holdsSession({ verdict }: Pick<ActorState, 'verdict'>, sid: string): boolean {
  return verdict.kind === 'accepted' && verdict.sid === sid;
}

/** The server-side session that this browser holds; null if it holds none, or its session is in the cookie. */
export function heldSid({ verdict }: Pick<ActorState, 'verdict'>): string | null {
  return verdict.kind === 'accepted' ? verdict.sid : null;
}

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
