import type { DecodedCookie, DerivationStep, SegmentRole } from '../../../server/contract/decoded-cookie.ts';

export type StepName = DerivationStep['step'];

const SIGNED: readonly SegmentRole[] = [
  'header',
  'payload',
  'value',
  'sid',
  'timestamp',
  'expiry',
  'key-id',
  'version',
  'salt',
];

/** The steps that use a part of a cookie, or produce it. */
export function stepsOfRole(role: SegmentRole): readonly StepName[] {
  if (role === 'signature') return ['mac', 'signature'];
  if (role === 'tag') return ['plaintext'];
  if (role === 'ciphertext' || role === 'iv') return ['signed-text', 'plaintext'];
  if (role === 'salt') return ['key', 'encryption-key', 'signed-text'];
  return SIGNED.includes(role) ? ['signed-text'] : [];
}

/** The result of a changed cookie, compared with the unchanged one. */
export type ChangeEffect =
  /** `step` is the first step with a different value. */
  | { readonly kind: 'step-differs'; readonly step: StepName }
  /** Every step is equal; only the signature in the cookie differs. */
  | { readonly kind: 'only-carried' }
  | { readonly kind: 'unread' | 'no-steps' | 'no-signature' };

/** Finds the first step that a change affects. `before` is the unchanged cookie, `after` has one character changed. */
export function effectOfChange(before: DecodedCookie, after: DecodedCookie): ChangeEffect {
  if (before.reason === 'not-signed' || before.reason === 'opaque') return { kind: 'no-signature' };
  if (before.derivation.length === 0) return { kind: 'no-steps' };
  if (after.derivation.length === 0) return { kind: 'unread' };
  const different = before.derivation.find((step) => !isSameStep(step, after.derivation));
  return different === undefined ? { kind: 'only-carried' } : { kind: 'step-differs', step: different.step };
}

/** Whether a step has the same value in the other derivation. */
export function isSameStep(step: DerivationStep, others: readonly DerivationStep[]): boolean {
  const other = others.find((candidate) => candidate.step === step.step);
  return other !== undefined && other.hex === step.hex && other.text === step.text;
}
