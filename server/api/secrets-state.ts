import type { SecretsState } from '../contract/workbench.ts';
import { WEAK_SECRETS } from '../cookie/formats/weak-secrets.ts';
import type { SecretKeeper } from '../session/secrets.ts';

/** Describes the signing secrets without telling them. `areGiven`: they came with this start, not from the keeper. */
export function secretsState(secrets: readonly string[], keeper: SecretKeeper, areGiven: boolean): SecretsState {
  return {
    secrets: secrets.map((secret) => ({ characters: secret.length, isWeak: WEAK_SECRETS.includes(secret) })),
    areGiven,
    keptIn: keeper.name,
    isProtected: keeper.isProtected,
  };
}
