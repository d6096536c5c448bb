import { z } from 'zod';

/** The rules that decide whether a session cookie is sent. */
export const COOKIE_RULES = [
  // No session to decide about: these answer every question
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
  // Flask's own
  'flask-null-session',
  'flask-cookie-modified',
  'flask-cookie-refreshed',
  'flask-cookie-withheld-unmodified',
  'flask-cookie-deleted',
  'flask-cookie-withheld-empty',
] as const;
export type CookieRule = (typeof COOKIE_RULES)[number];

/** Which rule decided. One name for each branch that the engines can take; the window has a sentence for each. */
export const ruleSchema = z.enum([
  ...COOKIE_RULES,
  // Written to the store?
  'save-modified',
  'save-new-uninitialized',
  'save-resave',
  'save-renewed',
  'skip-uninitialized',
  'skip-unmodified',
  'skip-already-saved',
  // Touched?
  'touch-unmodified',
  'touch-replaced-by-save',
  'touch-not-for-new',
  // Destroyed?
  'destroy-by-handler',
  'destroy-unset',
  'keep-unset',
  'keep-alive',
  // Created?
  'create-saved',
  'create-regenerated',
  'create-not-saved',
  'create-already-known',
]);
export type Rule = z.infer<typeof ruleSchema>;

/**
 * One question about a request's session, how it was answered, the rule that answered it, and what the rule looked
 * at.
 */
export const judgmentSchema = z.object({
  question: z.enum(['created', 'saved', 'touched', 'destroyed', 'set-cookie']),
  answer: z.boolean(),
  rule: ruleSchema,
  inputs: z.record(z.string(), z.union([z.boolean(), z.number(), z.string(), z.null()])),
});
export type Judgment = z.infer<typeof judgmentSchema>;
