import { percentDecode } from '../../cookie/percent-decode.ts';

/**
 * Whether two values belong to the same cookie: they are equal, or equal after the decoding that recording programs
 * apply.
 */
export function sameValue(one: string, other: string): boolean {
  return (
    one === other || (Math.abs(one.length - other.length) > 1 && mayDiffer(one, other) && plain(one) === plain(other))
  );
}

/** Two different spellings of a value need quotes or escapes. */
function mayDiffer(one: string, other: string): boolean {
  return /[%"]/.test(one) || /[%"]/.test(other);
}

function plain(value: string): string {
  const bare = value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  return bare.includes('%') ? percentDecode(bare).text : bare;
}
