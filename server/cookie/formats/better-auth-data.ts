import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';
import { fromBase64url, utf8Of } from '../../encodings/base64.ts';
import { readJson } from '../../encodings/bounded-json.ts';
import { isObject } from '../../encodings/typed-value.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { hmac } from './parts/hmac.ts';
import { JAVASCRIPT_JSON, writeJson } from './parts/json-writer.ts';
import { compared, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsInBase64, segmentsOf } from './parts/segments.ts';
import { isSameJson } from './parts/text-content.ts';

const DEFAULT_SECONDS = 300;

type Envelope = {
  readonly json: string;
  readonly session: { [key: string]: Json };
  readonly expiresAt: number;
  readonly signature: string;
};

/**
 * The session data that better-auth keeps in a cookie (`session.cookieCache`): base64url of JSON `{session, expiresAt,
 * signature}`. The HMAC-SHA256 is over the JSON of the session with `expiresAt` (milliseconds) as its last member.
 * Source: better-auth cookies/index.ts, `setCookieCache`.
 */
export const betterAuthData: CookieFormatModule = {
  format: 'better-auth-data',
  recognise: ({ text }) => (envelopeOf(text) === null ? 0 : 0.98),
  read({ text }, check) {
    const envelope = envelopeOf(text);
    if (envelope === null)
      return reading({ reason: 'malformed', where: 'payload', segments: segmentsOf([['payload', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(envelope, secret));
    const shown = {
      payload: envelope.session,
      expiresAtMs: envelope.expiresAt,
      segments: segmentsOfEnvelope(text, envelope),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber === null) return reading({ ...shown, ...mismatch(check.secrets, attempt) });
    return reading(check.nowMs > envelope.expiresAt ? { ...shown, reason: 'expired', where: 'payload' } : shown);
  },
  sign(payload, secret, { like, nowMs }) {
    if (!isObject(payload)) return { ok: false, reason: 'payload-unusable' };
    const old = like === null ? null : envelopeOf(like.text);
    const expiresAt = old?.expiresAt ?? nowMs + DEFAULT_SECONDS * 1000;
    const signature = hmac('sha256', secret, signedText(payload, expiresAt)).toString('base64url');
    if (like !== null && old !== null && isSameJson(old.session, payload) && old.signature === signature)
      return signed(like.rawValue);
    const json = writeJson({ session: payload, expiresAt, signature }, JAVASCRIPT_JSON);
    return signed(Buffer.from(json).toString('base64url'));
  },
};

function attemptMac({ session, expiresAt, signature }: Envelope, secret: string | Buffer) {
  const text = signedText(session, expiresAt);
  const mac = hmac('sha256', secret, text);
  const expected = mac.toString('base64url');
  const derivation: DerivationStep[] = [
    step('signed-text', 'the session with expiresAt, as JSON', text),
    step('mac', 'HMAC-SHA256(secret, signed text)', mac),
    step('signature', 'base64url(mac) without padding', expected),
  ];
  return compared(signature, expected, derivation);
}

/** A member `expiresAt` of the session itself keeps its place and gets the new value, as in JavaScript. */
function signedText(session: { [key: string]: Json }, expiresAt: number): string {
  return writeJson({ ...session, expiresAt }, JAVASCRIPT_JSON);
}

/** Where the signature is inside the base64. */
function segmentsOfEnvelope(text: string, { json, signature }: Envelope) {
  const before = Buffer.byteLength(json.slice(0, json.lastIndexOf(signature)));
  const after = Buffer.byteLength(json) - before - Buffer.byteLength(signature);
  return segmentsInBase64(
    [
      ['payload', before],
      ['signature', Buffer.byteLength(signature)],
      ['separator', after],
    ],
    text.length,
  );
}

function envelopeOf(text: string): Envelope | null {
  if (!text.startsWith('eyJ')) return null;
  const content = utf8Of(fromBase64url(text.replace(/={1,2}$/, '')) ?? Buffer.alloc(0)) ?? '';
  const json = readJson(content);
  if (!json.ok || !isObject(json.value)) return null;
  const { session, expiresAt, signature } = json.value;
  if (!isObject(session) || typeof expiresAt !== 'number' || typeof signature !== 'string') return null;
  return { json: content, session, expiresAt, signature };
}
