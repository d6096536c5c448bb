/**
 * A request that the user sends from the window: a recorded one again, an edited one, or a new one. Its texts are
 * written to the wire unchanged, so they must not contain characters that end a line or start a new one.
 */
import { z } from 'zod';
import { OUTGOING } from './outgoing-rules.ts';

const headerSchema = z.tuple([
  z.string().max(256).regex(OUTGOING.headerName, 'A header name has letters, digits and - only'),
  z
    .string()
    .max(OUTGOING.maxHeaderLength)
    .regex(OUTGOING.headerValue, 'A header value has printable characters of Latin-1 only'),
]);

export const outgoingRequestSchema = z.object({
  /**
   * The simulated browser that sends the request over a separate connection. Null for a program outside the app, named
   * after its User-Agent.
   */
  actorId: z.string().max(64).nullable(),
  method: z.string().regex(OUTGOING.method, 'A method has capital letters only'),
  /** The target of the request line. The connection always goes to the site, whatever host the target names. */
  target: z.string().regex(OUTGOING.target, 'A path has visible ASCII characters only; encode any other'),
  /** In order, with duplicates. A line that frames the message is replaced by the one that the body requires. */
  headers: z.array(headerSchema).max(OUTGOING.maxHeaders),
  /** Whether the Cookie line is made from the browser's jar, instead of any given Cookie line. */
  withJar: z.boolean(),
  /** Sent as UTF-8. */
  body: z.string().max(OUTGOING.maxBodyLength).nullable(),
  /** The record that the request was made from. */
  resendOf: z.number().int().nullable(),
});
export type OutgoingRequest = z.infer<typeof outgoingRequestSchema>;

/** The result of a sent request. */
export const sentRequestSchema = z.object({
  /** The id of its record. Null if it was not recorded. */
  recordId: z.number().int().nullable(),
  /** Null if the site did not answer. */
  status: z.number().int().nullable(),
  /** A one-line summary of the response, or the reason why there was none. */
  text: z.string(),
});
export type SentRequest = z.infer<typeof sentRequestSchema>;
