/**
 * The experiments of the Lab: what can be run, and what came of it. The table below is what server and window share
 * of them: the window has the words (strings/en/lab.ts), the server what each step does (server/lab/experiments). All
 * that runs is real HTTP.
 */
import { z } from 'zod';
import { actorRefSchema } from './actor.ts';
import { verdictSchema } from './verdict.ts';

const hijack = ['alice-sets', 'mallory-asks', 'copy', 'mallory-asks-again'] as const;
const forgery = ['alice-sets', 'read', 'flip', 'edit', 'guess', 'whole'] as const;
const twins = ['alice-sets', 'bob-sets', 'read-alice', 'read-bob', 'alice-gets', 'bob-gets'] as const;
const replay = ['alice-sets', 'copy', 'alice-pops', 'alice-gets', 'mallory-gets'] as const;
const fixation = ['mallory-begins', 'plant', 'alice-logs-in', 'mallory-gets'] as const;
const fixed = ['mallory-begins', 'plant', 'alice-renews', 'alice-logs-in', 'mallory-gets'] as const;
const lostUpdate = ['alice-sets', 'first-begins', 'second', 'first-ends', 'alice-lists'] as const;
const expiry = ['alice-sets', 'copy', 'wait', 'alice-returns', 'wait-again', 'alice-gets', 'mallory-gets'] as const;
const rotation = [
  'alice-sets',
  'bob-sets',
  'rotate',
  'alice-gets',
  'bob-writes',
  'retire',
  'alice-gets-again',
  'bob-gets-again',
] as const;

/**
 * In the order in which they build upon each other: the variants of each with their steps, and the answers to predict
 * from.
 */
export const EXPERIMENTS = {
  hijack: {
    variants: { 'server-side': hijack, 'client-side': hijack },
    answers: ['mallory', 'anonymous', 'admin'],
  },
  twins: {
    variants: { both: twins },
    answers: ['neither', 'both', 'client-side'],
  },
  forgery: {
    variants: { 'server-side': forgery, 'client-side': forgery },
    answers: ['edit', 'guess', 'whole', 'none'],
  },
  replay: {
    variants: { 'server-side': replay, 'client-side': replay },
    answers: ['anonymous', 'admin', 'error'],
  },
  fixation: {
    variants: { plain: fixation, fixed },
    answers: ['anonymous', 'admin', 'error'],
  },
  'lost-update': {
    variants: { 'server-side': lostUpdate, 'client-side': lostUpdate },
    answers: ['both', 'colour', 'size', 'error'],
  },
  expiry: {
    variants: { 'server-side': expiry, rolling: expiry, 'client-side': expiry },
    answers: ['both', 'alice', 'mallory', 'neither'],
  },
  rotation: {
    variants: { 'server-side': rotation, 'client-side': rotation },
    answers: ['both', 'alice', 'bob', 'neither'],
  },
} as const;

type Experiments = typeof EXPERIMENTS;
export type ExperimentName = keyof Experiments;
export type VariantOf<Name extends ExperimentName> = keyof Experiments[Name]['variants'] & string;
export type AnswerOf<Name extends ExperimentName> = Experiments[Name]['answers'][number];
export type StepOf<Name extends ExperimentName> =
  Experiments[Name]['variants'][keyof Experiments[Name]['variants']] extends readonly (infer Step extends string)[]
    ? Step
    : never;

export const EXPERIMENT_NAMES = Object.keys(EXPERIMENTS) as ExperimentName[];

/** The steps of one variant, in order; undefined for a variant that the experiment does not have. */
export function stepsOf(experiment: ExperimentName, variant: string): readonly string[] | undefined {
  const variants: Readonly<Record<string, readonly string[]>> = EXPERIMENTS[experiment].variants;
  return Object.hasOwn(variants, variant) ? variants[variant] : undefined;
}

export const labRunInput = z
  .object({
    experiment: z.enum(EXPERIMENT_NAMES as [ExperimentName, ...ExperimentName[]]),
    variant: z.string().max(64),
  })
  .refine(
    ({ experiment, variant }) => stepsOf(experiment, variant) !== undefined,
    'the experiment has no such variant',
  );
export type LabRunInput = z.infer<typeof labRunInput>;

/** What one step came to. A step that sent a request names its entry in the log. */
export const labStepSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    step: z.string(),
    entryId: z.number().int(),
    arrivedAtMs: z.number(),
    actor: actorRefSchema,
    method: z.string(),
    url: z.string(),
    /** What the site answered, in a line. */
    says: z.string(),
    verdict: verdictSchema,
    /** Bytes of the session cookie that came, name and value; null if none did. */
    cookieBytes: z.number().int().nullable(),
    setsCookie: z.boolean(),
    storeCalls: z.number().int(),
  }),
  /** A cookie was read by somebody who has no secret; `text` is all that can be had of it. */
  z.object({ kind: z.literal('read'), step: z.string(), text: z.string() }),
  /** Something was done on the stage, without a request; or a request was begun, and a later step has it. */
  z.object({ kind: z.literal('done'), step: z.string() }),
]);
export type LabStep = z.infer<typeof labStepSchema>;
export type LabRequestStep = Extract<LabStep, { kind: 'request' }>;

/** Why a run could not go on. `too-late`: a request came so late, on a busy machine, that it shows something else. */
export const labFailureSchema = z.object({
  step: z.string(),
  reason: z.enum(['no-answer', 'site-error', 'not-recorded', 'no-cookie', 'too-late', 'unexpected']),
  /** The site's own words, or those of the error; empty where there is nothing to add. */
  detail: z.string(),
});
export type LabFailure = z.infer<typeof labFailureSchema>;

/**
 * One run of one variant, from its start on. The last run of each variant is kept until the log is cleared or the app
 * is closed.
 */
export const labRunSchema = z.object({
  experiment: z.enum(EXPERIMENT_NAMES as [ExperimentName, ...ExperimentName[]]),
  variant: z.string(),
  state: z.enum(['running', 'finished', 'failed', 'cancelled']),
  startedAtMs: z.number(),
  /** The steps that are over, in order. */
  steps: z.array(labStepSchema),
  /** Which of the answers came true; null before the end, and if none did. */
  answer: z.string().nullable(),
  failure: labFailureSchema.nullable(),
});
export type LabRun = z.infer<typeof labRunSchema>;

/** A run that has ended, or why none was begun: another one is under way, or requests are not being recorded. */
export type LabResult = { ok: true; run: LabRun } | { ok: false; reason: 'busy' | 'not-recording' };
