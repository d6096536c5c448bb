import type { CookieFormat, DecodedCookie, SegmentRole } from '../contract/decoded-cookie.ts';

const FORMAT_NAMES: Record<CookieFormat, string> = {
  jwt: 'a JSON Web Token',
  jwe: 'an encrypted JSON Web Token',
  'iron-session': 'an iron-session seal',
  'express-session': 'an express-session cookie',
  'cookie-parser-signed': 'a signed Express cookie',
  'cookie-parser-json': "Express's JSON cookie",
  'react-router': 'a cookie of React Router or Remix',
  'fastify-session': 'a session id of @fastify/session',
  'better-auth': 'a session token of better-auth',
  'better-auth-data': 'session data of better-auth',
  'auth0-signed': "a cookie signed by Auth0's library",
  'signed-value': 'a signed value, as Hono and @fastify/cookie write it',
  supabase: 'a Supabase session',
  laravel: 'a Laravel cookie',
  'rails-signed': 'a signed Rails cookie',
  'rails-encrypted': 'an encrypted Rails cookie',
  'rails-encrypted-cbc': 'an encrypted Rails cookie from before 5.2',
  rack: 'a Rack session cookie',
  'rack-encrypted': 'an encrypted Rack session cookie',
  django: 'a cookie signed by Django',
  starlette: 'a session of Starlette or FastAPI',
  tornado: 'a cookie signed by Tornado',
  gorilla: 'a cookie of gorilla/securecookie',
  phoenix: 'a signed session of Phoenix or Plug',
  'phoenix-encrypted': 'an encrypted session of Phoenix or Plug',
  pyramid: 'a session of Pyramid',
  'auth-tkt': 'a log-in ticket of Pyramid or mod_auth_tkt',
  'play-legacy': 'a session of Play from before 2.6',
  bottle: 'a cookie signed by Bottle',
  fernet: 'a Fernet token, as aiohttp uses it for sessions',
  yii: 'a cookie of Yii 2',
  wordpress: 'a log-in of WordPress',
  'spring-session': 'a session id of Spring Session',
  drupal: 'a session id of Drupal',
  'tornado-xsrf': "Tornado's token against forged requests",
  'aspnet-core': 'a cookie that ASP.NET Core encrypted',
  'fastify-secure-session': 'an encrypted session of @fastify/secure-session',
  'aiohttp-nacl': 'an encrypted session of aiohttp_session',
  cakephp: 'a cookie that CakePHP encrypted',
  flask: 'a Flask session cookie',
  'flask-session-id': 'a session id of Flask-Session',
  'flask-login': 'a log-in that Flask-Login remembers',
  'cookie-session': 'a cookie-session cookie',
  itsdangerous: 'a value signed by itsdangerous',
  'base64-json': 'JSON in base64',
  'plain-json': 'plain JSON',
  'value-with-mac': 'a value with an HMAC beside it',
  'packed-data': 'packed data',
  'serialized-data': 'objects that a program has serialized',
  'encoded-text': 'text in base64 or hex',
  'php-session-id': 'a PHP session id',
  'django-session-id': 'a Django session id',
  'java-session-id': 'a servlet session id',
  'aspnet-session-id': 'an ASP.NET session id',
  'opaque-id': 'a random id',
  'encoded-bytes': 'bytes in base64 or hex that cannot be read (encrypted, in an unknown notation, or a long id)',
};

/**
 * The verdict on a cookie in one English sentence, for the command line. The window has its own words
 * (renderer/strings).
 */
export function explainCookie({ format, reason, where, edit, segments }: DecodedCookie): string {
  if (edit !== null) return explainEdit(edit);
  const isEncrypted = segments.some(({ role }) => role === 'ciphertext');
  const name = format === null ? 'this' : FORMAT_NAMES[format];
  switch (reason) {
    case null:
      return `This is ${name}, ${isEncrypted ? 'encrypted' : 'signed'} with one of the given secrets, and valid now.`;
    case 'not-recognised':
      return 'No known format fits this value.';
    case 'malformed':
      return `This looks like ${name}, but its ${where ?? 'form'} cannot be read.`;
    case 'too-large':
      return 'This is longer than any cookie, so it was not decoded.';
    case 'not-signed':
      return `This is ${name}: it has no signature, so anyone could have written it.`;
    case 'opaque':
      return `This is ${name}: only the server that made it knows whether it is valid and what it means.`;
    case 'no-secret':
      return `This is ${name}. Give a secret to ${isEncrypted ? 'decrypt and ' : ''}verify it.`;
    case 'secret-unusable':
      return `None of the secrets can be a key for ${name}: the length or the kind is wrong.`;
    case 'signature-missing':
      return `This is ${name}. Its signature is in a second cookie, which was not given.`;
    case 'bad-signature':
      return 'None of the given secrets matches. Either the secret is another one, or the cookie was changed. The two cases cannot be distinguished.';
    case 'wrong-secret':
      return 'None of the given secrets matches, but a well-known weak secret does: the cookie is unchanged, and the secret is another one.';
    case 'tampered':
      return explainTampering(where);
    case 'wrong-name':
      return 'The signature is valid, but it was made for a cookie with another name.';
    case 'expired':
      return 'The signature is valid, but the cookie has expired.';
    case 'not-yet-valid':
      return 'The signature is valid, but the cookie is not valid yet.';
    case 'algorithm-none':
      return 'The token declares that it needs no signature (alg none), so anyone could have written it.';
    case 'algorithm-mismatch':
      return 'The token names an algorithm that does not fit the given key. The key decides the algorithm, never the token.';
    case 'unknown-extension':
      return 'The token requires an unknown extension (crit), so it must be refused.';
    case 'not-decrypted':
      return `This is ${name}. Its header can be read; the rest is encrypted.`;
  }
}

function explainTampering(where: SegmentRole | null): string {
  if (where === 'signature') return 'The secret is correct, but the signature was changed or cut off.';
  if (where === 'ciphertext' || where === 'tag')
    return 'The secret is correct, but the encrypted content or its signature was changed.';
  return `The ${where ?? 'content'} was changed or cut off. It cannot be read, and none of the given secrets matches.`;
}

/** The sentence for a single changed character that was found. */
function explainEdit({ found, expected }: { found: string; expected: string }): string {
  return `The secret is correct, and one character was changed: with “${expected}” instead of “${found}” the signature is valid.`;
}
