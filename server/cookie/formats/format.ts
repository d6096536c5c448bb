/**
 * The interface of a decodable format; registry.ts lists all formats. A format gets the cookie as text and never
 * throws, whatever the text is. For an unreadable text it returns a reading with a reason.
 */

import type { CookieFormat } from '../../contract/cookie-format.ts';
import type {
  CookieNote,
  DerivationStep,
  NotValidReason,
  SegmentRole,
  SignedCookie,
} from '../../contract/decoded-cookie.ts';
import type { Json } from '../../contract/json.ts';

/** A part of the decoded text; `start` and `end` count its UTF-16 code units. */
export type TextSegment = { role: SegmentRole; start: number; end: number; isApproximate?: boolean };

/** A cookie to decode. */
export type CookieText = {
  /** Null if only a value is known. */
  readonly name: string | null;
  /** The original value. */
  readonly rawValue: string;
  /** Without surrounding quotes, percent-decoded; undecoded if an escape is broken. */
  readonly text: string;
  /** The values of the other cookies of the same header, by name. */
  readonly others: ReadonlyMap<string, string>;
  /** The names of the cookies across which the value was split, in order. Absent for a single cookie. */
  readonly joinedFrom?: readonly string[];
  /** The line of Set-Cookie from which it was read, if it was read from one. */
  readonly setCookie?: string;
};

export type Check = {
  /** The first signs, all verify. Text, or PEM or JWK for a JWT; `base64:` and `hex:` in front mean bytes. */
  readonly secrets: readonly string[];
  readonly nowMs: number;
  /** Only for formats that contain the time of signing. Null for no limit of the age. */
  readonly maxAgeSeconds: number | null;
  /** Whether a key may be derived from a password by a function that takes a second and stops everything meanwhile. */
  readonly mayTakeSeconds?: boolean;
};

export type Reading = {
  readonly payload: Json;
  readonly reason: NotValidReason | null;
  readonly where: SegmentRole | null;
  readonly signatureMatches: boolean | null;
  readonly secretNumber: number | null;
  readonly header: Json;
  readonly signedAtMs: number | null;
  readonly notBeforeMs: number | null;
  readonly expiresAtMs: number | null;
  readonly notes: readonly CookieNote[];
  readonly segments: readonly TextSegment[];
  readonly derivation: readonly DerivationStep[];
};

export type SignOptions = {
  readonly name: string | null;
  readonly nowMs: number;
  /**
   * The cookie that was edited: its header, variant, digest, and (for a payload that stayed the same) its very text
   * are kept.
   */
  readonly like: CookieText | null;
  /** Source of salts and initialisation vectors. */
  readonly randomBytes: (count: number) => Buffer;
};

export type CookieFormatModule = {
  readonly format: CookieFormat;
  /** How well the text fits, from 0 to 1. Cheap: called for every cookie. */
  recognise(cookie: CookieText): number;
  /** Takes the cookie apart, decodes it, and verifies it with the secrets that are given. */
  read(cookie: CookieText, check: Check): Reading;
  /** Writes a cookie as the framework would. */
  sign(payload: Json, secret: string, options: SignOptions): SignedCookie;
};

const nothing: Reading = {
  payload: null,
  reason: null,
  where: null,
  signatureMatches: null,
  secretNumber: null,
  header: null,
  signedAtMs: null,
  notBeforeMs: null,
  expiresAtMs: null,
  notes: [],
  segments: [],
  derivation: [],
};

/** A reading of which only some members have something to say. */
export function reading(members: Partial<Reading>): Reading {
  return { ...nothing, ...members };
}

/** For formats without a signature. */
export function cannotSign(): SignedCookie {
  return { ok: false, reason: 'cannot-be-signed' };
}

export function signed(value: string, companion: { name: string; value: string } | null = null): SignedCookie {
  return { ok: true, value, companion };
}
