import { createHash } from 'node:crypto';
import type { SecretsState } from '../contract/workbench.ts';
import { WEAK_SECRETS } from '../cookie/formats/weak-secrets.ts';
import type { SecretRing } from './secret-ring.ts';
import type { SecretKeeper } from './secrets.ts';

/** Describes the signing secrets without revealing them. */
export function secretsState({ all, areGiven }: SecretRing, keeper: SecretKeeper): SecretsState {
  return {
    secrets: all.map((secret) => ({
      characters: secret.length,
      isWeak: WEAK_SECRETS.includes(secret),
      fingerprint: createHash('sha256').update(secret).digest('hex').slice(0, 8),
    })),
    areGiven,
    keptIn: keeper.name,
    isProtected: keeper.isProtected,
  };
}
