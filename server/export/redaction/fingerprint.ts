import { randomInt } from 'node:crypto';

/**
 * Random seeds that never leave this process, so that a client cannot construct two texts with the same fingerprint.
 */
export const FIRST_SEED = randomInt(2 ** 32) | 0;
export const SECOND_SEED = randomInt(2 ** 32) | 0;

/** A 32-bit hash of the UTF-16 units of the text from `start` to `end`, and of the seed. Source: FNV-1a, murmur3. */
export function fingerprint(text: string, start: number, end: number, seed: number): number {
  let hash = seed;
  for (let at = start; at < end; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x5bd1e995);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
  return hash ^ (hash >>> 16);
}
