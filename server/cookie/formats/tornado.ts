import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64, utf8Of } from '../../encodings/base64.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { quotedLike } from './parts/encoded-like.ts';
import { hmac } from './parts/hmac.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { compared, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';
import { ageOf } from './parts/signature-age.ts';
import { textContent, writeTextContent } from './parts/text-content.ts';

const DEFAULT_AGE_SECONDS = 31 * 24 * 60 * 60;

/**
 * A signed cookie of Tornado, as Jupyter has one: `2|1:0|10:1795993767|4:user|8:YWxpY2U=|` and the signature in hex.
 * Each field but the first has its length in bytes in front. The key version says which of its secrets a server used.
 * Version 1, which Tornado before 3.2.1 wrote, is `value|time|signature`, and the name of the cookie is needed to check
 * it. Source: tornado web.py, `create_signed_value` and `_decode_signed_value_v1` and `_v2`.
 */
export const tornado: CookieFormatModule = {
  format: 'tornado',
  recognise: ({ text }) => (split(text) === null ? (/^2\|\d{1,3}:\d+\|\d{1,2}:/.test(text) ? 0.8 : 0) : 0.98),
  read(cookie, check) {
    const parts = split(cookie.text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', cookie.text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(cookie.name, parts, secret));
    const content = contentOf(parts.value);
    const signedAtMs = /^\d{1,12}$/.test(parts.timestamp) ? Number(parts.timestamp) * 1000 : null;
    const damaged = signedAtMs === null ? 'timestamp' : content === null ? 'value' : null;
    const shown = {
      payload: content?.payload ?? null,
      notes: content?.notes ?? [],
      signedAtMs,
      segments: segmentsOf(parts.pieces),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (cookie.name === null && parts.name === null) shown.notes = [...shown.notes, 'name-needed'];
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt, damaged) });
    if (damaged !== null) return reading({ ...shown, reason: 'malformed', where: damaged });
    if (parts.name !== null && cookie.name === null) shown.notes = [...shown.notes, 'name-not-checked'];
    else if (parts.name !== null && cookie.name !== parts.name) return reading({ ...shown, reason: 'wrong-name' });
    return reading({ ...shown, ...ageOf(signedAtMs ?? 0, check, DEFAULT_AGE_SECONDS, shown.notes) });
  },
  sign(payload, secret, { like, name, nowMs }) {
    const old = like === null ? null : split(like.text);
    const usedName = old?.name ?? name;
    if (usedName === null) return { ok: false, reason: 'name-needed' };
    const oldContent = old === null ? null : contentOf(old.value);
    const oldText = typeof oldContent?.text === 'string' ? oldContent.text : null;
    const value = Buffer.from(writeTextContent(payload, oldText)).toString('base64');
    if (old?.name === null) {
      const seconds = String(Math.floor(nowMs / 1000));
      const mac = hmac('sha1', secret, `${usedName}${value}${seconds}`).toString('hex');
      return signed(quotedLike(`${value}|${seconds}|${mac}`, like));
    }
    const fields = [old?.keyVersion ?? '0', String(Math.floor(nowMs / 1000)), usedName, value];
    const signedText = `2|${fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join('|')}|`;
    return signed(quotedLike(`${signedText}${hmac('sha256', secret, signedText).toString('hex')}`, like));
  },
};

type Parts = {
  readonly keyVersion: string;
  readonly timestamp: string;
  /** Null in version 1, where it is signed and not written. */
  readonly name: string | null;
  readonly value: string;
  readonly signature: string;
  readonly pieces: Parameters<typeof segmentsOf>[0];
};

function attemptMac(name: string | null, parts: Parts, secret: string | Buffer) {
  const { signature, pieces, value, timestamp } = parts;
  const isFirst = parts.name === null;
  const everything = pieces.slice(0, -1).map(([, text]) => text);
  const signedText = isFirst ? `${name ?? ''}${value}${timestamp}` : everything.join('');
  const mac = hmac(isFirst ? 'sha1' : 'sha256', secret, signedText);
  const expected = mac.toString('hex');
  const derivation: DerivationStep[] = [
    step('signed-text', isFirst ? 'name, value and time behind each other' : 'everything up to the last |', signedText),
    step('mac', `HMAC-${isFirst ? 'SHA1' : 'SHA256'}(secret, signed text)`, mac),
    step('signature', 'hex(mac)', expected),
  ];
  return compared(signature, expected, derivation);
}

function split(text: string): Parts | null {
  return splitFirst(text) ?? splitSecond(text);
}

/** Version 1. The value is base64; a time that begins with a zero is one that Tornado refuses. */
function splitFirst(text: string): Parts | null {
  const fields = /^([A-Za-z0-9+/]*={0,2})\|([1-9]\d{8,10})\|([0-9a-f]{40})$/.exec(text);
  if (fields === null) return null;
  const [, value = '', timestamp = '', signature = ''] = fields;
  const pieces: Parts['pieces'] = [
    ['value', value],
    ['separator', '|'],
    ['timestamp', timestamp],
    ['separator', '|'],
    ['signature', signature],
  ];
  return { keyVersion: '0', timestamp, name: null, value, signature, pieces };
}

/**
 * Version 2. Takes the fields by their lengths, which count bytes of UTF-8. Null if one does not end where its length
 * says.
 */
function splitSecond(text: string): Parts | null {
  if (!text.startsWith('2|')) return null;
  const pieces: (readonly [
    'version' | 'key-id' | 'timestamp' | 'prefix' | 'value' | 'separator' | 'signature',
    string,
  ])[] = [
    ['version', '2'],
    ['separator', '|'],
  ];
  const fields: string[] = [];
  let rest = Buffer.from(text.slice(2));
  for (const role of ['key-id', 'timestamp', 'prefix', 'value'] as const) {
    const length = /^(\d{1,6}):/.exec(rest.subarray(0, 7).toString('latin1'))?.[1];
    if (length === undefined) return null;
    const start = length.length + 1;
    const end = start + Number(length);
    const field = utf8Of(rest.subarray(start, end));
    if (field === null || rest[end] !== 0x7c) return null;
    fields.push(field);
    pieces.push(['separator', `${length}:`], [role, field], ['separator', '|']);
    rest = rest.subarray(end + 1);
  }
  const signature = rest.toString();
  pieces.push(['signature', signature]);
  const [keyVersion = '', timestamp = '', name = '', value = ''] = fields;
  return { keyVersion, timestamp, name, value, signature, pieces };
}

/** Null if the value is not base64. Bytes that are not text are shown, and never loaded. */
function contentOf(value: string) {
  const bytes = fromBase64(value);
  if (bytes === null) return null;
  const text = utf8Of(bytes);
  const kind = kindOfBytes(bytes);
  if (text !== null && kind === 'bytes') return { text, payload: textContent(text).payload, notes: [] };
  const payload: Json = opaqueValue(kind, bytes);
  return { text: null, payload, notes: [NOTE_OF_OPAQUE[kind]] };
}
