import { z } from 'zod';

/** The rules that decide whether a session cookie is sent. */
export const COOKIE_RULES = [
  // Without a session, one of these rules answers all questions
  'no-session',
  'session-destroyed',
  'session-set-to-null',
  'store-failed',
  'cookie-new-modified',
  'cookie-new-uninitialized',
  'cookie-rolling',
  'cookie-expiry-moved',
  'cookie-withheld-uninitialized',
  'cookie-withheld-unmodified',
  'cookie-withheld-sent-once',
  'cookie-withheld-insecure',
  // Rules of Flask only
  'flask-null-session',
  'flask-cookie-modified',
  'flask-cookie-refreshed',
  'flask-cookie-withheld-unmodified',
  'flask-cookie-deleted',
  'flask-cookie-withheld-empty',
] as const;
export type CookieRule = (typeof COOKIE_RULES)[number];

/**
 * The rule that decided. There is one name for each branch of the engines, and the window has a sentence for each name.
 */
export const ruleSchema = z.enum([
  ...COOKIE_RULES,
  // Whether the session is written to the store
  'save-modified',
  'save-new-uninitialized',
  'save-resave',
  'save-renewed',
  'skip-uninitialized',
  'skip-unmodified',
  'skip-already-saved',
  // Whether the session is touched
  'touch-unmodified',
  'touch-replaced-by-save',
  'touch-not-for-new',
  // Whether the session is destroyed
  'destroy-by-handler',
  'destroy-unset',
  'keep-unset',
  'keep-alive',
  // Whether a session is created
  'create-saved',
  'create-regenerated',
  'create-not-saved',
  'create-already-known',
]);
export type Rule = z.infer<typeof ruleSchema>;

/**
 * One question about the session of a request, its answer, the rule that gave the answer, and the values that the rule
 * used.
 */
export const judgmentSchema = z.object({
  question: z.enum(['created', 'saved', 'touched', 'destroyed', 'set-cookie']),
  answer: z.boolean(),
  rule: ruleSchema,
  inputs: z.record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.null()])),
});
export type Judgment = z.infer<typeof judgmentSchema>;
