import type { ObjectMember, ValueNode } from '../contract/value-tree.ts';

/** The data that one class of an object wrote. */
export interface JavaLevel {
  readonly className: string;
  readonly fields: readonly ObjectMember[];
  /** Additional data of `writeObject` or `writeExternal`: values, and bytes between them. */
  readonly written: readonly (ValueNode | Buffer)[];
}

/**
 * The meaning of an object of Java's own library, or for any other class its name and fields. `levels` is the data of
 * each of its classes, the base class first. Sources: the `writeObject` of each class in OpenJDK 17.
 */
export function valueOfClass(at: number, className: string, levels: readonly JavaLevel[]): ValueNode {
  return known(at, className, levels) ?? { kind: 'object', at, className, members: membersOf(levels) };
}

function known(at: number, className: string, levels: readonly JavaLevel[]): ValueNode | null {
  const field = (name: string) => levels.flatMap(({ fields }) => fields).find((one) => one.name === name)?.value;
  const values = levels.flatMap(({ written }) => written).filter((one): one is ValueNode => !Buffer.isBuffer(one));
  const blocks = levels.flatMap(({ written }) => written).filter((one) => Buffer.isBuffer(one));
  const shortName = className.replace(/^java\.(?:lang|util|time|math)\./, '');
  const special = (type: string, text: string | null): ValueNode | null =>
    text === null ? null : { kind: 'special', at, type, text };
  switch (className) {
    case 'java.lang.Boolean':
    case 'java.lang.Byte':
    case 'java.lang.Short':
    case 'java.lang.Integer':
    case 'java.lang.Long':
    case 'java.lang.Float':
    case 'java.lang.Double':
    case 'java.lang.Character': {
      const value = field('value');
      return value === undefined ? null : { ...value, at };
    }
    case 'java.util.ArrayList':
    case 'java.util.LinkedList':
    case 'java.util.ArrayDeque':
    case 'java.util.HashSet':
    case 'java.util.LinkedHashSet':
      return { kind: 'list', at, type: shortName, items: values };
    case 'java.util.HashMap':
    case 'java.util.LinkedHashMap':
    case 'java.util.Hashtable': {
      if (values.length % 2 !== 0) return null;
      const entries: [ValueNode, ValueNode][] = [];
      for (let index = 0; index + 1 < values.length; index += 2) {
        const [key, value] = [values[index], values[index + 1]];
        if (key !== undefined && value !== undefined) entries.push([key, value]);
      }
      return { kind: 'map', at, type: shortName, entries };
    }
    case 'java.util.Date':
    case 'java.sql.Timestamp': {
      const [block] = blocks;
      return block?.length === 8 ? special('time', isoOf(Number(block.readBigInt64BE()))) : null;
    }
    case 'java.util.UUID':
      return special('uuid', uuidOf(field('mostSigBits'), field('leastSigBits')));
    case 'java.math.BigInteger':
      return bigIntegerOf(at, field('signum'), field('magnitude'));
    case 'java.math.BigDecimal': {
      const [unscaled, scale] = [field('intVal'), field('scale')];
      if (unscaled?.kind !== 'integer' || scale?.kind !== 'integer') return null;
      return special('decimal', decimalOf(unscaled.digits, Number(scale.digits)));
    }
    case 'java.time.Ser':
      return timeOfSer(at, blocks[0]);
    default:
      return null;
  }
}

function membersOf(levels: readonly JavaLevel[]): ObjectMember[] {
  return levels.flatMap(({ fields, written }) => [
    ...fields,
    ...written.map(
      (one): ObjectMember => ({
        name: '(written)',
        scope: null,
        value: Buffer.isBuffer(one) ? { kind: 'bytes', at: -1, hex: one.toString('hex') } : one,
      }),
    ),
  ]);
}

function isoOf(ms: number): string | null {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

function uuidOf(high: ValueNode | undefined, low: ValueNode | undefined): string | null {
  if (high?.kind !== 'integer' || low?.kind !== 'integer') return null;
  const hex = [high, low]
    .map(({ digits }) => BigInt.asUintN(64, BigInt(digits)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Converting a longer integer to decimal digits takes too long. */
const mostMagnitudeBytes = 1024;

function bigIntegerOf(at: number, sign: ValueNode | undefined, magnitude: ValueNode | undefined): ValueNode | null {
  if (sign?.kind !== 'integer' || magnitude?.kind !== 'bytes' || magnitude.hex.length > mostMagnitudeBytes * 2)
    return null;
  const value = BigInt(magnitude.hex === '' ? '0' : `0x${magnitude.hex}`);
  return { kind: 'integer', at, digits: String(sign.digits === '-1' ? -value : value) };
}

/** As `BigDecimal.toPlainString` writes it. Null for a scale that would need thousands of zeros. */
function decimalOf(unscaled: string, scale: number): string | null {
  if (Math.abs(scale) > 2_000) return null;
  const isNegative = unscaled.startsWith('-');
  const digits = isNegative ? unscaled.slice(1) : unscaled;
  const sign = isNegative ? '-' : '';
  if (scale <= 0) return digits === '0' ? '0' : `${sign}${digits}${'0'.repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** The classes of java.time write themselves as a type and numbers (java.time.Ser). */
function timeOfSer(at: number, block: Buffer | undefined): ValueNode | null {
  if (block === undefined) return null;
  const two = (value: number) => String(value).padStart(2, '0');
  const special = (type: string, text: string | null): ValueNode | null =>
    text === null ? null : { kind: 'special', at, type, text };
  const fraction = (nanos: number) => (nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`);
  const [type] = block;
  if (type === 2 && block.length === 13) {
    const iso = isoOf(Number(block.readBigInt64BE(1)) * 1000);
    return special('time', iso?.replace('.000Z', `${fraction(block.readUInt32BE(9))}Z`) ?? null);
  }
  if (type === 1 && block.length === 13)
    return special('duration', `${block.readBigInt64BE(1)}${fraction(block.readUInt32BE(9))} s`);
  if (type === 3 && block.length === 7)
    return special('date', `${block.readInt32BE(1)}-${two(block[5] ?? 0)}-${two(block[6] ?? 0)}`);
  return null;
}
