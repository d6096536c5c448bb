import type { CookieFormat, CookieNote, NotValidReason, SegmentRole } from '../../../server/contract/decoded-cookie.ts';
import type { RetrievalCode, StorageCode } from '../../../server/contract/http/jar/jar-steps.ts';
import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, dayAndTime, plural } from './words.ts';

/** Which secret signed a cookie, in words that go on with a sentence. */
type SignedBy = { readonly number: number; readonly isGiven: boolean } | null;

function secretName(by: SignedBy): string {
  if (by === null) return 'one of the secrets';
  return by.isGiven ? `your secret ${count(by.number)}` : `secret ${count(by.number)} of this site`;
}

/** The participle for the use of a secret: signed or encrypted. */
function made(isEncrypted: boolean): string {
  return isEncrypted ? 'encrypted' : 'signed';
}

const format: Record<CookieFormat, string> = {
  jwt: 'JSON Web Token',
  jwe: 'encrypted JSON Web Token',
  'iron-session': 'iron-session seal',
  'express-session': 'express-session',
  'cookie-parser-signed': 'Express signed cookie',
  'cookie-parser-json': 'Express JSON cookie',
  'react-router': 'React Router / Remix cookie',
  'fastify-session': '@fastify/session id',
  'better-auth': 'better-auth session token',
  'better-auth-data': 'better-auth session data',
  'auth0-signed': 'Auth0 signed cookie',
  'signed-value': 'signed value',
  supabase: 'Supabase session',
  laravel: 'Laravel cookie',
  'rails-encrypted': 'Rails encrypted cookie',
  'rails-encrypted-cbc': 'Rails encrypted cookie, before 5.2',
  'rails-signed': 'Rails signed cookie',
  rack: 'Rack session',
  'rack-encrypted': 'Rack encrypted session',
  django: 'Django signed cookie',
  starlette: 'Starlette / FastAPI session',
  tornado: 'Tornado signed cookie',
  gorilla: 'gorilla/securecookie',
  phoenix: 'Phoenix / Plug session',
  'phoenix-encrypted': 'Phoenix / Plug encrypted session',
  pyramid: 'Pyramid session',
  'auth-tkt': 'auth_tkt log-in',
  'play-legacy': 'Play session, before 2.6',
  bottle: 'Bottle signed cookie',
  fernet: 'Fernet token',
  yii: 'Yii 2 cookie',
  wordpress: 'WordPress log-in',
  'spring-session': 'Spring Session id',
  drupal: 'Drupal session id',
  'tornado-xsrf': 'Tornado _xsrf token',
  'aspnet-core': 'ASP.NET Core encrypted cookie',
  'fastify-secure-session': '@fastify/secure-session',
  'aiohttp-nacl': 'aiohttp_session, encrypted with NaCl',
  cakephp: 'CakePHP encrypted cookie',
  flask: 'Flask session',
  'flask-session-id': 'Flask-Session id',
  'flask-login': 'Flask-Login remember_token',
  'cookie-session': 'cookie-session',
  itsdangerous: 'itsdangerous signed value',
  'base64-json': 'JSON in base64',
  'plain-json': 'plain JSON',
  'value-with-mac': 'value with an HMAC',
  'packed-data': 'packed data',
  'serialized-data': 'serialized objects',
  'encoded-text': 'text in base64 or hex',
  'php-session-id': 'PHP session id',
  'django-session-id': 'Django session id',
  'java-session-id': 'servlet session id',
  'aspnet-session-id': 'ASP.NET session id',
  'opaque-id': 'random id',
  'encoded-bytes': 'unknown bytes',
};

const role: Record<SegmentRole, string> = {
  prefix: 'prefix',
  header: 'header',
  payload: 'payload',
  value: 'value',
  sid: 'session id',
  timestamp: 'timestamp',
  expiry: 'expiry',
  'key-id': 'key id',
  salt: 'salt',
  iv: 'iv',
  ciphertext: 'encrypted data',
  tag: 'seal',
  'encrypted-key': 'encrypted key',
  signature: 'signature',
  version: 'version',
  separator: 'separator',
  quote: 'quote',
};

const roleWhy: Record<SegmentRole, string> = {
  prefix: 'says how to read the rest',
  header: 'says how it was signed; anyone can read it',
  payload: 'the data; anyone can read it',
  value: 'what the cookie says',
  sid: 'points to the data, which stays on the server',
  timestamp: 'when it was signed',
  expiry: 'until when it is good',
  'key-id': 'which of its keys the server used',
  salt: 'random; makes each key another one',
  iv: 'random; where the encryption starts from',
  ciphertext: 'the data, readable only with the secret',
  tag: 'only who knows the secret can make it; proves nothing was changed',
  'encrypted-key': 'the key of this one cookie, itself encrypted',
  signature: 'only who knows the secret can make it',
  version: 'of the format',
  separator: 'keeps the parts apart',
  quote: 'around the value, not part of it',
};

const reasonTitle: Record<NotValidReason, string> = {
  'not-recognised': 'Not recognised',
  malformed: 'Broken',
  'too-large': 'Too long',
  'not-signed': 'Not signed',
  opaque: 'Opaque id',
  'no-secret': 'Not checked',
  'secret-unusable': 'Not checked',
  'signature-missing': 'Not checked',
  'bad-signature': 'Not genuine here',
  'wrong-secret': 'Another secret',
  tampered: 'Changed',
  'wrong-name': 'Wrong name',
  expired: 'Expired',
  'not-yet-valid': 'Not yet valid',
  'algorithm-none': 'Signed by nobody',
  'algorithm-mismatch': 'Wrong kind of key',
  'unknown-extension': 'Unknown critical extension',
  'not-decrypted': 'Not opened',
};

/** The facts that a sentence about a verdict can name. */
export interface VerdictFacts {
  readonly format: string;
  /** The data is encrypted, and not only signed. */
  readonly isEncrypted: boolean;
  /** The invalid part. Null if it is unknown. */
  readonly where: string | null;
  readonly secretsTried: number;
  readonly signedBy: SignedBy;
  readonly signedAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly notBeforeMs: number | null;
}

const reason: Record<NotValidReason, (facts: VerdictFacts) => string> = {
  'not-recognised': () => 'no known format fits. Choose one by hand to see where it breaks.',
  malformed: ({ format: name, where }) =>
    `it looks like “${name}”, but its ${where ?? 'form'} cannot be read: it is damaged, or was cut off when it was copied.`,
  'too-large': () => 'longer than anything that could have been a cookie, so it was not looked at.',
  'not-signed': () => 'this format has no signature. Anyone could have written it, so a server must not trust it.',
  opaque: ({ format: name }) => `${name}. Only its own server knows what it stands for and whether it is genuine.`,
  'no-secret': ({ isEncrypted }) =>
    isEncrypted
      ? 'it is encrypted, and there is no secret to open it with. Give one under Secrets.'
      : 'there is a signature, but no secret to check it with. Give one under Secrets.',
  'secret-unusable': ({ format: name }) =>
    `none of the secrets can be a key for “${name}”: the length or the kind is wrong. Give another one under Secrets.`,
  'signature-missing': () =>
    'its signature travels in a second cookie of the same name with .sig at the end. Paste the whole Cookie header.',
  'bad-signature': ({ secretsTried }) =>
    secretsTried === 1
      ? 'the secret does not fit. Either it is the wrong one or the cookie was changed; from outside the two look alike.'
      : `none of the ${count(secretsTried)} secrets fits. Either the right one is missing or the cookie was changed; from outside the two look alike.`,
  'wrong-secret': () => 'the cookie is unchanged, but it was signed with another secret than those tried: a weak one.',
  tampered: ({ where }) =>
    where === null || [role.signature, role.tag, role.ciphertext].includes(where)
      ? `the secret is the right one, but the ${where ?? role.signature} was changed or cut off.`
      : `its ${where} was changed or cut off: no program writes it like this.`,
  'wrong-name': () => 'it is genuine, but was made for a cookie of another name. Give its own name above.',
  expired: ({ signedBy, expiresAtMs, isEncrypted }) =>
    `genuine, ${made(isEncrypted)} with ${secretName(signedBy)}, but ${expiresAtMs === null ? 'too old' : `it ended ${dayAndTime(expiresAtMs)}`}.`,
  'not-yet-valid': ({ signedBy, notBeforeMs, signedAtMs, isEncrypted }) => {
    const from = notBeforeMs ?? signedAtMs;
    return `${made(isEncrypted)} with ${secretName(signedBy)}, but its time has not come${from === null ? '' : `: ${dayAndTime(from)}`}. A clock is wrong, or it is too early.`;
  },
  'algorithm-none': () => 'the token says it needs no signature (alg none). Nobody vouches for it; never accept one.',
  'algorithm-mismatch': () =>
    'its algorithm does not go with the key that was given. The key decides, never the token.',
  'unknown-extension': () => 'it demands an extension (crit) that is not known here, and must then be refused.',
  'not-decrypted': () => 'its header can be read; the rest is encrypted in a way that is only named here.',
};

const note: Record<CookieNote, string> = {
  compressed: 'The payload is packed with zlib, because that made it shorter. The leading dot says so.',
  'legacy-timestamp':
    'Its time counts from 2011, as itsdangerous did before version 1.1. Today’s Flask would find it too old.',
  'older-than-default-lifetime':
    'It is older than the format’s usual limit. Whether it is still taken depends on its server’s settings.',
  'not-a-time': 'One of its times (iat, nbf, exp) is not a number of seconds.',
  'pickle-not-loaded':
    'The payload is a Python pickle. Loading one runs the code it names, so it is shown as bytes and never loaded.',
  'marshal-not-loaded':
    'The payload is a Ruby Marshal dump. Loading one creates the objects it names, so it is shown as bytes and never loaded.',
  'java-not-loaded':
    'The data is serialized by Java. Loading it creates the objects it names, so it is shown as bytes and never loaded.',
  'dotnet-not-loaded':
    'The data is of .NET’s BinaryFormatter. Loading it creates the objects it names, so it is shown as bytes and never loaded.',
  'viewstate-not-loaded': 'The data is a ViewState of ASP.NET, shown as bytes and never loaded.',
  'erlang-term': 'The data is a term of Erlang, shown as a tree.',
  'php-not-unserialized':
    'The payload is serialized PHP. Unserializing creates the objects it names, so it is shown as bytes only.',
  'not-json': 'The payload is no JSON; it is shown as it stands.',
  'django-session-row': 'This is a row of Django’s session table, not a cookie: signed with the salt of the database.',
  'django-signed-value': 'Written with Django’s set_signed_cookie: plain text with a time and a signature.',
  'django-signing-dumps': 'Written with Django’s signing.dumps, not as a session.',
  'key-not-passphrase':
    'The key itself is needed: 32 bytes, as base64:… or hex:…. From a passphrase the plugin derives it with Argon2id in 256 MB of memory, which is not done here.',
  'name-not-checked': 'The format ties a cookie to its name, but no name was given, so that was not checked.',
  'name-prefix-missing': 'It is not tied to a name, so it could be moved to another cookie.',
  'pre-v8-iron-session': 'Written by iron-session before version 8: the data is one level deeper.',
  'undecodable-escapes': 'A percent-escape is broken, so the value is read as it stands, as servers do.',
  'django-messages': 'Written by Django’s messages, not as a session.',
  'another-salt':
    'The app may use another salt. Put the salt in front of the secret: salt:NAME:SECRET. NAME must not contain a colon.',
  'flash-data': 'A key __flash_…__ is read once: the next request that reads it removes it from the session.',
  packed: 'The data is packed with gzip or zlib; it is shown unpacked.',
  'message-pack': 'The data is in MessagePack, a binary form of JSON.',
  cbor: 'The data is in CBOR, a binary form of JSON (RFC 8949).',
  bson: 'The data is in BSON, the binary form in which MongoDB keeps documents.',
  igbinary: 'The data is in igbinary, a binary form of PHP’s serialize. No object in it is created.',
  gob: 'The data is in gob, Go’s own notation. It is shown as a tree; gob omits values that are zero or empty.',
  'unknown-bytes':
    'The bytes are encrypted, in a notation that is not known here, or a long id: which one cannot be told from outside.',
  'joined-from-parts': 'The value was spread over several numbered cookies. They are joined here.',
  'part-of-several': 'This is one part of a longer value. Paste all its parts, for example the whole Cookie header.',
  'access-token-inside':
    'The access token inside is a JSON Web Token with its own signature. Open it alone to check it.',
  'name-needed': 'The cookie’s name is part of what is checked. Give the name to check the cookie.',
  'key-of-next-auth': 'Its key is derived from the secret as next-auth 4 does it.',
  'key-of-auth-js': 'Its key is derived from the secret and the cookie’s name as Auth.js 5 does it.',
  'key-of-auth0': 'Its key is derived from the secret as the libraries of Auth0 do it.',
  'key-of-better-auth': 'Its key is derived from the secret as better-auth does it.',
};

/** The workbench, and the texts that it shares with the Cookie tab of a request. */
export const cookies = {
  title: 'Cookies',
  format,
  role,
  roleWhy,
  signatureOver: {
    sid: 'made over the session id; only who knows the secret can make it',
    dataAndTime: 'made over payload and timestamp; only who knows the secret can make it',
  },
  roleName: 'name',
  roleNameWhy: 'what the server looks for',
  signedAt: (atMs: number) => `signed ${dayAndTime(atMs)}`,
  goodUntil: (atMs: number) => `good until ${dayAndTime(atMs)}`,
  approximate: 'The parts lie inside one base64 text, in which two can share a character: their borders are rounded.',
  parts: 'Parts of the cookie',

  cookie: 'Cookie',
  paste: 'Paste a cookie',
  pastePlaceholder: 'A value, name=value, headers, a curl command, or cookies exported as text or JSON',
  staysHere:
    'Everything stays on this machine. Nothing is kept, and nothing reaches the log until you send it as an actor.',
  clearPaste: 'Clear the pasted text',
  tooLong: (max: number) => `That is longer than ${bytes(max)}: too long for any cookie, so it was not looked at.`,
  copyCookie: 'Copy the cookie',
  wholeValue: (n: number) => `Show all ${plural(n, 'character')}`,
  lessValue: 'Show less',
  name: 'Its name',
  origin: {
    request: (id: number) => `from request #${count(id)}`,
    actor: (name: string) => `from ${name}’s jar`,
    example: 'an example',
    signed: 'signed here',
    changed: 'one character changed',
  },
  sure: (name: string, percent: number) => `${name}, ${percent} % sure`,
  chosen: (name: string) => `${name}, chosen by you`,
  unknownFormat: 'Format not recognised',
  readAs: 'Read it as',
  automatic: 'Read as recognised',
  likelyFormats: 'Could be',
  allFormats: 'All formats',
  percent: (name: string, percent: number) => `${name} (${percent} %)`,
  others: 'Also in the pasted text',
  unnamed: 'a value without a name',

  genuine: 'Genuine',
  genuineWhy: (by: SignedBy, isEncrypted: boolean) =>
    `${made(isEncrypted)} with ${secretName(by)}, unchanged since, and in force.`,
  weak: (secret: string) => `“${secret}” is a well-known secret: anyone could forge this cookie.`,
  checkWithWeak: 'Check with it',
  reasonTitle,
  reason,
  note,

  says: 'What it says',
  saysHeader: 'Its header',
  saysNothing: 'Nothing in it can be read.',
  saysEncrypted: 'The data is encrypted: it opens with the right secret only.',
  saysId: 'The cookie carries an id and no data. The data is on the server.',
  notProved: 'Read, but not proved: anyone could have written this.',
  keysAndBytes: (keys: number, jsonBytes: number) => `${plural(keys, 'key')}, ${bytes(jsonBytes)} of JSON`,
  moreLines: (n: number) => `Show ${plural(n, 'more line')}`,
  edit: 'Edit and sign again',
  changeOne: 'Change one character',

  editTitle: 'New content, as JSON',
  editTyped: 'Keep "$type" unchanged: it marks a value that JSON cannot express.',
  jsonBroken: (why: string) => `Not complete JSON: ${why}`,
  signWith: 'Sign with',
  siteSecret: (n: number, isWeak: boolean) => `secret ${count(n)} of this site${isWeak ? ', a well-known one' : ''}`,
  ownSecret: (n: number) => `your secret ${count(n)}`,
  typedSecret: 'another secret…',
  typedSecretLabel: 'The secret to sign with',
  sign: 'Sign',
  cancel: 'Close',
  newCookie: 'The new cookie',
  signFailed: {
    'cannot-be-signed': 'Signatures of this format cannot be made here.',
    'secret-unusable': 'This secret cannot be a key of this format: the length or the kind is wrong.',
    'name-needed': 'This format signs the name too. Give the cookie a name first.',
    'payload-unusable': 'This format cannot carry such a content.',
  },
  useSigned: 'Use this new cookie',

  flipTitle: 'One character changed',
  flipLabel: 'Which character',
  flipRandom: 'Another one',
  flipSays: (place: number, part: string, was: string, is: string) =>
    `Character ${count(place)}, in the ${part}: ${was} became ${is}.`,
  useChanged: 'Use this changed cookie',
  flipEnd: 'Stop changing',
  flipFails: (step: string) => `First step with a different result: ${step}.`,
  flipOnlySignature:
    'Every step comes out as before, but the cookie no longer carries what they give: the comparison fails.',
  flipUnread: 'It fails before the first step: the parts can no longer be separated.',
  flipNoSteps: 'Without a secret no step can be computed, so the change would not be detected.',
  flipNoSignature: 'This format cannot detect the change.',
  stepSame: 'as before',
  stepDiffers: 'differs',

  made: 'How the signature is made',
  madeNothing: 'With a secret, every step of the signature stands here with its real values.',
  madeNoSignature: 'There is no signature to follow.',
  madeFor: (by: SignedBy) => `Computed with ${secretName(by)}.`,
  madeForFirst: 'Computed with the first secret, which does not fit.',
  step: {
    'signed-text': 'signed text',
    key: 'key',
    'encryption-key': 'encryption key',
    mac: 'mac',
    signature: 'signature',
    plaintext: 'plain text',
    prefix: 'prefix',
  },
  matches: 'is what the cookie carries',
  matchesNot: 'is not what the cookie carries:',
  wholeStep: 'Show the whole value',
  lessStep: 'Show less',

  budget: 'Byte budget',
  budgetKeys: 'What each key costs',
  budgetRest: 'everything else',
  keyCost: (used: number, share: number) =>
    `${count(used)} B · ${share < 0.01 ? 'below 1' : Math.round(share * 100)} %`,
  budgetPacked: 'Packed together with zlib, so a key’s share is an estimate.',
  budgetShares: 'Shares of the text in the cookie, by the length of each key’s JSON.',
  budgetEncrypted: 'Shares of the encrypted text, by the length of each key’s JSON.',
  budgetLargest: (key: string) => `${key} takes the most: remove or shorten it first.`,
  flaskLimit: (used: number, max: number) =>
    `Flask warns above ${count(max)} characters of the whole Set-Cookie line: this one has ${count(used)}.`,
  flaskOver: (used: number, max: number) =>
    `Flask warns here: the whole Set-Cookie line has ${count(used)} characters, more than ${count(max)}. It sends it all the same.`,
  flaskLine: (used: number, max: number) =>
    `${count(used)} of ${count(max)} characters with Flask’s own attributes; above that, Flask warns.`,

  secrets: 'Secrets',
  secretsSite: (n: number) => `Also try ${n === 1 ? 'the secret' : `the ${count(n)} secrets`} of this site (not shown)`,
  secretsWeak: 'Also try a short list of well-known secrets',
  secretsWeakWhy: 'From tutorials and templates. For your own cookies.',
  secretAdd: 'Add a secret to try',
  secretPlaceholder: 'Secret, key or PEM',
  secretBytes: 'base64:… and hex:… mean bytes; salt:NAME:SECRET adds the salt of an app.',
  add: 'Add',
  secretsFull: 'You can add up to 20 secrets.',
  secretRemove: (n: number) => `Remove your secret ${count(n)}`,
  secretShow: (n: number) => `Show your secret ${count(n)}`,
  secretHide: (n: number) => `Hide your secret ${count(n)}`,
  secretHidden: (characters: number) => `${'•'.repeat(Math.min(12, characters))} ${plural(characters, 'character')}`,
  secretsNone: 'None of your own yet.',

  sendAs: { this: 'Send as…', changed: 'Send the changed one as…', unchanged: 'Send the unchanged one as…' },
  sendWhich: { this: 'this cookie', changed: 'the changed cookie', unchanged: 'the unchanged cookie' },
  sendAsActor: (name: string) => `Send as ${name}`,
  sending: (name: string, which: string) => `${name} asks the site with ${which}…`,
  sent: (name: string, which: string, answer: string) => `${name} asked the site with ${which}. It answered: ${answer}`,
  sentNoAnswer: (name: string, which: string) => `${name} asked the site with ${which}, and got no answer.`,
  sentLink: 'See it in Live',
  tooLongToSend: 'Too long: no browser would keep this cookie, so no actor can send it.',
  siteReads: {
    'server-side': 'The site runs server-side now: it reads express-session cookies only.',
    'client-side': 'The site runs client-side now: it reads Flask session cookies only.',
  },

  attributes: 'Attributes',

  ask: {
    title: 'Would a browser keep it? Would it send it?',
    about: (attribute: string) => `Would a browser keep it with another ${attribute}? Ask`,
    line: 'Set-Cookie',
    setBy: 'Set by the answer of',
    request: 'A later request to',
    from: 'Made by',
    fromNames: {
      own: 'the address bar, or a page of the site',
      link: 'a link on another site',
      form: 'a form (POST) on another site',
      part: 'a part of another site’s page',
    },
    browser: 'Browser',
    browserNames: {
      specification: 'the specification',
      chromium: 'Chrome, Edge',
      firefox: 'Firefox',
      safari: 'Safari',
    },
    secondsLater: 'Seconds later',
    noUrl: 'Both addresses must begin with http:// or https://.',
    fate: { kept: 'Kept.', replaced: 'Kept.', deleted: 'Deleted: its end is in the past.', refused: 'Not kept.' },
    sent: 'Sent.',
    notSent: 'Not sent:',
    ignored: {
      overridden: 'a later one counts',
      invalid: 'cannot be read, so ignored',
      'too-long': 'longer than 1,024 bytes, so ignored',
      unknown: 'this browser does not know it',
      'max-age-counts': 'Max-Age counts instead',
      'is-host': 'the cookie stays with this host',
      'default-path': 'does not begin with a slash, so the default path counts',
      capped: 'cut to 400 days',
    },
    steps: 'The steps',
    stepState: { met: 'met', decides: 'not met: this decides', 'not-reached': 'not reached' },
    storage: {
      'control-character': 'no control character in it',
      tab: 'no tab in it',
      'nameless-equals': 'without a name, no = in its value',
      'too-large': 'name and value together have at most 4,096 bytes',
      empty: 'it has a name or a value',
      'domain-not-ascii': 'Domain is ASCII',
      'public-suffix': 'Domain is not a public suffix, such as co.uk',
      'foreign-domain': 'Domain is this host, or a domain that this host is in',
      'secure-over-http': 'Secure comes from a secure address',
      'http-only-from-script': 'HttpOnly does not come from a script',
      'secure-in-the-way': 'over http, it overlays no Secure cookie of its name',
      'cross-site': 'in a page of another site, it has SameSite=None',
      'none-not-secure': 'SameSite=None comes with Secure',
      prefix: 'what the prefix of its name promises is so',
      'nameless-prefix': 'without a name, its value does not begin with such a prefix',
      'partitioned-not-secure': 'Partitioned comes with Secure',
      'http-only-in-the-way': 'a script replaces no HttpOnly cookie',
    } satisfies Record<StorageCode, string>,
    retrieval: {
      expired: 'it has not expired',
      'other-host': 'it belongs to the host of the request',
      path: 'the path of the request is inside its path',
      secure: 'Secure goes to secure addresses only',
      partitioned: 'the page in the address bar is of its partition',
      'same-site': 'SameSite allows a request from there',
    } satisfies Record<RetrievalCode, string>,
  },

  differences: {
    none: 'In this log each client kept and sent its cookies as a browser is predicted to.',
    count: (n: number) =>
      `${plural(n, 'request')} in this log: the client kept or sent a cookie otherwise than predicted.`,
    show: 'Show them',
  },

  emptyTitle: 'What does a cookie say, and who made it?',
  emptyText:
    'Paste one above: a bare value, name=value, a Cookie or Set-Cookie header, a curl command, a line of cookies.txt, or cookies that a browser exported. It is recognised, taken apart and checked, step by step.',
  examples: 'Or begin with one of these',
  exampleActor: (name: string) => `${name}’s cookie`,
  exampleActorWhy: (engine: 'server-side' | 'client-side') =>
    engine === 'server-side'
      ? 'the one in the jar now: an id and its signature'
      : 'the one in the jar now: the data itself',
  exampleActorNone: (name: string) => `${name} has none yet: press Set on ${name} in Live`,
  exampleFlask: 'A Flask cookie',
  exampleFlaskWhy: 'signed with “dev”, the secret of Flask’s tutorial',
  exampleSetCookie: 'A Set-Cookie line',
  exampleSetCookieWhy: 'would a browser keep it, and would it send it?',
  exampleJwt: 'A JSON Web Token',
  exampleJwtWhy: 'the one everybody has seen, from jwt.io',

  open: 'Open in Cookies',
  received: 'All cookies that came',
  receivedColumns: { name: 'Name', role: 'Whose', size: 'Bytes' },
  receivedRole: {
    session: 'the session’s',
    'other-engine': 'our other engine’s',
    foreign: 'another app’s',
  },
  seenKind: {
    'session-like': 'a session’s as well, by its name',
    csrf: 'a token against forged requests',
    'remember-me': '“remember me”: the app begins a session from it',
    flash: 'messages for the next page',
    token: 'a JSON Web Token',
  },
  receivedRoleWhy: {
    session: 'read by the engine',
    'other-engine': 'not read: that engine is switched off',
    foreign: 'not ours: cookies ignore ports, so apps on localhost get each other’s',
  },
  problem: {
    duplicate: 'An earlier cookie has the same name: Express and Flask read that one, Django this one.',
    'not-found-by-flask':
      'Flask does not find it: it is inside the quotes of another cookie, or on a second Cookie line.',
    nameless: 'Without a name or an equals sign: servers overlook it.',
    'too-large': 'More than 4,096 bytes: a browser would not have kept it.',
    'control-character': 'Holds a control character: a browser would not have kept it.',
    'prefix-needs-https': 'Its prefix needs https. Chrome also keeps such a cookie from http://localhost.',
  },
  duplicateUsed: 'The session cookie came more than once. The first one counts.',
  openThis: (name: string) => `Open ${name} in Cookies`,

  cameSays: 'What it says',
  showSteps: 'How the signature is made',
  stepsUnanswered: 'The steps could not be computed: the inspector did not answer.',
  whoHoldsIt: {
    'server-side': 'Whoever holds this cookie can use it as its owner. The data itself stays on the server.',
    'client-side': 'Signed is not encrypted: whoever holds this cookie can read all of it, and use it as its owner.',
  },
  setTitle: { sent: 'The cookie the server set', deleted: 'The cookie the server deleted', none: 'No cookie set' },
  deletedWhy: 'An empty value and a time in the past: the client throws its cookie away.',
  optionsOfSession: (names: string) =>
    `It has this session’s own ${names}: express-session keeps a cookie’s options in the session, so changed options hold for new sessions only.`,
  proxyUntrusted:
    'The request came with X-Forwarded-Proto: https. That does not count, because the app does not trust a proxy (trust proxy).',
  cookieRule: {
    'no-session': 'There was no session to send a cookie for.',
    'session-destroyed': 'The session was destroyed, so there is nothing a cookie could point to.',
    'session-set-to-null': 'The handler took the session away, so no cookie is sent.',
    'store-failed': 'The store failed, so the engine did not get as far as a cookie.',
    'cookie-new-modified': 'Sent because its id is new to the browser, and something was put into the session.',
    'cookie-new-uninitialized': 'Sent although the session is new and empty: saveUninitialized is on.',
    'cookie-rolling': 'Sent with every answer: rolling is on.',
    'cookie-expiry-moved': 'Sent because the session changed and the cookie has an expiry, which moved.',
    'cookie-withheld-uninitialized': 'Withheld: the session is new and empty, and saveUninitialized is off.',
    'cookie-withheld-unmodified': 'Withheld: nothing changed, so the client goes on with the cookie it has.',
    'cookie-withheld-sent-once':
      'Withheld: the session changed, but the cookie holds the id only, and the client already has it.',
    'cookie-withheld-insecure': 'Withheld: the cookie is Secure and this request came over plain http.',
    'flask-null-session': 'There is no secret, so no cookie can be signed.',
    'flask-cookie-modified': 'Sent because the session was changed: the data travels in the cookie.',
    'flask-cookie-refreshed': 'Sent unchanged with a new time: the session is permanent and is refreshed each request.',
    'flask-cookie-withheld-unmodified': 'Withheld: nothing was set or removed, so the client’s cookie still holds.',
    'flask-cookie-deleted': 'Sent to delete the cookie: the session was emptied.',
    'flask-cookie-withheld-empty': 'Withheld: the session is empty and was so before.',
  },
};

/** The words about cookies in any language. */
export type CookieStrings = AnyLanguage<typeof cookies>;
