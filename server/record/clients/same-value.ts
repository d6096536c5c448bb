import { percentDecode } from '../../cookie/percent-decode.ts';

/** Whether two values are the same cookie's: as they stand, or as programs that write recordings decode them. */
export function sameValue(one: string, other: string): boolean {
  return (
    one === other || (Math.abs(one.length - other.length) > 1 && mayDiffer(one, other) && plain(one) === plain(other))
  );
}

/** Only quotes and escapes make two spellings of one value. */
function mayDiffer(one: string, other: string): boolean {
  return /[%"]/.test(one) || /[%"]/.test(other);
}

function plain(value: string): string {
  const bare = value.length > 1 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  return bare.includes('%') ? percentDecode(bare).text : bare;
}
