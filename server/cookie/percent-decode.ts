/** The text after decoding, and what decoding did: nothing to do, done, or impossible (then `text` is the input). */
export type PercentDecoded = { text: string; state: 'plain' | 'decoded' | 'undecodable' };

/**
 * Decodes %-escapes as UTF-8, all or nothing: one broken escape leaves the whole text as it was and says `undecodable`.
 * `+` stays a plus sign. Never throws. This is what npm `cookie` 0.7.2 does with every cookie value.
 */
export function percentDecode(raw: string): PercentDecoded {
  if (!raw.includes('%')) return { text: raw, state: 'plain' };
  try {
    return { text: decodeURIComponent(raw), state: 'decoded' };
  } catch {
    return { text: raw, state: 'undecodable' };
  }
}
