import { pbkdf2Sync } from 'node:crypto';

/**
 * Rails derives with SHA-1, and with SHA-256 where `load_defaults 7.0` or later is set. A cookie does not say which.
 */
export const RAILS_KEY_DIGESTS = ['sha256', 'sha1'] as const;
export type RailsKeyDigest = (typeof RAILS_KEY_DIGESTS)[number];

const KEPT_KEYS = 64;
const keys = new Map<string, Buffer>();

/**
 * A key of Rails' key generator: PBKDF2 of secret_key_base, 1000 rounds, the salt naming the use. It takes a
 * millisecond, so the last few keys are kept. Source: ActiveSupport key_generator.rb, actionpack railtie.rb.
 */
export function railsKey(secret: string | Buffer, salt: string, bytes: number, digest: RailsKeyDigest): Buffer {
  const name = JSON.stringify([typeof secret === 'string' ? secret : [secret.toString('hex')], salt, bytes, digest]);
  const kept = keys.get(name);
  if (kept !== undefined) return kept;
  const key = pbkdf2Sync(secret, salt, 1000, bytes, digest);
  const [oldest] = keys.keys();
  if (keys.size >= KEPT_KEYS && oldest !== undefined) keys.delete(oldest);
  keys.set(name, key);
  return key;
}

/** How a derivation step is written down. */
export function railsKeyFormula(salt: string, bytes: number, digest: RailsKeyDigest): string {
  return `PBKDF2-HMAC-${digest.toUpperCase()}(secret, "${salt}", 1000 rounds, ${bytes} bytes)`;
}
