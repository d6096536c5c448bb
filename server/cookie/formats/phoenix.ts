import type { DerivationStep } from '../../contract/decoded-cookie.ts';
import { fromBase64url } from '../../encodings/base64.ts';
import { type CookieFormatModule, reading, signed } from './format.ts';
import { step } from './parts/derivation-step.ts';
import { type Digest, hmac, isSameMac } from './parts/hmac.ts';
import { plugBytes, plugContent } from './parts/plug-content.ts';
import { railsKey, railsKeyFormula } from './parts/rails-keys.ts';
import { saltedSecret, withSaltNote } from './parts/salted-secret.ts';
import { isEditedSignature, mismatch, trySecrets } from './parts/secret-trial.ts';
import { segmentsOf } from './parts/segments.ts';

/** The signing salt is the app's choice; these are those of the documentation. */
const USUAL_SALTS = ['signing', 'signing salt', 'user auth', 'user socket'] as const;
const KEY_BYTES = 32;
/** The name of the algorithm in base64url: HS256, HS384, HS512. */
const DIGEST_OF_HEADER: Readonly<Record<string, Digest>> = { SFMyNTY: 'sha256', SFMzODQ: 'sha384', SFM1MTI: 'sha512' };

/**
 * A signed session of Phoenix and Plug, and a token of Phoenix.Token: `SFMyNTY.term.signature`. The term is in Erlang's
 * external format, and is shown as a tree; JSON where the app chose that. The key is derived from secret_key_base and
 * the signing salt, which is given as `salt:NAME:SECRET`. A token has the time of its signing in it, a session has not.
 * Source: plug_crypto message_verifier.ex and key_generator.ex, Plug.Session.COOKIE.
 */
export const phoenix: CookieFormatModule = {
  format: 'phoenix',
  recognise: ({ text }) => (split(text) === null ? 0 : 0.98),
  read({ text }, check) {
    const parts = split(text);
    if (parts === null)
      return reading({ reason: 'malformed', where: 'header', segments: segmentsOf([['payload', text]]) });
    const { secretNumber, attempt } = trySecrets(check.secrets, (secret) => attemptSalts(parts, secret));
    const bytes = fromBase64url(parts.payload);
    const content = bytes === null ? null : plugContent(bytes);
    const shown = {
      payload: content?.payload ?? null,
      notes: content?.notes ?? [],
      signedAtMs: content?.signedAtMs ?? null,
      segments: segmentsOf([
        ['header', parts.header],
        ['separator', '.'],
        ['payload', parts.payload],
        ['separator', '.'],
        ['signature', parts.signature],
      ]),
      secretNumber,
      signatureMatches: check.secrets.length === 0 ? null : secretNumber !== null,
      derivation: attempt?.derivation ?? [],
    };
    if (secretNumber !== null)
      return reading(bytes === null ? { ...shown, reason: 'malformed', where: 'payload' } : shown);
    const verdict = mismatch(check.secrets, attempt, bytes === null ? 'payload' : null);
    return reading({ ...shown, ...verdict, notes: withSaltNote(shown.notes, verdict.reason) });
  },
  sign(payload, secret, { like }) {
    const old = like === null ? null : split(like.text);
    const attempt = old === null ? null : attemptSalts(old, secret);
    const [first = { salt: USUAL_SALTS[0], secret }] = saltsOf(secret);
    const { salt, secret: bare } = attempt?.matches ? attempt : first;
    const oldBytes = old === null ? null : fromBase64url(old.payload);
    const data = plugBytes(payload, oldBytes).toString('base64url');
    const signedText = `${old?.header ?? 'SFMyNTY'}.${data}`;
    const mac = hmac(old?.digest ?? 'sha256', keyOf(bare, salt), signedText);
    return signed(`${signedText}.${mac.toString('base64url')}`);
  },
};

type Parts = {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
  readonly digest: Digest;
};

function split(text: string): Parts | null {
  const parts = /^(SFM\w{4})\.([\w-]+)\.([\w-]*)$/.exec(text);
  const [, header = '', payload = '', signature = ''] = parts ?? [];
  const digest = DIGEST_OF_HEADER[header];
  return digest === undefined ? null : { header, payload, signature, digest };
}

type Salted = { readonly salt: string; readonly secret: string | Buffer };

function saltsOf(secret: string | Buffer): Salted[] {
  const given = saltedSecret(secret);
  return [...(given === null ? [] : [given]), ...USUAL_SALTS.map((salt) => ({ salt, secret }))];
}

function attemptSalts(parts: Parts, secret: string | Buffer) {
  let first: ReturnType<typeof attemptSalt> | null = null;
  for (const salted of saltsOf(secret)) {
    const attempt = attemptSalt(parts, salted);
    if (attempt.matches || attempt.provesTampering !== null) return attempt;
    first ??= attempt;
  }
  return first;
}

function attemptSalt({ header, payload, signature, digest }: Parts, { salt, secret }: Salted) {
  const signedText = `${header}.${payload}`;
  const key = keyOf(secret, salt);
  const mac = hmac(digest, key, signedText);
  const expected = mac.toString('base64url');
  const derivation: DerivationStep[] = [
    step('signed-text', 'everything before the last dot', signedText),
    step('key', railsKeyFormula(salt, KEY_BYTES, 'sha256'), key),
    step('mac', `HMAC-${digest.toUpperCase()}(key, signed text)`, mac),
    step('signature', 'base64url(mac) without padding', expected),
  ];
  return {
    salt,
    secret,
    matches: isSameMac(Buffer.from(expected), Buffer.from(signature)),
    derivation,
    provesTampering: isEditedSignature(signature, expected) ? ('signature' as const) : null,
  };
}

/** Plug derives its keys as Rails does. */
function keyOf(secret: string | Buffer, salt: string): Buffer {
  return railsKey(secret, salt, KEY_BYTES, 'sha256');
}
