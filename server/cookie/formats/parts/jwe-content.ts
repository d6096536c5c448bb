import { createCipheriv, createDecipheriv } from 'node:crypto';
import { type Digest, hmac, isSameMac } from './hmac.ts';

/** A content encryption of JWE (RFC 7518 §5): AES in GCM, or in CBC with an HMAC of which half is the tag. */
export type ContentEncryption =
  | { readonly name: string; readonly keyBytes: 16 | 24 | 32; readonly ivBytes: 12; readonly digest: null }
  | { readonly name: string; readonly keyBytes: 32 | 48 | 64; readonly ivBytes: 16; readonly digest: Digest };

const ENCRYPTIONS: readonly ContentEncryption[] = [
  { name: 'A128GCM', keyBytes: 16, ivBytes: 12, digest: null },
  { name: 'A192GCM', keyBytes: 24, ivBytes: 12, digest: null },
  { name: 'A256GCM', keyBytes: 32, ivBytes: 12, digest: null },
  { name: 'A128CBC-HS256', keyBytes: 32, ivBytes: 16, digest: 'sha256' },
  { name: 'A192CBC-HS384', keyBytes: 48, ivBytes: 16, digest: 'sha384' },
  { name: 'A256CBC-HS512', keyBytes: 64, ivBytes: 16, digest: 'sha512' },
];

/** Null for a name that is not in RFC 7518. */
export function contentEncryption(name: unknown): ContentEncryption | null {
  return ENCRYPTIONS.find((encryption) => encryption.name === name) ?? null;
}

/** The encrypted content, with the protected header exactly as in the token (the additional data). */
export type Sealed = {
  readonly header: string;
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
};

/** The plain text and, for CBC, the tag that this key gives. `plaintext` is null where the tag does not match. */
export type Opened = { readonly plaintext: Buffer | null; readonly expectedTag: Buffer | null };

const GCM_TAG_BYTES = 16;

/** Decrypts with a key of the right length. Never throws. */
export function openJwe(encryption: ContentEncryption, key: Buffer, { header, iv, ciphertext, tag }: Sealed): Opened {
  if (iv.length !== encryption.ivBytes) return { plaintext: null, expectedTag: null };
  if (encryption.digest === null) {
    if (tag.length !== GCM_TAG_BYTES) return { plaintext: null, expectedTag: null };
    return { plaintext: orNull(() => decryptGcm(key, { header, iv, ciphertext, tag })), expectedTag: null };
  }
  const half = key.length / 2;
  const expectedTag = cbcTag(encryption.digest, key.subarray(0, half), header, iv, ciphertext);
  if (!isSameMac(expectedTag, tag)) return { plaintext: null, expectedTag };
  const cipher = `aes-${half * 8}-cbc`;
  const decipher = createDecipheriv(cipher, key.subarray(half), iv);
  return { plaintext: orNull(() => Buffer.concat([decipher.update(ciphertext), decipher.final()])), expectedTag };
}

/** Encrypts with a key of the right length. */
export function sealJwe(
  encryption: ContentEncryption,
  key: Buffer,
  header: string,
  iv: Buffer,
  plaintext: Uint8Array,
): Sealed {
  if (encryption.digest === null) {
    const cipher = createCipheriv(gcmName(key), key, iv, { authTagLength: GCM_TAG_BYTES }).setAAD(Buffer.from(header));
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    return { header, iv, ciphertext, tag: cipher.getAuthTag() };
  }
  const half = key.length / 2;
  const cipher = createCipheriv(`aes-${half * 8}-cbc`, key.subarray(half), iv);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return { header, iv, ciphertext, tag: cbcTag(encryption.digest, key.subarray(0, half), header, iv, ciphertext) };
}

function decryptGcm(key: Buffer, { header, iv, ciphertext, tag }: Sealed): Buffer {
  const decipher = createDecipheriv(gcmName(key), key, iv, { authTagLength: GCM_TAG_BYTES });
  decipher.setAAD(Buffer.from(header)).setAuthTag(tag);
  return Buffer.concat([decipher.update(ciphertext), decipher.final()]);
}

function gcmName(key: Buffer) {
  return `aes-${key.length * 8}-gcm` as 'aes-256-gcm';
}

/** RFC 7518 §5.2.2.1: the first half of an HMAC over header, iv, ciphertext and the number of bits in the header. */
function cbcTag(digest: Digest, key: Buffer, header: string, iv: Uint8Array, ciphertext: Uint8Array): Buffer {
  const bits = Buffer.alloc(8);
  bits.writeBigUInt64BE(BigInt(Buffer.byteLength(header)) * 8n);
  const mac = hmac(digest, key, Buffer.concat([Buffer.from(header), iv, ciphertext, bits]));
  return mac.subarray(0, mac.length / 2);
}

function orNull(work: () => Buffer): Buffer | null {
  try {
    return work();
  } catch {
    return null;
  }
}
