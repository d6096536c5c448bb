import type { ValueNode } from '../contract/value-tree.ts';
import type { Build, BuildCall } from './pickle-build.ts';

/**
 * The values of Python's standard library that are pickled as a call which only makes the value. Null for every other
 * call, and for arguments that the function would not accept. Sources: `__reduce_ex__` in Lib/_pydatetime.py,
 * Lib/_pydecimal.py, Lib/uuid.py and markupsafe of CPython 3.13.
 */
export function specialOf(build: BuildCall, name: string): ValueNode | null {
  const { at, args, state } = build;
  const special = (type: string, text: string | null): ValueNode | null =>
    text === null ? null : { kind: 'special', at, type, text };
  switch (name) {
    case 'datetime.datetime':
      return state === null ? special('datetime', datetimeOf(args)) : null;
    case 'datetime.date':
      return state === null ? special('date', dateOf(bytesOf(args[0]))) : null;
    case 'datetime.time':
      return state === null ? special('time', timeOf(bytesOf(args[0]), args[1])) : null;
    case 'datetime.timedelta':
      return state === null ? special('timedelta', durationOf(args)) : null;
    case 'datetime.timezone':
      return state === null ? special('timezone', offsetOf(build)) : null;
    case 'decimal.Decimal':
      return state === null && args.length === 1 ? special('decimal', text(args[0])) : null;
    case 'fractions.Fraction':
      return state === null && args.length === 1 ? special('fraction', text(args[0])) : null;
    case 'uuid.UUID':
      return special('uuid', uuidOf(state));
    case 'copyreg.__newobj__':
    case 'copy_reg._reconstructor':
    case 'copyreg._reconstructor':
      return args[0]?.kind === 'global' && args[0].name === 'uuid.UUID' ? special('uuid', uuidOf(state)) : null;
    case 'builtins.complex':
    case '__builtin__.complex':
      return state === null ? special('complex', complexOf(args)) : null;
    case 'markupsafe.Markup':
    case 'markupsafe._speedups.Markup':
      return state === null && args.length === 1 ? special('Markup', text(args[0])) : null;
    case '_codecs.encode':
      return state === null ? bytesOfText(at, args) : null;
    case 'builtins.bytes':
    case '__builtin__.bytes':
      return state === null && args.length === 0 ? { kind: 'bytes', at, hex: '' } : null;
    case 'builtins.bytearray':
    case '__builtin__.bytearray':
      return state === null ? byteArrayOf(at, args) : null;
    default:
      return null;
  }
}

function text(build: Build | undefined): string | null {
  return build?.kind === 'scalar' && build.node.kind === 'text' ? build.node.text : null;
}

function number(build: Build | undefined): number | null {
  if (build?.kind !== 'scalar' || build.node.kind !== 'integer') return null;
  const value = Number(build.node.digits);
  return Number.isSafeInteger(value) ? value : null;
}

/** Bytes, also as older protocols write them: as a text of latin1 that is encoded by a call. */
function bytesOf(build: Build | undefined): Buffer | null {
  if (build?.kind === 'scalar' && build.node.kind === 'bytes') return Buffer.from(build.node.hex, 'hex');
  const asText = text(build);
  if (asText !== null) return latin1(asText);
  if (build?.kind !== 'call' || build.called.kind !== 'global' || build.called.name !== '_codecs.encode') return null;
  const inner = text(build.args[0]);
  return inner === null ? null : latin1(inner);
}

function latin1(characters: string): Buffer | null {
  for (let index = 0; index < characters.length; index++) if (characters.charCodeAt(index) > 0xff) return null;
  return Buffer.from(characters, 'latin1');
}

function bytesOfText(at: number, args: readonly Build[]): ValueNode | null {
  const bytes = text(args[1]) === 'latin1' ? latin1(text(args[0]) ?? '\u0100') : null;
  return bytes === null ? null : { kind: 'bytes', at, hex: bytes.toString('hex') };
}

function byteArrayOf(at: number, args: readonly Build[]): ValueNode | null {
  const bytes =
    args.length === 0 ? Buffer.alloc(0) : args.length === 1 || text(args[1]) === 'latin-1' ? bytesOf(args[0]) : null;
  return bytes === null ? null : { kind: 'bytes', at, hex: bytes.toString('hex') };
}

const two = (value: number) => String(value).padStart(2, '0');

/**
 * Year (2 bytes, high byte first), month, day. The top bit of the month is `fold` of a datetime: which of two equal
 * clock times is meant when clocks go back. It is no part of the month.
 */
function dateOf(bytes: Buffer | null): string | null {
  if (bytes?.length !== 4) return null;
  const [month = 0, day = 0] = [(bytes[2] ?? 0) & 0x7f, bytes[3]];
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return `${String(bytes.readUInt16BE(0)).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function clockOf(bytes: Buffer): string | null {
  const [hour = 0, minute = 0, second = 0] = [(bytes[0] ?? 0) & 0x7f, bytes[1], bytes[2]];
  const microseconds = bytes.readUIntBE(3, 3);
  if (hour > 23 || minute > 59 || second > 59 || microseconds > 999_999) return null;
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
  return `${two(hour)}:${two(minute)}:${two(second)}${fraction}`;
}

function datetimeOf([packed, zone]: readonly Build[]): string | null {
  const bytes = bytesOf(packed);
  if (bytes?.length !== 10) return null;
  const [date, clock] = [dateOf(bytes.subarray(0, 4)), clockOf(bytes.subarray(4))];
  return date === null || clock === null ? null : withZone(`${date}T${clock}`, zone);
}

function timeOf(bytes: Buffer | null, zone: Build | undefined): string | null {
  const clock = bytes?.length === 6 ? clockOf(bytes) : null;
  return clock === null ? null : withZone(clock, zone);
}

/** A zone without a fixed offset follows the time in brackets. Null for a zone without a name. */
function withZone(time: string, zone: Build | undefined): string | null {
  if (zone === undefined) return time;
  if (zone.kind !== 'call' || zone.called.kind !== 'global') return null;
  if (zone.called.name === 'datetime.timezone') {
    const offset = offsetOf(zone);
    return offset === null ? null : `${time}${offset}`;
  }
  const known = zone.called.name;
  if (known === 'pytz._UTC' || known === 'pytz.UTC' || known === 'django.utils.timezone.UTC') return `${time}Z`;
  const isNamed = known === 'zoneinfo.ZoneInfo._unpickle' || known === 'pytz._p';
  const zoneName = isNamed ? text(zone.args[0]) : null;
  return zoneName === null ? null : `${time}[${zoneName}]`;
}

function offsetOf(zone: BuildCall): string | null {
  const [delta] = zone.args;
  if (delta?.kind !== 'call' || delta.called.kind !== 'global' || delta.called.name !== 'datetime.timedelta')
    return null;
  const [days = 0, seconds = 0] = delta.args.map(number);
  if (days === null || seconds === null) return null;
  const total = days * 86_400 + seconds;
  if (Math.abs(total) >= 86_400) return null;
  if (total === 0) return 'Z';
  const size = Math.abs(total);
  const rest = size % 60 === 0 ? '' : `:${two(size % 60)}`;
  return `${total < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}:${two(Math.floor((size % 3600) / 60))}${rest}`;
}

/** As Python prints it: `3 days, 1:02:03`. */
function durationOf(args: readonly Build[]): string | null {
  const [days = 0, seconds = 0, microseconds = 0] = args.map(number);
  if (days === null || seconds === null || microseconds === null || args.length > 3) return null;
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
  const clock = `${Math.floor(seconds / 3600)}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}${fraction}`;
  return days === 0 ? clock : `${days} day${Math.abs(days) === 1 ? '' : 's'}, ${clock}`;
}

function uuidOf(state: Build | null): string | null {
  if (state?.kind !== 'dict') return null;
  const entry = state.entries.find(([key]) => text(key) === 'int');
  if (entry?.[1].kind !== 'scalar' || entry[1].node.kind !== 'integer') return null;
  const hex = BigInt(entry[1].node.digits).toString(16).padStart(32, '0');
  return /^[0-9a-f]{32}$/.test(hex) ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;
}

function complexOf(args: readonly Build[]): string | null {
  const parts = args.map((arg) => (arg.kind === 'scalar' && arg.node.kind === 'float' ? arg.node.text : null));
  const [real, imaginary] = parts;
  if (parts.length !== 2 || real == null || imaginary == null) return null;
  return `(${real}${imaginary.startsWith('-') ? '' : '+'}${imaginary}j)`;
}
