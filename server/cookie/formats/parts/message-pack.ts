import type { Json } from '../../../contract/json.ts';
import type { ValueNode } from '../../../contract/value-tree.ts';
import { walkMsgpack } from '../../../encodings/msgpack.ts';
import { childrenOf, treeToJson } from '../../../encodings/tree-json.ts';

/**
 * Reads a map or a list of MessagePack that takes up all of the bytes, with texts as keys. Null for any other bytes,
 * and for extension types and texts that are not UTF-8, because such a cookie is more likely something else. Integers
 * beyond 2^53 become `{"$type":"int"}`, bytes become `{"$type":"bytes"}`. Never throws.
 */
export function readMessagePack(bytes: Buffer): Json | null {
  const first = bytes[0] ?? 0;
  const isMap = (first & 0xf0) === 0x80 || first === 0xde || first === 0xdf;
  const isList = (first & 0xf0) === 0x90 || first === 0xdc || first === 0xdd;
  if (!isMap && !isList) return null;
  const walked = walkMsgpack(bytes);
  return walked.ok && isPlain(walked.tree, bytes) ? treeToJson(walked.tree) : null;
}

function isPlain(root: ValueNode, bytes: Buffer): boolean {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'special' || (node.kind === 'bytes' && isTextType(bytes[node.at] ?? 0))) return false;
    if (node.kind === 'map' && node.entries.some(([key]) => key.kind !== 'text')) return false;
    waiting.push(...childrenOf(node));
  }
  return true;
}

/** A text by its first byte. */
function isTextType(first: number): boolean {
  return (first >= 0xa0 && first < 0xc0) || (first >= 0xd9 && first <= 0xdb);
}
