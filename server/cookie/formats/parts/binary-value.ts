import type { CookieNote } from '../../../contract/decoded-cookie.ts';
import type { Json } from '../../../contract/json.ts';
import { printableStrings } from '../../../encodings/kind-of-bytes.ts';
import { readBson } from './bson.ts';
import { readCbor } from './cbor.ts';
import { readErlangTerm } from './erlang-term.ts';
import { readGob } from './gob.ts';
import { isIgbinary, readIgbinary } from './igbinary.ts';
import { readMessagePack } from './message-pack.ts';

/**
 * A value in one of the binary notations that are read as a tree: a list or a map of MessagePack or CBOR, a document of
 * BSON, a value of PHP's igbinary, a term of Erlang, a list, a map or a struct of Go's gob. Null for any other bytes.
 * Never throws.
 */
export function binaryValue(bytes: Buffer): { readonly payload: Json; readonly note: CookieNote } | null {
  const document = readBson(bytes);
  if (document !== null) return { payload: document, note: 'bson' };
  if (isIgbinary(bytes)) return { payload: readIgbinary(bytes) ?? unreadIgbinary(bytes), note: 'igbinary' };
  const packed = readMessagePack(bytes);
  if (packed !== null) return { payload: packed, note: 'message-pack' };
  const term = readErlangTerm(bytes);
  if (term !== null) return { payload: term.value, note: 'erlang-term' };
  const concise = readCbor(bytes);
  if (concise !== null) return { payload: concise, note: 'cbor' };
  const gob = readGob(bytes);
  return gob !== null && typeof gob.value === 'object' ? { payload: gob.value, note: 'gob' } : null;
}

/** A value of igbinary with a part that is not read, such as an object that serializes itself. */
function unreadIgbinary(bytes: Buffer): Json {
  const reason = 'This is in igbinary of PHP, and a part of it cannot be read here. Nothing in it is loaded.';
  return { $type: 'igbinary', hex: bytes.toString('hex'), strings: printableStrings(bytes), reason };
}
