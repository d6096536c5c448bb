import type { Json } from '../../contract/json.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { unpackAs } from '../../encodings/packings.ts';
import { FLASK_JSON, writeJson } from '../formats/parts/json-writer.ts';
import { fromPythonBase64, toPythonBase64 } from '../formats/parts/python-base64.ts';
import { zlibCompress } from '../formats/parts/zlib/zlib-compress.ts';
import { untag } from './tagged-json.ts';

/** The step in which reading a payload fails, in the order of the steps. */
export type PayloadFault = 'base64' | 'zlib' | 'utf8' | 'json' | 'too-deep' | 'too-large';

export type PayloadReading =
  | { ok: true; data: Json; isCompressed: boolean; json: string }
  | { ok: false; fault: PayloadFault; isCompressed: boolean };

/**
 * Writes session data as the first part of Flask's cookie: tagged JSON with sorted keys, in base64url. If zlib saves
 * more than one byte, the JSON is compressed and the payload starts with a dot. Source: flask/json/tag.py, itsdangerous
 * url_safe.py.
 */
export function encodePayload(data: Json): string {
  return encodeJson(payloadJson(data));
}

/** Session data as Flask's JSON: tagged, keys sorted, compact, ASCII only. */
export function payloadJson(data: Json): string {
  return writeJson(data, FLASK_JSON);
}

/** The payload of that JSON. */
export function encodeJson(text: string): string {
  const json = Buffer.from(text);
  const packed = zlibCompress(json);
  return packed.length < json.length - 1 ? `.${toPythonBase64(packed)}` : toPythonBase64(json);
}

/** Reads what {@link encodePayload} writes. Accepts any text, limits size and depth, and never throws. */
export function decodePayload(payload: string): PayloadReading {
  const isCompressed = payload.startsWith('.');
  const bytes = fromPythonBase64(isCompressed ? payload.slice(1) : payload);
  if (bytes === null) return { ok: false, fault: 'base64', isCompressed };
  const content = isCompressed ? unpackAs(bytes, 'zlib') : bytes;
  if (content === null || content === 'too-large') return { ok: false, fault: content ?? 'zlib', isCompressed };
  const json = utf8(content);
  if (json === null) return { ok: false, fault: 'utf8', isCompressed };
  const reading = readJson(json, { hasPythonConstants: true, reviveObject: untag });
  if (reading.ok) return { ok: true, data: reading.value, isCompressed, json };
  return { ok: false, fault: reading.reason === 'not-json' ? 'json' : reading.reason, isCompressed };
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function utf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
