import { createHash, hkdfSync } from 'node:crypto';
import type { CookieNote } from '../../../contract/decoded-cookie.ts';
import { readJwtKey } from './jwt-key.ts';

/** A key that a secret may represent, and the library that derives it in this way. Null for the secret itself. */
export type JweKey = {
  readonly key: Buffer;
  readonly formula: string;
  readonly library: JweLibrary | null;
  /** The cookie's name, if it is part of the derivation. Null otherwise. */
  readonly salt: string | null;
};

export type JweLibrary = 'next-auth' | 'auth-js' | 'auth0' | 'better-auth';

export const NOTE_OF_LIBRARY: Readonly<Record<JweLibrary, CookieNote>> = {
  'next-auth': 'key-of-next-auth',
  'auth-js': 'key-of-auth-js',
  auth0: 'key-of-auth0',
  'better-auth': 'key-of-better-auth',
};

/** With and without https. Early versions of Auth.js 5 kept the names of next-auth 4. */
const SESSION_NAMES = [
  'authjs.session-token',
  '__Secure-authjs.session-token',
  'next-auth.session-token',
  '__Secure-next-auth.session-token',
];
/** The purposes for which Auth.js and better-auth derive keys without a cookie's name. */
const PURPOSES: readonly [library: JweLibrary, salt: string][] = [
  ['auth-js', 'encodedState'],
  ['auth-js', 'encodedWebauthnChallenge'],
  ['better-auth', 'better-auth-session'],
  ['better-auth', 'better-auth-account'],
];

/**
 * The keys of one length that a secret may represent, the most likely first: the secret itself as bytes or as a JWK,
 * and the keys that next-auth 4, Auth.js 5, Auth0's libraries and better-auth derive from it with HKDF-SHA256 (RFC
 * 5869). Auth.js uses the cookie's name for the key: `name` is tried first, then the default names. Source: next-auth
 * jwt/index.ts, @auth/core jwt.ts, express-openid-connect lib/crypto.js, better-auth crypto/jwt.ts.
 */
export function* jweKeys(secret: string | Buffer, bytes: number, name: string | null): Generator<JweKey> {
  const itself = readJwtKey(secret);
  const direct = itself?.kind === 'shared' ? Buffer.from(itself.key) : null;
  if (direct?.length === bytes) yield { key: direct, formula: 'the secret as it is', library: null, salt: null };
  // A JWK is a key itself, so no further key is derived from it.
  if (itself === null || itself.kind === 'pair' || (direct !== null && !direct.equals(Buffer.from(secret)))) return;
  yield derived(secret, bytes, 'next-auth', '', null);
  yield derived(secret, bytes, 'auth0', '', null);
  const names = name === null ? SESSION_NAMES : [name, ...SESSION_NAMES.filter((other) => other !== name)];
  for (const salt of names) {
    yield derived(secret, bytes, 'auth-js', salt, salt);
    yield derived(secret, bytes, 'next-auth', salt, salt);
  }
  for (const [library, salt] of PURPOSES) yield derived(secret, bytes, library, salt, null);
}

/** The key with which a library would encrypt a new cookie. Null if the cookie's name is needed for it. */
export function newJweKey(secret: string, bytes: number, name: string | null): JweKey | null {
  if (name === null) return null;
  const plain = name.replace(/^__(?:Secure|Host)-/, '');
  if (plain.startsWith('authjs.')) return derived(secret, bytes, 'auth-js', name, name);
  if (plain.startsWith('better-auth.')) return derived(secret, bytes, 'better-auth', 'better-auth-session', null);
  if (plain === 'appSession' || plain === '__session') return derived(secret, bytes, 'auth0', '', null);
  return derived(secret, bytes, 'next-auth', '', null);
}

/** The `kid` that Auth.js and better-auth put into the header: the thumbprint of the key as a JWK (RFC 7638). */
export function keyThumbprints(key: Buffer): string[] {
  const jwk = `{"k":"${key.toString('base64url')}","kty":"oct"}`;
  return ['sha512', 'sha256'].map((digest) => createHash(digest).update(jwk).digest('base64url'));
}

const INFOS: Readonly<Record<JweLibrary, (salt: string) => string>> = {
  'next-auth': (salt) => `NextAuth.js Generated Encryption Key${salt === '' ? '' : ` (${salt})`}`,
  'auth-js': (salt) => `Auth.js Generated Encryption Key (${salt})`,
  auth0: () => 'JWE CEK',
  'better-auth': () => 'BetterAuth.js Generated Encryption Key',
};

function derived(
  secret: string | Buffer,
  bytes: number,
  library: JweLibrary,
  salt: string,
  nameInKey: string | null,
): JweKey {
  const info = INFOS[library](salt);
  return {
    key: Buffer.from(hkdfSync('sha256', secret, salt, info, bytes)),
    formula: `HKDF-SHA256(secret, salt "${salt}", info "${info}", ${bytes} bytes)`,
    library,
    salt: nameInKey,
  };
}
