import type { CookieNote } from '../../../contract/decoded-cookie.ts';
import type { Json } from '../../../contract/json.ts';
import { readErlangTerm } from './erlang-term.ts';
import { readGob } from './gob.ts';
import { readMessagePack } from './message-pack.ts';

/**
 * A value in one of the binary notations that are read as a tree: a list or a map of MessagePack, a term of Erlang, a
 * list, a map or a struct of Go's gob. Null for any other bytes. Never throws.
 */
export function binaryValue(bytes: Buffer): { readonly payload: Json; readonly note: CookieNote } | null {
  const packed = readMessagePack(bytes);
  if (packed !== null) return { payload: packed, note: 'message-pack' };
  const term = readErlangTerm(bytes);
  if (term !== null) return { payload: term.value, note: 'erlang-term' };
  const gob = readGob(bytes);
  return gob !== null && typeof gob.value === 'object' ? { payload: gob.value, note: 'gob' } : null;
}
