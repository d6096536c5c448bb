import {
  constants,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readJson } from '../../../encodings/bounded-json.ts';
import { isObject } from '../../../encodings/typed-value.ts';
import { type Digest, hmac, isSameMac } from './hmac.ts';

/**
 * A key to verify with: shared bytes, or a key of a pair. The form of the given key decides its kind; the token never
 * does.
 */
export type JwtKey =
  | { kind: 'shared'; key: string | Buffer }
  | { kind: 'pair'; publicKey: KeyObject; privateKey: () => KeyObject | null };

type Algorithm = { digest: Digest | null } & (
  | { family: 'hmac' }
  | { family: 'rsa' | 'rsa-pss' }
  | { family: 'ec'; curve: string }
  | { family: 'ed' }
);

const DIGESTS = { '256': 'sha256', '384': 'sha384', '512': 'sha512' } as const;
const CURVES: Record<string, string> = {
  ES256: 'prime256v1',
  ES256K: 'secp256k1',
  ES384: 'secp384r1',
  ES512: 'secp521r1',
};
const ED_CURVES = ['ed25519', 'ed448'];

/**
 * Reads a secret as a key: PEM (public key, certificate or private key), a JWK, or anything else as shared text. Null
 * for a PEM or JWK that cannot be read. Source: RFC 7517, RFC 7518.
 */
export function readJwtKey(secret: string | Buffer): JwtKey | null {
  if (typeof secret !== 'string') return { kind: 'shared', key: secret };
  const json = secret.trimStart().startsWith('{') ? readJson(secret) : null;
  const jwk = json?.ok && isObject(json.value) && typeof json.value.kty === 'string' ? json.value : null;
  if (jwk?.kty === 'oct')
    return typeof jwk.k === 'string' ? { kind: 'shared', key: Buffer.from(jwk.k, 'base64url') } : null;
  const isPem = secret.trimStart().startsWith('-----BEGIN ');
  if (jwk === null && !isPem) return { kind: 'shared', key: secret };
  const source = jwk === null ? secret : { key: jwk as JsonWebKey, format: 'jwk' as const };
  const publicKey = keyOrNull(() => createPublicKey(source));
  const privateKey = () => keyOrNull(() => createPrivateKey(source));
  return publicKey === null ? null : { kind: 'pair', publicKey, privateKey };
}

/**
 * Whether a key can belong to an algorithm: a public key never serves as the shared bytes of an HMAC (RFC 8725 §2.1,
 * §3.1).
 */
export function keyFits(name: string, key: JwtKey): boolean {
  const algorithm = algorithmOf(name);
  if (algorithm === null) return false;
  if (key.kind === 'shared') return algorithm.family === 'hmac';
  const { asymmetricKeyType = '', asymmetricKeyDetails } = key.publicKey;
  if (algorithm.family === 'rsa') return asymmetricKeyType === 'rsa';
  if (algorithm.family === 'rsa-pss') return asymmetricKeyType === 'rsa' || asymmetricKeyType === 'rsa-pss';
  if (algorithm.family === 'ec')
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === algorithm.curve;
  return algorithm.family === 'ed' && ED_CURVES.includes(asymmetricKeyType);
}

/** The HMAC of a text. Null for an algorithm that is not an HMAC. */
export function jwtMac(name: string, key: JwtKey, text: string): Buffer | null {
  const digest = algorithmOf(name)?.digest ?? null;
  return key.kind === 'shared' && digest !== null ? hmac(digest, key.key, text) : null;
}

/** Verifies with a key that fits. ECDSA signatures are r and s side by side, not DER (RFC 7518 §3.4). Never throws. */
export function verifyJwt(name: string, key: JwtKey, text: string, signature: Buffer): boolean {
  const mac = jwtMac(name, key, text);
  if (mac !== null) return isSameMac(mac, signature);
  const algorithm = algorithmOf(name);
  if (key.kind === 'shared' || algorithm === null) return false;
  try {
    return verify(algorithm.digest, Buffer.from(text), { key: key.publicKey, ...optionsOf(algorithm) }, signature);
  } catch {
    return false;
  }
}

/** Signs with a key that fits; null if only the public half is there. */
export function signJwt(name: string, key: JwtKey, text: string): Buffer | null {
  const algorithm = algorithmOf(name);
  if (key.kind === 'shared') return jwtMac(name, key, text);
  const privateKey = key.privateKey();
  if (privateKey === null || algorithm === null) return null;
  return sign(algorithm.digest, Buffer.from(text), { key: privateKey, ...optionsOf(algorithm) });
}

function algorithmOf(name: string): Algorithm | null {
  if (name === 'EdDSA' || name === 'Ed25519' || name === 'Ed448') return { family: 'ed', digest: null };
  const parts = /^(HS|RS|PS|ES)(256|384|512)(K?)$/.exec(name);
  const digest = parts === null ? null : DIGESTS[parts[2] as keyof typeof DIGESTS];
  if (parts === null || digest === null) return null;
  const curve = CURVES[name];
  if (parts[1] === 'ES') return curve === undefined ? null : { family: 'ec', curve, digest };
  if (parts[3] !== '') return null;
  return { family: parts[1] === 'HS' ? 'hmac' : parts[1] === 'RS' ? 'rsa' : 'rsa-pss', digest };
}

function optionsOf({ family }: Algorithm) {
  if (family === 'ec') return { dsaEncoding: 'ieee-p1363' as const };
  if (family !== 'rsa-pss') return {};
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

function keyOrNull(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null;
  }
}
