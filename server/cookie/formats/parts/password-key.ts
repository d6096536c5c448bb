import * as crypto from 'node:crypto';
import { promisify } from 'node:util';
import { saltedSecret } from './salted-secret.ts';

/** The salt that the plugin uses if it is given none. Source: @fastify/secure-session, index.js. */
const DEFAULT_SALT = Buffer.from('mq9hDxBVDbspDR6nLfFT1g==', 'base64');
/** Of crypto_pwhash. The plugin refuses other lengths. */
const SALT_BYTES = 16;
/** The plugin refuses shorter secrets. */
const SHORTEST_SECRET_BYTES = 32;
const KEY_BYTES = 32;
/** libsodium's OPSLIMIT_MODERATE and MEMLIMIT_MODERATE, with Argon2's memory in KiB. */
const PASSES = 3;
const MEMORY_KIB = 256 * 1024;
/** As many as the secrets of an app. */
const MOST_KEYS = 10;

/** The keys that were derived, the latest last. */
const derived = new Map<string, Buffer>();
/** The derivations that run, one after the other, because each takes 256 MiB. */
const running = new Map<string, Promise<void>>();
let last: Promise<unknown> = Promise.resolve();

/**
 * The key that `@fastify/secure-session` derives from its option `secret`: libsodium's crypto_pwhash, which is Argon2id
 * (RFC 9106) with one lane. It blocks the thread for about a second and takes 256 MiB. A secret with the plugin's
 * option `salt` is given as `salt:SALT:SECRET`. Null for a secret or a salt that the plugin refuses, and where there is
 * no Argon2: in Node before 24.7, and in Electron.
 */
export function secureSessionKey(secret: string): Buffer | null {
  const parameters = parametersOf(secret);
  if (parameters === null) return null;
  const key = derived.get(secret) ?? crypto.argon2Sync('argon2id', parameters);
  keep(secret, key);
  return key;
}

/** The same key, if it was derived before. */
export function derivedSessionKey(secret: string): Buffer | null {
  return derived.get(secret) ?? null;
}

/**
 * Derives the keys of those secrets that can be passwords of `@fastify/secure-session`, in other threads. Resolves when
 * {@link derivedSessionKey} has them. Never rejects: a password for which the memory does not suffice has no key.
 */
export async function deriveSessionKeys(secrets: readonly string[]): Promise<void> {
  for (const secret of secrets) {
    const parameters = derived.has(secret) ? null : parametersOf(secret);
    if (parameters === null) continue;
    const next = running.get(secret) ?? derive(secret, parameters);
    running.set(secret, next);
    await next;
  }
}

async function derive(secret: string, parameters: crypto.Argon2Parameters): Promise<void> {
  const before = last;
  const work = (async () => {
    await before;
    keep(secret, await promisify(crypto.argon2)('argon2id', parameters));
  })();
  last = work.catch(() => {});
  await last;
  running.delete(secret);
}

function parametersOf(secret: string): crypto.Argon2Parameters | null {
  const given = saltedSecret(secret);
  const message = given?.secret ?? secret;
  const nonce = given === null ? DEFAULT_SALT : saltOf(given.salt);
  const isPossible = nonce !== null && Buffer.byteLength(message) >= SHORTEST_SECRET_BYTES;
  if (!isPossible || typeof crypto.argon2Sync !== 'function') return null;
  return { message, nonce, parallelism: 1, tagLength: KEY_BYTES, memory: MEMORY_KIB, passes: PASSES };
}

/** The salt as sixteen characters, or as base64 of sixteen bytes: the plugin takes a text or a Buffer. */
function saltOf(text: string): Buffer | null {
  const found = [Buffer.from(text), Buffer.from(text, 'base64')];
  return found.find(({ length }) => length === SALT_BYTES) ?? null;
}

function keep(secret: string, key: Buffer): void {
  derived.delete(secret);
  derived.set(secret, key);
  for (const oldest of derived.keys()) {
    if (derived.size <= MOST_KEYS) break;
    derived.delete(oldest);
  }
}
