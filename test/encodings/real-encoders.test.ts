import { describe, expect } from 'vitest';
import type { EncodingName } from '../../server/contract/value-tree.ts';
import { decodeValue, encodingsOf } from '../../server/encodings/decode-value.ts';
import { treeToJson } from '../../server/encodings/tree-json.ts';
import { encodedBy } from '../support/encoders/encoded.ts';
import { needs, where } from '../support/where.ts';

const seed = 20_261_130;

/** What is shown of a value that is given as hex. A reason in place of a value that cannot be read. */
function shown(hex: unknown, encoding: EncodingName | null = null) {
  const decoded = decodeValue(Buffer.from(String(hex), 'hex'), encoding);
  return decoded.ok ? treeToJson(decoded.tree) : decoded;
}

describe('a decoder returns the value that the real encoder wrote', () => {
  where(needs.msgpack)('pickles of every protocol, as Python writes them', () => {
    const values = encodedBy('python', seed, 400).filter(({ pickles }) => pickles !== undefined);
    expect(values).toHaveLength(400);
    for (const { shown: expected, pickles } of values) {
      for (const [protocol, hex] of Object.entries(pickles as Record<string, string>)) {
        expect({ protocol, shown: shown(hex, 'pickle') }).toEqual({ protocol, shown: expected });
      }
    }
  });

  where(needs.msgpack)('MessagePack, as Python writes it', () => {
    const values = encodedBy('python', seed, 400).filter(({ msgpack }) => msgpack !== undefined);
    for (const { shown: expected, msgpack } of values) expect(shown(msgpack)).toEqual(expected);
  });

  where(needs.php)('the three session handlers of PHP', () => {
    const values = encodedBy('php', seed, 200);
    expect(values).toHaveLength(800);
    for (const { shown: expected, php, php_binary, php_serialize } of values) {
      if (php !== undefined) expect(shown(php)).toEqual(expected);
      if (php_binary !== undefined) expect(shown(php_binary)).toEqual(expected);
      if (php_serialize !== undefined) expect(shown(php_serialize)).toEqual(expected);
    }
  });

  where(needs.ruby)('dumps of Marshal, with links', () => {
    const values = encodedBy('ruby', seed, 800);
    for (const { shown: expected, marshal } of values) expect(shown(marshal)).toEqual(expected);
  });

  where(needs.java)('streams of Java', () => {
    const values = encodedBy('java', seed, 800);
    for (const { shown: expected, java } of values) expect(shown(java)).toEqual(expected);
  });

  where(needs.msgpack)('recognition names the notation of every session, and never another one first', () => {
    const first = (hex: unknown) => encodingsOf(Buffer.from(String(hex), 'hex'))[0];
    for (const { pickles, msgpack } of encodedBy('python', seed + 1, 200)) {
      if (msgpack !== undefined) expect(first(msgpack)).toBe('msgpack');
      for (const protocol of ['2', '3', '4', '5']) {
        if (pickles !== undefined) expect(first((pickles as Record<string, string>)[protocol])).toBe('pickle');
      }
    }
  });
});
