/**
 * A request as the window has it sent by hand: a recorded one again, one that was edited, or one of the reader's own.
 * Its texts go onto the wire as they are, so nothing may stand in them that would end a line or begin another.
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
   * The simulated browser that sends it, over a connection of its own; null: a program from outside, known by its
   * User-Agent.
   */
  actorId: z.string().max(64).nullable(),
  method: z.string().regex(OUTGOING.method, 'A method has capital letters only'),
  /** What stands in the request line. The connection is always to the site, whatever it names. */
  target: z.string().regex(OUTGOING.target, 'A path has visible ASCII characters only; encode any other'),
  /** In order, duplicates kept. A line that frames the message is replaced by what the body asks for. */
  headers: z.array(headerSchema).max(OUTGOING.maxHeaders),
  /** The Cookie line is made from the actor's jar, in place of any that is given. */
  withJar: z.boolean(),
  /** Sent as UTF-8. */
  body: z.string().max(OUTGOING.maxBodyLength).nullable(),
  /** The record it was made from. */
  resendOf: z.number().int().nullable(),
});
export type OutgoingRequest = z.infer<typeof outgoingRequestSchema>;

/** What became of it. */
export const sentRequestSchema = z.object({
  /** The number of its record, null if it was not recorded. */
  recordId: z.number().int().nullable(),
  /** Null: the site did not answer. */
  status: z.number().int().nullable(),
  /** What the site said in a line, or why it did not answer. */
  text: z.string(),
});
export type SentRequest = z.infer<typeof sentRequestSchema>;
