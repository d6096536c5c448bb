/** From where to where a number may be, both included. */
export interface NumberBounds {
  readonly min: number;
  readonly max: number;
}

/** Reads a typed number; null for what is no whole number, or outside the bounds. */
export function readNumber(text: string, { min, max }: NumberBounds): number | null {
  const trimmed = text.trim();
  if (!/^\d{1,15}$/.test(trimmed)) return null;
  const value = Number(trimmed);
  return value >= min && value <= max ? value : null;
}
