/**
 * One run of an experiment, as the live stream reports it. This file does not import the experiments, because the
 * window reads these messages before it loads the Lab with its words.
 */
import { z } from 'zod';
import { actorRefSchema } from '../actor.ts';
import { verdictSchema } from '../verdict.ts';

/** The result of one step. A step that sent a request names its entry in the log. */
export const labStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    step: z.string(),
    entryId: z.number().int(),
    arrivedAtMs: z.number(),
    actor: actorRefSchema,
    method: z.string(),
    url: z.string(),
    /** The text of the response, in one line. */
    says: z.string(),
    verdict: verdictSchema,
    /**
     * The size of the request's session cookie, name and value, in bytes. Null if the request had no session cookie.
     */
    cookieBytes: z.number().int().nullable(),
    setsCookie: z.boolean(),
    storeCalls: z.number().int(),
    /** The number of the server that got the request. Absent if the run has no servers of its own. */
    server: z.number().int().optional(),
  }),
  /** A cookie was read without a secret, or the cookies of a browser were; `text` is the readable content. */
  z.object({ kind: z.literal('read'), step: z.string(), text: z.string() }),
  /** The step sent no request, or it began a request that a later step finishes. */
  z.object({ kind: z.literal('done'), step: z.string() }),
]);
export type LabStep = z.infer<typeof labStepSchema>;
export type LabRequestStep = Extract<LabStep, { kind: 'request' }>;

/** Why a run ended early. `too-late`: on a busy machine a request came too late to prove anything. */
export const labFailureSchema = z.object({
  step: z.string(),
  reason: z.enum(['no-answer', 'site-error', 'not-recorded', 'no-cookie', 'too-late', 'unexpected']),
  /** The text of the site's response or of the error. Empty if there is none. */
  detail: z.string(),
});
export type LabFailure = z.infer<typeof labFailureSchema>;

/**
 * One run of one variant, from its start on. The last run of each variant is kept until the log is cleared or the app
 * is closed.
 */
export const labRunSchema = z.object({
  /** Its name among the experiments (experiments.ts). */
  experiment: z.string(),
  variant: z.string(),
  state: z.enum(['running', 'finished', 'failed', 'cancelled']),
  startedAtMs: z.number(),
  /** The finished steps, in order. */
  steps: z.array(labStepSchema),
  /** The answer that came true. Null during the run, and if no answer came true. */
  answer: z.string().nullable(),
  failure: labFailureSchema.nullable(),
});
export type LabRun = z.infer<typeof labRunSchema>;

/** A run that has ended, or why no run started: another run is under way, or requests are not being recorded. */
export type LabResult = { ok: true; run: LabRun } | { ok: false; reason: 'busy' | 'not-recording' };
