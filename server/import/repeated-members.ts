import type { NotePart } from './loose-members.ts';

const [QUOTE, COLON, BACKSLASH] = [0x22, 0x3a, 0x5c];
const [LIST_OPEN, LIST_CLOSE, OBJECT_OPEN, OBJECT_CLOSE] = [0x5b, 0x5d, 0x7b, 0x7d];
/** An entry, its request and its response, and the content of these have all members that are read by name. */
const MAX_LEVELS = 3;

interface OpenObject {
  readonly path: string;
  readonly names: Set<string>;
}

/**
 * Reports each member that an object of this valid JSON text has more than once: JSON.parse keeps the last one without
 * a sign. Objects in lists and below the third level are not looked at.
 */
export function noteRepeated(text: Uint8Array, note: NotePart): void {
  const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const open: OpenObject[] = [];
  /** The number of open lists, and of objects that are not looked at. */
  let hidden = 0;
  let name = '';
  for (let at = 0; at < bytes.length; at++) {
    switch (bytes[at]) {
      case QUOTE: {
        const end = endOfString(bytes, at);
        const object = open.at(-1);
        if (hidden === 0 && object !== undefined && isBeforeColon(bytes, end + 1)) {
          name = JSON.parse(bytes.toString('utf8', at, end + 1)) as string;
          if (object.names.has(name)) note('repeated', `${object.path}${name}`);
          object.names.add(name);
        }
        at = end;
        break;
      }
      case OBJECT_OPEN:
        if (hidden > 0 || open.length === MAX_LEVELS) hidden++;
        else open.push({ path: open.length === 0 ? '' : `${open.at(-1)?.path}${name}.`, names: new Set() });
        break;
      case LIST_OPEN:
        hidden++;
        break;
      case OBJECT_CLOSE:
      case LIST_CLOSE:
        if (hidden > 0) hidden--;
        else open.pop();
    }
  }
}

/** The place of the quote that ends the string. */
function endOfString(bytes: Buffer, start: number): number {
  for (let end = bytes.indexOf(QUOTE, start + 1); end !== -1; end = bytes.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (bytes[end - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
  }
  return bytes.length;
}

function isBeforeColon(bytes: Buffer, from: number): boolean {
  let at = from;
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at++;
  return bytes[at] === COLON;
}
