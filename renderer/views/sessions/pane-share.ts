/** The width of the table beside the details, in percent. */
export const MIN_SHARE = 32;
export const MAX_SHARE = 75;

export function parseShare(stored: string | null): number {
  const share = Number(stored ?? 'none');
  return share >= MIN_SHARE && share <= MAX_SHARE ? share : 58;
}
