import type { CookieNote } from '../../../contract/decoded-cookie.ts';
import type { Json } from '../../../contract/json.ts';
import { readJson } from '../../../encodings/bounded-json.ts';
import { kindOfBytes } from '../../../encodings/kind-of-bytes.ts';
import { unpackAs } from '../../../encodings/packings.ts';
import { DJANGO_JSON, writeJson } from './json-writer.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './opaque-bytes.ts';
import { fromPythonBase64, toPythonBase64 } from './python-base64.ts';
import { zlibCompress } from './zlib/zlib-compress.ts';

export type DjangoContent = { kind: 'json' | 'opaque'; payload: Json; notes: CookieNote[] } | { kind: 'damaged' };

/**
 * Reads the first part of a value that Django signed: base64url of JSON in latin-1, compressed with zlib after a
 * leading dot; before 1.6 of a pickle, which is shown as bytes. Never throws. Source: django core/signing.py,
 * `JSONSerializer`.
 */
export function decodeDjango(text: string): DjangoContent {
  const isCompressed = text.startsWith('.');
  const encoded = fromPythonBase64(isCompressed ? text.slice(1) : text);
  if (encoded === null || encoded.length === 0) return { kind: 'damaged' };
  const bytes = isCompressed ? unpackAs(encoded, 'zlib') : encoded;
  if (bytes === null || bytes === 'too-large') return { kind: 'damaged' };
  const notes: CookieNote[] = isCompressed ? ['compressed'] : [];
  const json = readJson(bytes.toString('latin1'), { hasPythonConstants: true });
  if (json.ok) return { kind: 'json', payload: json.value, notes };
  const kind = kindOfBytes(bytes);
  if (kind !== 'pickle') return { kind: 'damaged' };
  return { kind: 'opaque', payload: opaqueValue(kind, bytes), notes: [...notes, NOTE_OF_OPAQUE[kind]] };
}

/** Writes the form that {@link decodeDjango} reads. Compresses only if that saves more than one byte. */
export function encodeDjango(payload: Json, mayCompress: boolean): string {
  const json = Buffer.from(writeJson(payload, DJANGO_JSON), 'latin1');
  const packed = mayCompress ? zlibCompress(json) : json;
  return packed.length < json.length - 1 ? `.${toPythonBase64(packed)}` : toPythonBase64(json);
}
