import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js';

export const BOX_KEY_BYTES = 32;
export const BOX_NONCE_BYTES = 24;
export const BOX_TAG_BYTES = 16;

/**
 * Opens a box of libsodium's secretbox or XChaCha20-Poly1305, which OpenSSL does not support. `sealed` is the
 * ciphertext in the order of the cipher: the tag first (XSalsa20) or last (XChaCha20). Null if the key is wrong, or
 * something was changed. Key and nonce have the lengths above.
 */
export function openSecretbox(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array): Buffer | null {
  return opened(() => xsalsa20poly1305(plain(key), plain(nonce)).decrypt(plain(sealed)));
}

export function sealSecretbox(key: Uint8Array, nonce: Uint8Array, content: Uint8Array): Buffer {
  return Buffer.from(xsalsa20poly1305(plain(key), plain(nonce)).encrypt(plain(content)));
}

export function openXChaCha(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, aad: Uint8Array): Buffer | null {
  return opened(() => xchacha20poly1305(plain(key), plain(nonce), plain(aad)).decrypt(plain(sealed)));
}

export function sealXChaCha(key: Uint8Array, nonce: Uint8Array, content: Uint8Array, aad: Uint8Array): Buffer {
  return Buffer.from(xchacha20poly1305(plain(key), plain(nonce), plain(aad)).encrypt(plain(content)));
}

/** The library reads the bytes as words, which must lie at a multiple of four: a slice of a Buffer may not. */
function plain(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}

function opened(work: () => Uint8Array): Buffer | null {
  try {
    return Buffer.from(work());
  } catch {
    return null;
  }
}
