import { z } from 'zod';

/**
 * What became of the session cookie that came with a request. Signed is not encrypted: `accepted` says that the signature
 * matches one of the secrets and that the sid is known, nothing more. `secretNumber` counts from 1, in the order of the list.
 */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('malformed'),
    reason: z.enum(['no-prefix', 'no-signature', 'bad-encoding', 'empty-sid']),
  }),
  z.object({ kind: z.literal('bad-signature'), sid: z.string(), secretsTried: z.number().int() }),
  z.object({ kind: z.literal('unknown-sid'), sid: z.string(), secretNumber: z.number().int() }),
  z.object({ kind: z.literal('expired'), sid: z.string(), secretNumber: z.number().int(), expiredAtMs: z.number() }),
  z.object({ kind: z.literal('accepted'), sid: z.string(), secretNumber: z.number().int() }),
  /** The cookie is genuine, but the store could not be asked: the request failed with the store's error. */
  z.object({ kind: z.literal('unchecked'), sid: z.string(), secretNumber: z.number().int() }),
]);
export type Verdict = z.infer<typeof verdictSchema>;
