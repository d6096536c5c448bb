import type { Json } from '../../../contract/json.ts';
import { BOOL, FLOAT, INT, STRING, type TypeId } from './gob-types.ts';

/** The description of map[interface{}]interface{} as the first type of a stream. */
const SESSION_TYPE = Buffer.from('0eff81040102ff8200011001100000', 'hex');

/**
 * Writes a session of gorilla/sessions, a map[interface{}]interface{}, whose values are texts, booleans, and numbers:
 * whole numbers as int, others as float64. Null for any other payload.
 */
export function writeGob(payload: Json): Buffer | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null;
  const entries = Object.entries(payload).map(([key, value]) => [interfaceOf(key), interfaceOf(value)]);
  if (entries.flat().includes(null)) return null;
  const parts = entries.flat().filter((part) => part !== null);
  const body = Buffer.concat([Buffer.from('ff8200', 'hex'), uintBytes(BigInt(entries.length)), ...parts]);
  return Buffer.concat([SESSION_TYPE, uintBytes(BigInt(body.length)), body]);
}

/** Writes a text alone. */
export function writeGobText(text: string): Buffer {
  const body = Buffer.concat([Buffer.from([STRING << 1, 0]), stringBytes(text)]);
  return Buffer.concat([uintBytes(BigInt(body.length)), body]);
}

function interfaceOf(value: Json): Buffer | null {
  const concrete = concreteOf(value);
  if (concrete === null) return null;
  const { name, id, bytes } = concrete;
  return Buffer.concat([
    stringBytes(name),
    uintBytes(BigInt(id) << 1n),
    uintBytes(BigInt(bytes.length + 1)),
    Buffer.from([0]),
    bytes,
  ]);
}

function concreteOf(value: Json): { name: string; id: TypeId; bytes: Buffer } | null {
  if (typeof value === 'string') return { name: 'string', id: STRING, bytes: stringBytes(value) };
  if (typeof value === 'boolean') return { name: 'bool', id: BOOL, bytes: Buffer.from([value ? 1 : 0]) };
  if (typeof value !== 'number') return null;
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    const bits = Buffer.alloc(8);
    bits.writeDoubleBE(value);
    return { name: 'float64', id: FLOAT, bytes: uintBytes(bits.readBigUInt64LE()) };
  }
  const whole = BigInt(value);
  return { name: 'int', id: INT, bytes: uintBytes(whole < 0n ? (~whole << 1n) | 1n : whole << 1n) };
}

function stringBytes(text: string): Buffer {
  return Buffer.concat([uintBytes(BigInt(Buffer.byteLength(text))), Buffer.from(text)]);
}

function uintBytes(value: bigint): Buffer {
  if (value < 0x80n) return Buffer.from([Number(value)]);
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x100 - bytes.length]), bytes]);
}
