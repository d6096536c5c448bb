import type { CookieFormat } from '../../contract/cookie-format.ts';
import { authTkt } from './auth-tkt.ts';
import { auth0Signed } from './auth0-signed.ts';
import { base64Json } from './base64-json.ts';
import { betterAuthData } from './better-auth-data.ts';
import { bottle } from './bottle.ts';
import { cakephp } from './cakephp.ts';
import { cookieParserJson } from './cookie-parser-json.ts';
import { cookieParserSigned } from './cookie-parser-signed.ts';
import { cookieSession } from './cookie-session.ts';
import { django } from './django.ts';
import { encodedBytesOnly, encodedText, packedData } from './encoded-text.ts';
import { expressSession } from './express-session.ts';
import { fernet } from './fernet.ts';
import { flask } from './flask.ts';
import { flaskLogin } from './flask-login.ts';
import { flaskSessionId } from './flask-session-id.ts';
import type { CookieFormatModule, CookieText } from './format.ts';
import { gorilla } from './gorilla.ts';
import { ironSession } from './iron-session.ts';
import { itsdangerous } from './itsdangerous.ts';
import { jwe } from './jwe.ts';
import { jwt } from './jwt.ts';
import { laravel } from './laravel.ts';
import { namedCookies } from './named-cookies.ts';
import { opaqueIds } from './opaque-id.ts';
import { phoenix } from './phoenix.ts';
import { phoenixEncrypted } from './phoenix-encrypted.ts';
import { plainJson } from './plain-json.ts';
import { playLegacy } from './play-legacy.ts';
import { pyramid } from './pyramid.ts';
import { rack } from './rack.ts';
import { rackEncrypted } from './rack-encrypted.ts';
import { railsEncrypted } from './rails-encrypted.ts';
import { railsEncryptedCbc } from './rails-encrypted-cbc.ts';
import { railsSigned } from './rails-signed.ts';
import { reactRouter } from './react-router.ts';
import { secretboxCookies } from './secretbox.ts';
import { serializedData } from './serialized-data.ts';
import { signedIds, signedValue } from './signed-value.ts';
import { starlette } from './starlette.ts';
import { supabase } from './supabase.ts';
import { tornado } from './tornado.ts';
import { valueWithMac } from './value-with-mac.ts';
import { yii } from './yii.ts';

/** Every format, the most telling first: where two fit equally well, the earlier one wins. */
export const COOKIE_FORMATS: readonly CookieFormatModule[] = [
  jwt,
  jwe,
  ironSession,
  expressSession,
  cookieParserSigned,
  cookieParserJson,
  reactRouter,
  ...signedIds,
  betterAuthData,
  auth0Signed,
  signedValue,
  supabase,
  laravel,
  railsEncrypted,
  railsEncryptedCbc,
  railsSigned,
  rack,
  rackEncrypted,
  django,
  starlette,
  tornado,
  gorilla,
  phoenix,
  phoenixEncrypted,
  pyramid,
  authTkt,
  playLegacy,
  bottle,
  fernet,
  yii,
  ...namedCookies,
  ...secretboxCookies,
  cakephp,
  flask,
  flaskSessionId,
  flaskLogin,
  cookieSession,
  itsdangerous,
  base64Json,
  plainJson,
  valueWithMac,
  packedData,
  serializedData,
  encodedText,
  ...opaqueIds,
  encodedBytesOnly,
];

const byName = new Map(COOKIE_FORMATS.map((module) => [module.format, module]));

export function formatNamed(format: CookieFormat): CookieFormatModule {
  const module = byName.get(format);
  if (module === undefined) throw new RangeError(`There is no decoder for ${format}.`);
  return module;
}

export type Candidate = { format: CookieFormat; confidence: number };

/** The possible formats of a cookie, the most likely first, with a confidence from 0 to 1. Empty if no format fits. */
export function recogniseCookie(cookie: CookieText): Candidate[] {
  return COOKIE_FORMATS.map((module) => ({ format: module.format, confidence: module.recognise(cookie) }))
    .filter(({ confidence }) => confidence > 0)
    .sort((left, right) => right.confidence - left.confidence);
}
