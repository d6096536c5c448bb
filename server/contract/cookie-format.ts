/**
 * The role of a cookie in a session: its id (the data is on the server), its data, or uncertain (`any`), since any
 * cookie may be signed, contain JSON, or look random. A JSON Web Token (`token`) is often used next to a session: as an
 * identity, or as the key to an API.
 */
export type RoleInSession = 'id' | 'data' | 'token' | 'any';

interface CookieFormatFacts {
  readonly role: RoleInSession;
  /** The English name, on the terminal and in the window. */
  readonly name: string;
}

/** Every format of cookies that can be recognised. Its decoder is in server/cookie/formats. */
export const COOKIE_FORMAT_FACTS = {
  jwt: { role: 'token', name: 'JSON Web Token' },
  jwe: { role: 'token', name: 'encrypted JSON Web Token' },
  'iron-session': { role: 'data', name: 'iron-session seal' },
  'express-session': { role: 'id', name: 'express-session' },
  'cookie-parser-signed': { role: 'any', name: 'Express signed cookie' },
  'cookie-parser-json': { role: 'any', name: 'Express JSON cookie' },
  'react-router': { role: 'data', name: 'React Router / Remix cookie' },
  'fastify-session': { role: 'id', name: '@fastify/session id' },
  'better-auth': { role: 'id', name: 'better-auth session token' },
  'better-auth-data': { role: 'data', name: 'better-auth session data' },
  'auth0-signed': { role: 'any', name: 'Auth0 signed cookie' },
  'signed-value': { role: 'any', name: 'signed value' },
  supabase: { role: 'data', name: 'Supabase session' },
  laravel: { role: 'data', name: 'Laravel cookie' },
  'rails-encrypted': { role: 'data', name: 'Rails encrypted cookie' },
  'rails-encrypted-cbc': { role: 'data', name: 'Rails encrypted cookie, before 5.2' },
  'rails-signed': { role: 'data', name: 'Rails signed cookie' },
  rack: { role: 'data', name: 'Rack session' },
  'rack-encrypted': { role: 'data', name: 'Rack encrypted session' },
  django: { role: 'data', name: 'Django signed cookie' },
  starlette: { role: 'data', name: 'Starlette / FastAPI session' },
  tornado: { role: 'any', name: 'Tornado signed cookie' },
  gorilla: { role: 'data', name: 'gorilla/securecookie' },
  phoenix: { role: 'data', name: 'Phoenix / Plug session' },
  'phoenix-encrypted': { role: 'data', name: 'Phoenix / Plug encrypted session' },
  pyramid: { role: 'data', name: 'Pyramid session' },
  'auth-tkt': { role: 'data', name: 'auth_tkt log-in' },
  'play-legacy': { role: 'data', name: 'Play session, before 2.6' },
  bottle: { role: 'any', name: 'Bottle signed cookie' },
  fernet: { role: 'data', name: 'Fernet token' },
  yii: { role: 'any', name: 'Yii 2 cookie' },
  wordpress: { role: 'data', name: 'WordPress log-in' },
  'spring-session': { role: 'id', name: 'Spring Session id' },
  drupal: { role: 'id', name: 'Drupal session id' },
  'tornado-xsrf': { role: 'any', name: 'Tornado _xsrf token' },
  'aspnet-core': { role: 'data', name: 'ASP.NET Core encrypted cookie' },
  'fastify-secure-session': { role: 'data', name: '@fastify/secure-session' },
  'aiohttp-nacl': { role: 'data', name: 'aiohttp_session, encrypted with NaCl' },
  cakephp: { role: 'any', name: 'CakePHP encrypted cookie' },
  flask: { role: 'data', name: 'Flask session' },
  'flask-session-id': { role: 'id', name: 'Flask-Session id' },
  'flask-login': { role: 'any', name: 'Flask-Login remember_token' },
  'cookie-session': { role: 'data', name: 'cookie-session or koa-session' },
  itsdangerous: { role: 'any', name: 'itsdangerous signed value' },
  'base64-json': { role: 'any', name: 'JSON in base64' },
  'plain-json': { role: 'any', name: 'plain JSON' },
  'value-with-mac': { role: 'any', name: 'value with an HMAC' },
  'packed-data': { role: 'any', name: 'packed data' },
  'serialized-data': { role: 'any', name: 'serialized objects' },
  'encoded-text': { role: 'any', name: 'text in base64 or hex' },
  'php-session-id': { role: 'id', name: 'PHP session id' },
  'django-session-id': { role: 'id', name: 'Django session id' },
  'java-session-id': { role: 'id', name: 'servlet session id' },
  'aspnet-session-id': { role: 'id', name: 'ASP.NET session id' },
  'opaque-id': { role: 'any', name: 'random id' },
  'encoded-bytes': { role: 'any', name: 'unknown bytes' },
} as const satisfies Record<string, CookieFormatFacts>;

export type CookieFormat = keyof typeof COOKIE_FORMAT_FACTS;

/** In the order of a list of choices. */
export const COOKIE_FORMAT_IDS = Object.keys(COOKIE_FORMAT_FACTS) as [CookieFormat, ...CookieFormat[]];
