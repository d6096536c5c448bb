import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import { fromBase64 } from '../../encodings/base64.ts';
import { kindOfBytes } from '../../encodings/kind-of-bytes.ts';
import { type CookieFormatModule, reading } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { type Digest, hmac } from './parts/hmac.ts';
import { NOTE_OF_OPAQUE, opaqueValue } from './parts/opaque-bytes.ts';
import { compared, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

/** The digest by the length of its padded base64. */
const DIGEST_OF_LENGTH: Readonly<Record<number, Digest>> = {
  24: 'md5',
  28: 'sha1',
  44: 'sha256',
  64: 'sha384',
  88: 'sha512',
};

/**
 * A signed cookie of Bottle: `!signature?content`, both in base64, by default with MD5 before 0.13. The content is a
 * pickle, which is shown and never loaded, so it cannot be written either. Source: bottle.py, `set_cookie` and
 * `get_cookie`.
 */
export const bottle: CookieFormatModule = {
  format: 'bottle',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.98),
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'signature', segments: segmentsOf([['payload', text]]) });
    const kind = kindOfBytes(parts.bytes);
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptMac(parts, secret));
    return reading({
      payload: opaqueValue(kind, parts.bytes),
      notes: [NOTE_OF_OPAQUE[kind]],
      segments: segmentsOf([
        ['prefix', '!'],
        ['signature', parts.signature],
        ['separator', '?'],
        ['payload', parts.content],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
      ...(secretNumber === null ? mismatch(check.secrets, attempt) : {}),
    });
  },
  sign: () => ({ ok: false, reason: 'payload-unusable' }),
};

type Parts = { readonly signature: string; readonly content: string; readonly bytes: Buffer; readonly digest: Digest };

function split(text: string): Parts | null {
  const parts = /^!([A-Za-z0-9+/]+={0,2})\?([A-Za-z0-9+/]+={0,2})$/.exec(text);
  const [, signature = '', content = ''] = parts ?? [];
  const digest = DIGEST_OF_LENGTH[signature.length];
  const bytes = fromBase64(content);
  return digest === undefined || bytes === null ? null : { signature, content, bytes, digest };
}

function attemptMac({ signature, content, digest }: Parts, secret: string | Buffer) {
  const mac = hmac(digest, secret, content);
  const expected = mac.toString('base64');
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything after the ?', content),
    step('mac', `HMAC-${digest.toUpperCase()}(secret, signed text)`, mac),
    step('signature', 'base64(mac)', expected),
  ];
  return compared(signature, expected, derivation);
}
