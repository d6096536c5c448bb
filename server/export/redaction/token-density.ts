/**
 * Whether letters of both cases and digits alternate as in a random text. In names made of several words the digits are
 * in one place.
 */
export function isDense(text: string): boolean {
  let changes = 0;
  for (let at = 1; at < text.length; at++) {
    if (kindOf(text.charCodeAt(at)) !== kindOf(text.charCodeAt(at - 1))) changes++;
  }
  const hasAllKinds = /[a-z]/.test(text) && /[A-Z]/.test(text) && (text.match(/\d+/g)?.length ?? 0) >= 3;
  return hasAllKinds && changes >= text.length * 0.35;
}

/**
 * Whether capital and small letters alternate as in a random text: on average a run of letters that reads as one word
 * (`Word`, `word`, `WORD`) has about three or fewer. In camelCase and in titles these runs are words, and longer.
 */
export function isCaseRandom(text: string): boolean {
  const letters = text.match(/[A-Za-z]/g)?.length ?? 0;
  const runs = text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  const longest = Math.max(0, ...runs.map((run) => run.length));
  if (letters < 16 || !/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  // Names as long as this have at least one long word.
  if (text.length >= 32) return runs.length * 10 > letters * 3;
  return runs.length * 3 > letters && longest <= 6;
}

/** Whether a text is base64 of readable text. Its content is searched for secrets separately. */
export function isReadableBase64(text: string): boolean {
  return /[\x20-\x7e]{8}/.test(Buffer.from(text, 'base64').toString('latin1'));
}

/** The kind of an ASCII character: 0 a sign before the digits, 1 a digit, 2 a capital letter, 3 a small letter. */
export function kindOf(code: number): number {
  return code < 0x30 ? 0 : code <= 0x39 ? 1 : code <= 0x5a ? 2 : 3;
}
