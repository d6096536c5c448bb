/** A line of twice as many would be wider than the pane. */
const WIDTH = 8;

/** Bytes, given as hex, in lines of 8 with their offset and their characters: `00000008  7b 7d  {}`. */
export function hexLines(hex: string): string {
  const lines: string[] = [];
  for (let at = 0; at < hex.length; at += WIDTH * 2) {
    const pairs = hex.slice(at, at + WIDTH * 2).match(/../g) ?? [];
    const text = pairs.map((pair) => printed(Number.parseInt(pair, 16))).join('');
    const offset = (at / 2).toString(16).padStart(8, '0');
    lines.push(`${offset}  ${pairs.join(' ').padEnd(WIDTH * 3 - 1)}  ${text}`);
  }
  return lines.join('\n');
}

function printed(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
}
