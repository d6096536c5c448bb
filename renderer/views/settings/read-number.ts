/** From where to where a number may be, both included. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
}

/** Parses a typed number. Null for a text that is not a whole number or is out of bounds. */
export function readNumber(text: string, { min, max }: NumberBounds): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,15}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= min && value <= max ? value : null;
}
