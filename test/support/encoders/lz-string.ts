const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-';

/** The text as lz-string's `compressToEncodedURIComponent` writes it. Source: lz-string 1.5, `_compress`. */
export function compressToLzString(text: string): string {
  const places = new Map<string, number>();
  /** The characters that the reader does not know yet. */
  const unknown = new Set<string>();
  const bits: number[] = [];
  let [next, width, untilWider] = [3, 2, 2];
  const write = (value: number, count: number): void => {
    for (let bit = 0; bit < count; bit++) bits.push((value >> bit) & 1);
  };
  const grow = (): void => {
    if (--untilWider > 0) return;
    untilWider = 2 ** width;
    width++;
  };
  const produce = (part: string): void => {
    if (unknown.delete(part)) {
      const code = part.charCodeAt(0);
      write(code < 256 ? 0 : 1, width);
      write(code, code < 256 ? 8 : 16);
      grow();
    } else {
      write(places.get(part) ?? 0, width);
    }
    grow();
  };
  let part = '';
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    if (!places.has(unit)) {
      places.set(unit, next++);
      unknown.add(unit);
    }
    if (places.has(part + unit)) {
      part += unit;
      continue;
    }
    produce(part);
    places.set(part + unit, next++);
    part = unit;
  }
  if (part !== '') produce(part);
  write(2, width);
  // The original adds one digit more if the last one is full.
  while (bits.length % 6 !== 0 || bits.at(-1) === undefined) bits.push(0);
  let digits = '';
  for (let at = 0; at < bits.length; at += 6) {
    digits += DIGITS.charAt(bits.slice(at, at + 6).reduce((value, bit) => value * 2 + bit, 0));
  }
  return digits;
}
