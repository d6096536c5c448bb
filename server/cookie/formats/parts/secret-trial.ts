import type { DerivationStep, NotValidReason, SegmentRole } from '../../../contract/decoded-cookie.ts';
import { isSameMac } from './hmac.ts';

/** The result of one secret. */
export type Attempt = {
  readonly matches: boolean;
  /** The part that was changed, if the secret is correct although the signature does not match. */
  readonly provesTampering?: SegmentRole | null;
  readonly derivation: readonly DerivationStep[];
};

export type Trial<A extends Attempt> = {
  /** The secret that matches, counted from 1. */
  readonly secretNumber: number | null;
  /**
   * The attempt with that secret; else with a secret that proves tampering; else with the first usable secret. Null if
   * no secret was usable.
   */
  readonly attempt: A | null;
};

/**
 * Tries the secrets in their order. `attempt` gets each as text, and again as bytes if it starts with `base64:` or
 * `hex:`; it returns null for a secret that cannot be a key. Stops at the first that matches.
 */
export function trySecrets<A extends Attempt>(
  secrets: readonly string[],
  attempt: (secret: string | Buffer) => A | null,
): Trial<A> {
  let best: A | null = null;
  for (const [index, secret] of secrets.entries()) {
    for (const form of formsOf(secret)) {
      const result = attempt(form);
      if (result?.matches) return { secretNumber: index + 1, attempt: result };
      if (result !== null && (best === null || (result.provesTampering && !best.provesTampering))) best = result;
    }
  }
  return { secretNumber: null, attempt: best };
}

/** A secret as the text it is, and as the bytes that it may encode. */
export function formsOf(secret: string): (string | Buffer)[] {
  const spelled = /^(base64|hex):([A-Za-z0-9+/_=-]+)$/.exec(secret);
  if (spelled === null) return [secret];
  return [secret, Buffer.from(spelled[2] ?? '', spelled[1] === 'hex' ? 'hex' : 'base64')];
}

/** The attempt with a secret; `expected` is the signature that the cookie should have with it. */
export function compared(signature: string, expected: string, derivation: readonly DerivationStep[]): Attempt {
  return {
    matches: isSameMac(Buffer.from(expected), Buffer.from(signature)),
    derivation,
    provesTampering: isEditedSignature(signature, expected) ? 'signature' : null,
  };
}

/** Why no secret matched, as a {@link NotValidReason}. `damaged` is a part that no correct writer produces. */
export function mismatch(
  secrets: readonly string[],
  attempt: Attempt | null,
  damaged: SegmentRole | null = null,
): { reason: NotValidReason; where: SegmentRole | null } {
  if (secrets.length === 0)
    return damaged === null ? { reason: 'no-secret', where: null } : { reason: 'malformed', where: damaged };
  if (attempt === null) return { reason: 'secret-unusable', where: null };
  if (attempt.provesTampering) return { reason: 'tampered', where: attempt.provesTampering };
  if (damaged !== null) return { reason: 'tampered', where: damaged };
  return { reason: 'bad-signature', where: 'signature' };
}

/**
 * Whether a signature that does not match is the expected one after an edit or a cut: at least half of its characters,
 * and at least eight, are the same at the same places. This does not happen by chance, so the secret and the signed
 * text are correct and only the signature is not.
 */
export function isEditedSignature(given: string, expected: string): boolean {
  let agreeing = 0;
  for (let index = 0; index < given.length && index < expected.length; index++) {
    if (given[index] === expected[index]) agreeing++;
  }
  return agreeing >= 8 && agreeing * 2 >= Math.min(given.length, expected.length) && given !== expected;
}
