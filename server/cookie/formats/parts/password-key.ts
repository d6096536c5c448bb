import * as crypto from 'node:crypto';

/** The salt that the plugin uses if it is given none. Source: @fastify/secure-session, index.js. */
const DEFAULT_SALT = Buffer.from('mq9hDxBVDbspDR6nLfFT1g==', 'base64');
/** The plugin refuses shorter secrets. */
const SHORTEST_SECRET_BYTES = 32;
const KEY_BYTES = 32;
/** libsodium's OPSLIMIT_MODERATE and MEMLIMIT_MODERATE, with Argon2's memory in KiB. */
const PASSES = 3;
const MEMORY_KIB = 256 * 1024;

let last: { readonly secret: string; readonly key: Buffer } | null = null;

/**
 * The key that `@fastify/secure-session` derives from its option `secret`: libsodium's crypto_pwhash, which is Argon2id
 * (RFC 9106) with one lane. It takes about a second and 256 MiB, in which nothing else is done. Null for a secret that
 * the plugin refuses, and where Node has no Argon2 (before 24.7, and in Electron).
 */
export function secureSessionKey(secret: string): Buffer | null {
  if (Buffer.byteLength(secret) < SHORTEST_SECRET_BYTES || typeof crypto.argon2Sync !== 'function') return null;
  if (last?.secret === secret) return last.key;
  const key = crypto.argon2Sync('argon2id', {
    message: secret,
    nonce: DEFAULT_SALT,
    parallelism: 1,
    tagLength: KEY_BYTES,
    memory: MEMORY_KIB,
    passes: PASSES,
  });
  last = { secret, key };
  return key;
}
