/** The decoded text and the result of decoding: no escapes, decoded, or undecodable (then `text` is the input). */
export type PercentDecoded = { text: string; state: 'plain' | 'decoded' | 'undecodable' };

/**
 * Decodes %-escapes as UTF-8, completely or not at all: with one invalid escape the whole text stays unchanged and the
 * state is `undecodable`. `+` stays a plus sign. Never throws. npm `cookie` 0.7.2 decodes every cookie value in this
 * way.
 */
export function percentDecode(raw: string): PercentDecoded {
  if (!raw.includes('%')) return { text: raw, state: 'plain' };
  try {
    return { text: decodeURIComponent(raw), state: 'decoded' };
  } catch {
    return { text: raw, state: 'undecodable' };
  }
}
