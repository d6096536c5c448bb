import type { CookieFormat } from '../../contract/decoded-cookie.ts';
import { nameSays } from '../session-name.ts';
import type { CookieText } from './format.ts';
import { recogniseCookie } from './registry.ts';

/** Below this a format is a guess. */
const CERTAIN = 0.95;
const POSSIBLE = 0.3;

/**
 * The role of a cookie of each format in a session: its id (the data is on the server), its data, or uncertain, since
 * any cookie may be signed, contain JSON, or look random. A JSON Web Token is often used next to a session: as an
 * identity, or as the key to an API.
 */
const KINDS: Readonly<Record<CookieFormat, 'id' | 'data' | 'token' | 'any'>> = {
  jwt: 'token',
  jwe: 'token',
  'iron-session': 'data',
  'express-session': 'id',
  'cookie-parser-signed': 'any',
  'cookie-parser-json': 'any',
  'react-router': 'data',
  'fastify-session': 'id',
  'better-auth': 'id',
  'better-auth-data': 'data',
  'auth0-signed': 'any',
  'signed-value': 'any',
  supabase: 'data',
  laravel: 'data',
  'rails-encrypted': 'data',
  'rails-encrypted-cbc': 'data',
  'rails-signed': 'data',
  rack: 'data',
  'rack-encrypted': 'data',
  django: 'data',
  starlette: 'data',
  tornado: 'any',
  gorilla: 'data',
  phoenix: 'data',
  'phoenix-encrypted': 'data',
  pyramid: 'data',
  'auth-tkt': 'data',
  'play-legacy': 'data',
  bottle: 'any',
  fernet: 'data',
  yii: 'any',
  wordpress: 'data',
  'spring-session': 'id',
  drupal: 'id',
  'tornado-xsrf': 'any',
  'aspnet-core': 'data',
  'fastify-secure-session': 'data',
  'aiohttp-nacl': 'data',
  cakephp: 'any',
  flask: 'data',
  'flask-session-id': 'id',
  'flask-login': 'any',
  'cookie-session': 'data',
  itsdangerous: 'any',
  'base64-json': 'any',
  'plain-json': 'any',
  'value-with-mac': 'any',
  'packed-data': 'any',
  'serialized-data': 'any',
  'encoded-text': 'any',
  'php-session-id': 'id',
  'django-session-id': 'id',
  'java-session-id': 'id',
  'aspnet-session-id': 'id',
  'opaque-id': 'any',
  'encoded-bytes': 'any',
};

/** The evidence that a cookie is the session cookie. Of two cookies, the one with the higher claim is more likely. */
export interface SessionClaim {
  /** From {@link LEAST_CLAIM} on, name and form are those of a session. 0 if no format was recognised. */
  readonly claim: number;
  /** The format of the cookie. Null if none fits. */
  readonly format: CookieFormat | null;
  /** Whether the cookie carries the id of a session rather than its data. */
  readonly isId: boolean;
}

/** With a lower claim it is a guess that a cookie is a session's. */
export const LEAST_CLAIM = 1;
/** The claim of a JSON Web Token with a neutral name. */
export const TOKEN_CLAIM = LEAST_CLAIM;

/**
 * Weighs the name and the form of a cookie together. In descending order: the name and the form of a session; the form
 * alone; the name, with the form of a random id; a JSON Web Token; any other recognised format; a name that belongs to
 * something else, such as a CSRF token.
 */
export function sessionClaimOf(cookie: CookieText): SessionClaim {
  const { name } = cookie;
  if (cookie.rawValue === '' || isSignatureOfAnother(cookie)) return { claim: 0, format: null, isId: false };
  const says = name === null ? 'nothing' : nameSays(name);
  const candidates = recogniseCookie(cookie);
  const fitting = says === 'session' ? candidates.find(({ format, confidence }) => isUsable(format, confidence)) : null;
  const { format, confidence } = fitting ?? candidates[0] ?? { format: null, confidence: 0 };
  if (format === null) return { claim: 0, format, isId: false };
  const kind = KINDS[format];
  const isId = kind === 'id' || format === 'opaque-id';
  if (says === 'other') return { claim: confidence / 10, format, isId };
  if (says === 'session' && kind === 'token') return { claim: 4, format, isId };
  if (kind === 'token') return { claim: confidence < CERTAIN ? confidence : TOKEN_CLAIM, format, isId };
  const isCertain = kind !== 'any' && confidence >= CERTAIN;
  if (says === 'session' && fitting) return { claim: (isCertain ? 4 : 2) + confidence, format, isId };
  return { claim: (isCertain ? 3 : 0) + confidence * (isCertain ? 0.99 : 0.9), format, isId };
}

/** Whether a cookie with a session's name can be read as one. */
function isUsable(format: CookieFormat, confidence: number): boolean {
  return confidence >= POSSIBLE && (KINDS[format] !== 'any' || format === 'opaque-id');
}

/** A `.sig` cookie belongs to another cookie, which is the relevant one. */
function isSignatureOfAnother({ name, others }: CookieText): boolean {
  return name?.endsWith('.sig') === true && others.has(name.slice(0, -4));
}
