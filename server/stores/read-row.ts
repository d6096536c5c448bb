import { createHash } from 'node:crypto';
import type { Json, SessionData } from '../contract/json.ts';
import type { DecodedValue, NamedInValue, ValueNode } from '../contract/value-tree.ts';
import { decodeCookie } from '../cookie/formats/decode-cookie.ts';
import { fromPythonBase64 } from '../cookie/formats/parts/python-base64.ts';
import { cookieText } from '../cookie/formats/pasted-cookie.ts';
import { utf8Of } from '../encodings/base64.ts';
import { readJson } from '../encodings/bounded-json.ts';
import { decodeValue } from '../encodings/decode-value.ts';
import { MAX_JSON_CHARACTERS } from '../encodings/json-limits.ts';
import { unpackAs } from '../encodings/packings.ts';
import { movedTree, treeToJson } from '../encodings/tree-json.ts';
import { isObject } from '../encodings/typed-value.ts';
import type { RowClock, RowFormat } from './mappings.ts';
import { clocksOf, type RowClocks } from './row-clocks.ts';

/** The value under a key of a store. `fields` are those of a Redis hash. */
export interface StoredValue {
  readonly bytes: Buffer;
  /** The size of the whole value, if only its beginning was read. */
  readonly wholeBytes?: number;
  readonly fields?: readonly (readonly [name: string, value: Buffer])[];
  /** The expiry on the clock of the row. Null if it has none. */
  readonly expiresAtMs: number | null;
  /** When the row was written, by the clock of its file. Absent if the store does not tell. */
  readonly changedAtMs?: number;
}

/** A row that was read. */
export interface ReadRow extends RowClocks {
  readonly value: RowValue;
  /** The value as JSON. Null if it cannot be read. */
  readonly whole: Json;
  /** The session. Null if the value cannot be read, or is not a map of keys and values. */
  readonly data: SessionData | null;
  readonly cookieExpiresAtMs: number | null;
  readonly bytes: number;
  /** The value as it is stored, at most a byte more than 1 MiB. */
  readonly raw: Buffer;
  /** The value is encrypted, and none of the given secrets opens it. */
  readonly isSealed: boolean;
  readonly dangerous: readonly string[];
  /** When the row was written, by the clock of its file. Null if the store does not tell. */
  readonly changedAtMs: number | null;
}

export interface RowOptions {
  readonly format: RowFormat;
  readonly clock: RowClock;
  /** Of the app, for values that are encrypted. */
  readonly secrets?: readonly string[];
  readonly nowMs: number;
  /** See `RowTimes`. */
  readonly zoneQuarters?: number | null;
}

/** A value without its tree. */
type Treeless<V> = V extends { readonly ok: true } ? Omit<V, 'tree'> : V;
export type RowValue = Treeless<DecodedValue>;

/** What the bytes of a row alone say. */
export interface DecodedRow extends Omit<Value, 'value'> {
  readonly value: RowValue;
  /** The value as JSON, with the cookie that Express keeps in it. Null if it cannot be read. */
  readonly whole: Json;
  readonly express: ExpressSession | null;
  readonly data: SessionData | null;
}

/** Decodes the value of a row, which takes most of the time of reading it. Never throws. */
export function decodeRow(stored: StoredValue, { format, secrets = [] }: RowOptions): DecodedRow {
  const quick = plainFormats.has(format) ? plainJson(stored.bytes) : null;
  const { value, expiresAtMs } = quick ?? decodedRow(format, stored, secrets);
  const whole = quick !== null ? quick.whole : value.ok && 'tree' in value ? treeToJson(value.tree) : null;
  const isExpress = format === 'express-json' || (format === 'by-content' && hasExpressCookie(whole));
  const express = isExpress ? expressSession(whole) : null;
  const data = express === null ? sessionIn(whole) : express.data;
  return { value, ...(expiresAtMs === undefined ? {} : { expiresAtMs }), whole, express, data };
}

const plainFormats: ReadonlySet<RowFormat> = new Set(['express-json', 'recognised', 'by-content']);

interface PlainJson {
  readonly value: RowValue;
  readonly expiresAtMs?: undefined;
  readonly whole: Json;
}

/** JSON as it is stored, without the tree that other notations need: ten times as fast. Null for anything else. */
function plainJson(bytes: Buffer): PlainJson | null {
  if (bytes[0] !== OPEN_BRACE || bytes.length > MAX_JSON_CHARACTERS) return null;
  const text = utf8Of(bytes);
  const read = text === null ? null : readJson(text, { hasPythonConstants: true });
  if (read === null || !read.ok) return null;
  const value = { ok: true, encoding: 'json', wrapping: [], names: [], bytes: bytes.length } as const;
  return { value, whole: read.value };
}

const OPEN_BRACE = 0x7b;

/** Reads the value of a row. `decoded`: that of equal bytes. Never throws. */
export function readRow(stored: StoredValue, options: RowOptions, decoded = decodeRow(stored, options)): ReadRow {
  const { format, clock, nowMs, zoneQuarters = null } = options;
  const { value, expiresAtMs: ofValue, whole, express, data } = decoded;
  // The clock in front of a value that cannot be read may be part of something else.
  const expiresAtMs = value.ok && ofValue !== undefined ? ofValue : stored.expiresAtMs;
  const clocks = clocksOf({
    rowMs: expiresAtMs ?? (express === null ? djangoExpiry(data) : express.ofLastAccessMs),
    cookieMs: express?.cookieExpiresAtMs ?? null,
    maxAgeMs: express?.maxAgeMs ?? null,
    clock,
    nowMs,
    zoneQuarters,
  });
  return {
    value,
    whole,
    data,
    cookieExpiresAtMs: express?.cookieExpiresAtMs ?? null,
    ...clocks,
    bytes: stored.wholeBytes ?? stored.bytes.length,
    raw: stored.bytes,
    isSealed: format === 'laravel' && isEnvelope(whole),
    changedAtMs: stored.changedAtMs ?? null,
    dangerous: value.names.filter(({ isDangerous }) => isDangerous).map(({ name }) => name),
  };
}

/**
 * Two rows of one version hold the same session, as far as both were read. The four bytes of a cachelib file are its
 * clock, and move with every request.
 */
export function versionOf({ bytes, wholeBytes }: StoredValue, format: RowFormat): string {
  const hash = createHash('sha1').update(format === 'cachelib-file' ? bytes.subarray(4) : bytes);
  if (wholeBytes !== undefined) hash.update(`of ${wholeBytes}`);
  return hash.digest('base64');
}

interface Value {
  readonly value: DecodedValue;
  /** The expiry, if the value itself contains it. */
  readonly expiresAtMs?: number | null;
}

function decodedRow(format: RowFormat, stored: StoredValue, secrets: readonly string[]): Value {
  const { bytes } = stored;
  switch (format) {
    case 'express-json':
    case 'recognised':
      return { value: decodeValue(bytes) };
    case 'by-content':
      return { value: isOfDjango(bytes) ? djangoSigned(bytes) : decodeValue(bytes) };
    case 'cachelib':
      return { value: decodeValue(bytes[0] === 0x21 ? bytes.subarray(1) : bytes) };
    case 'cachelib-file': {
      if (bytes.length < 5) return { value: decodeValue(bytes) };
      const seconds = bytes.readUInt32LE(0);
      return { value: decodeValue(bytes.subarray(4)), expiresAtMs: seconds === 0 ? null : seconds * 1000 };
    }
    case 'django-signed':
      return { value: djangoSigned(bytes) };
    case 'django-file-cache':
      return djangoFileCache(bytes);
    case 'php-session':
      return { value: phpSession(bytes) };
    case 'laravel':
      return { value: laravelValue(bytes, secrets) };
    case 'rails-cache':
      return railsCache(bytes);
    case 'spring-hash':
      return { value: springHash(stored) };
  }
}

/** Whether express-session has written a value: it keeps its cookie in it. */
export function hasExpressCookie(json: Json): boolean {
  return isObject(json) && isObject(json.cookie) && 'originalMaxAge' in json.cookie;
}

/** Whether a value looks like one that Django has signed. */
export function isOfDjango(bytes: Buffer): boolean {
  return bytes.length < 65_536 && /^\.?[\w-]+:[\w-]+:[\w-]+$/.test(bytes.toString('latin1'));
}

/** `[.]payload:time:signature`: the payload is JSON in base64, compressed with zlib after a leading dot. */
function djangoSigned(bytes: Buffer): DecodedValue {
  const [payload = '', time, signature] = bytes.toString('latin1').trim().split(':');
  if (time === undefined || signature === undefined) return decodeValue(bytes);
  const isPacked = payload.startsWith('.');
  const inner = fromPythonBase64(isPacked ? payload.slice(1) : payload);
  return decodeValue(inner ?? bytes);
}

/**
 * The expiry as a pickle, then a pickle in zlib. Source: django core/cache/backends/filebased.py. Since protocol 4 a
 * frame of nine bytes comes before the number.
 */
function djangoFileCache(bytes: Buffer): Value {
  const at = bytes[2] === 0x95 ? 11 : 2;
  const isNever = bytes[at] === 0x4e && bytes[at + 1] === 0x2e;
  const length = at + (isNever ? 2 : 10);
  const isFloat = bytes[at] === 0x47 && bytes[at + 9] === 0x2e && bytes.length > length;
  if (!isFloat && !isNever) return { value: decodeValue(bytes) };
  const packed = bytes.subarray(length);
  const content = unpackAs(packed, 'zlib');
  const expiresAtMs = isNever ? null : bytes.readDoubleBE(at + 1) * 1000;
  return { value: decodeValue(Buffer.isBuffer(content) ? content : packed), expiresAtMs };
}

/** A file of 0 bytes is that of a session which is being written, or is empty. */
function phpSession(bytes: Buffer): DecodedValue {
  return bytes.length === 0 ? decodeValue(bytes, 'php-session') : decodeValue(bytes);
}

function laravelValue(bytes: Buffer, secrets: readonly string[]): DecodedValue {
  const once = decodeValue(bytes);
  const inner = textIn(once);
  if (inner !== null) return laravelValue(Buffer.from(inner), secrets);
  const isSealed = once.ok && once.encoding === 'json' && isEnvelope(treeToJson(once.tree));
  if (!isSealed) return once;
  const cookie = cookieText(null, bytes.toString('latin1'));
  const { payload } = decodeCookie(cookie, { secrets, nowMs: 0, format: 'laravel' });
  if (typeof payload === 'string') return laravelValue(Buffer.from(payload), []);
  const hex = isObject(payload) && payload.$type === 'php-serialized' ? payload.hex : null;
  return typeof hex === 'string' ? laravelValue(Buffer.from(hex, 'hex'), []) : once;
}

/** A value that is one text: it was serialised twice. */
function textIn(decoded: DecodedValue): string | null {
  return decoded.ok && decoded.encoding === 'php-serialize' && decoded.tree.kind === 'text' ? decoded.tree.text : null;
}

function isEnvelope(json: Json): boolean {
  return isObject(json) && typeof json.iv === 'string' && typeof json.value === 'string';
}

/**
 * Two bytes of mark, a type, the expiry, the version. Source: activesupport cache/coder.rb 7.1. Before, an entry was an
 * object in Marshal, since 7.0 behind a byte that says whether it is compressed.
 */
function railsCache(bytes: Buffer): Value {
  if (bytes[0] !== 0x00 || bytes[1] !== 0x11 || bytes.length < 15) {
    const isOlder = (bytes[0] === 0x00 || bytes[0] === 0x01) && bytes[1] === 0x04;
    return railsEntry(decodeValue(isOlder ? bytes.subarray(1) : bytes));
  }
  const seconds = bytes.readDoubleLE(3);
  const versionLength = Math.max(0, bytes.readInt32LE(11));
  return { value: decodeValue(bytes.subarray(15 + versionLength)), expiresAtMs: seconds > 0 ? seconds * 1000 : null };
}

/** The session in an object of the cache, and the end of the object. Source: activesupport cache.rb 6.1, Entry. */
function railsEntry(entry: DecodedValue): Value {
  const isEntry = entry.ok && entry.tree.kind === 'object' && entry.tree.className === cacheEntry;
  if (!isEntry || entry.tree.kind !== 'object') return { value: entry };
  const members = new Map(entry.tree.members.map(({ name, value }) => [name, value]));
  const [createdAt, expiresIn] = [numberIn(members.get('created_at')), numberIn(members.get('expires_in'))];
  const clock = createdAt === null || expiresIn === null ? {} : { expiresAtMs: (createdAt + expiresIn) * 1000 };
  const content = members.get('value');
  if (content === undefined) return { value: entry };
  if (members.has('compressed') && content.kind === 'bytes') {
    const unpacked = unpackAs(Buffer.from(content.hex, 'hex'), 'zlib');
    return Buffer.isBuffer(unpacked) ? { value: decodeValue(unpacked), ...clock } : { value: entry };
  }
  return { value: { ...entry, tree: content, names: entry.names.filter(({ name }) => name !== cacheEntry) }, ...clock };
}

const cacheEntry = 'ActiveSupport::Cache::Entry';

function numberIn(node: ValueNode | undefined): number | null {
  if (node?.kind === 'float') return Number(node.text);
  return node?.kind === 'integer' ? Number(node.digits) : null;
}

/** The attributes of a Spring session, each in a separate field next to its times. */
function springHash({ bytes, fields }: StoredValue): DecodedValue {
  if (fields === undefined) return decodeValue(bytes);
  const names: NamedInValue[] = [];
  let offset = 0;
  const entries = fields.map(([name, value]): [ValueNode, ValueNode] => {
    const at = offset;
    offset += value.length + 1;
    const decoded = decodeValue(value);
    names.push(...decoded.names);
    const shown: ValueNode = decoded.ok
      ? movedTree(decoded.tree, at)
      : { kind: 'bytes', at, hex: value.toString('hex') };
    return [{ kind: 'text', at: -1 - at, text: name.replace(/^sessionAttr:/, '') }, shown];
  });
  const tree: ValueNode = { kind: 'map', at: -2 - offset, type: 'hash', entries };
  return { ok: true, encoding: 'java', wrapping: [], tree, names, bytes: bytes.length };
}

function sessionIn(json: Json): SessionData | null {
  if (Array.isArray(json)) return json.length === 0 ? {} : null;
  if (!isObject(json)) return null;
  if (json.$type === 'dict' && isObject(json.value)) return json.value;
  // Rails writes `{"value": {...}}` for the serializer `json`.
  if (Object.keys(json).length === 1 && isObject(json.value)) return json.value;
  return json;
}

interface ExpressSession {
  readonly data: SessionData | null;
  readonly cookieExpiresAtMs: number | null;
  readonly maxAgeMs: number | null;
  /** session-file-store: the end of the session, counted from the last access. */
  readonly ofLastAccessMs: number | null;
}

/** express-session keeps its cookie within the value, and session-file-store the time of the last access. */
function expressSession(json: Json): ExpressSession {
  if (!isObject(json)) return { data: null, cookieExpiresAtMs: null, maxAgeMs: null, ofLastAccessMs: null };
  const entries = Object.entries(json).filter(([name]) => name !== 'cookie' && name !== '__lastAccess');
  const { cookie, __lastAccess: lastAccess } = json;
  const expires = isObject(cookie) && typeof cookie.expires === 'string' ? Date.parse(cookie.expires) : Number.NaN;
  const maxAge = isObject(cookie) && typeof cookie.originalMaxAge === 'number' ? cookie.originalMaxAge : null;
  return {
    data: Object.fromEntries(entries),
    cookieExpiresAtMs: Number.isNaN(expires) ? null : expires,
    maxAgeMs: maxAge,
    ofLastAccessMs: typeof lastAccess === 'number' && maxAge !== null ? lastAccess + maxAge : null,
  };
}

/**
 * Django's own expiry of one session, where an app has set it as a time. Where it is a number of seconds, the row of a
 * database and the key of a cache end after it; a file never does (contrib/sessions/backends/file.py, load).
 */
function djangoExpiry(data: SessionData | null): number | null {
  const expiry = data?._session_expiry;
  const ms = typeof expiry === 'string' ? Date.parse(expiry) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}
