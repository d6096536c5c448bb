/** A JSON text with its numbers taken out. */
export type NumberlessJson = {
  /** The same text with 0, 1, 2 ... for its numbers, in order. */
  readonly shape: string;
  readonly numbers: readonly string[];
};

const QUOTE = 0x22;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const NOT_IN_NUMBER = /[^0-9.eE+-]/g;

/** Takes the numbers out of a JSON text, so that texts that differ in nothing else become one. */
export function takeNumbers(json: string): NumberlessJson {
  const numbers: string[] = [];
  let shape = '';
  let copied = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = endOfString(json, at);
    else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = endOfNumber(json, at);
      shape += json.slice(copied, at) + numbers.length;
      numbers.push(json.slice(at, end));
      copied = end;
      at = end - 1;
    }
  }
  return { shape: shape + json.slice(copied), numbers };
}

/**
 * The texts around the numbers of a shape, for `putNumbers`; null if its numbers are not 0, 1, 2 ... in this order any more, as when a member with
 * a name like `12` was given another name.
 */
export function splitAtNumbers(shape: string): string[] | null {
  const around: string[] = [];
  let copied = 0;
  for (let at = 0; at < shape.length; at++) {
    const code = shape.charCodeAt(at);
    if (code === QUOTE) at = endOfString(shape, at);
    else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      const end = endOfNumber(shape, at);
      if (shape.slice(at, end) !== String(around.length)) return null;
      around.push(shape.slice(copied, at));
      copied = end;
      at = end - 1;
    }
  }
  around.push(shape.slice(copied));
  return around;
}

/** The JSON text again, with numbers in their places. */
export function putNumbers(around: readonly string[], numbers: readonly string[]): string {
  let json = around[0] ?? '';
  for (let place = 0; place < numbers.length; place++) json += (numbers[place] ?? '') + (around[place + 1] ?? '');
  return json;
}

/** The closing quote of the string that opens at `start`; the end of the text if there is none. */
export function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let slashes = 0;
    // An even number of backslashes escape one another, not the quote.
    while (json.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return json.length;
}

function endOfNumber(json: string, start: number): number {
  NOT_IN_NUMBER.lastIndex = start;
  return NOT_IN_NUMBER.exec(json)?.index ?? json.length;
}
