import type { DerivationStep } from '../../../contract/decoded-cookie.ts';

/** One step of a derivation. Bytes are shown as hex, text as text. */
export function step(name: DerivationStep['step'], formula: string, value: Uint8Array | string): DerivationStep {
  if (typeof value === 'string') return { step: name, formula, hex: null, text: value };
  return { step: name, formula, hex: Buffer.from(value).toString('hex'), text: null };
}
