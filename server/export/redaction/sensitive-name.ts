import { boundedMemo } from './bounded-map.ts';

/**
 * What a name says of the value under it. `certain`: a secret. `likely`: a secret, unless the value is a switch or a
 * small number. `possible`: a secret if the value looks random.
 */
export type Secrecy = 'none' | 'possible' | 'likely' | 'certain';

// Found anywhere in the name, whatever its spelling: `X-Auth-Token`, `csrfmiddlewaretoken`,
// `__RequestVerificationToken`.
const CERTAIN_FRAGMENTS =
  /token|passw|passphrase|passcode|passkey|secret|sessid|sessionid|jwt|saml|csrf|xsrf|cookie|credential|signature|authori[sz]|authentic|bearer|captcha|hmac|onetime|mnemonic|wresult|wctx|clientid|creditcard|cardnumber|connectionstring/;
// `apikey`, `SIGNING_KEY`, `subscription-key`: a word that says what is opened or signed, and `key`.
const KEY_FRAGMENT =
  /(?:api|access|private|secret|sign|signing|encryption|decrypt|decryption|license|licence|subscription|master|auth|ssh|account|shared|service|session|consumer|deploy|crypto|aes|rsa|webhook|admin|root|user|recovery|storageaccount)key/;
const LIKELY_FRAGMENTS = /session|magiclink|passwordreset/;

// Only as a word: `pass` but not `passenger`, `pin` but not `pinned`.
const CERTAIN_WORDS: ReadonlySet<string> = new Set(
  (
    'pass pwd pw psw kennwort senha mdp contrasena otp totp hotp pin tan mfa sid ssid sess sig sso nonce assertion challenge dpop verifier ' +
    'cvv cvc ssn pgt pgtiou pgtid xclientdata shdf usg vses2 tkn tok otk authn sgid'
  ).split(' '),
);
// `auth` but not `author`, `key` but not `keyword`, `code` but not `encode`.
const LIKELY_WORDS: ReadonlySet<string> = new Set(
  'auth oauth xauth key code state cert email appid facetid fcparams serverdata ticket invite invitation magic sigh'.split(
    ' ',
  ),
);
/** Only as the whole name: the words are part of many others, such as `X-RateLimit-Reset` or `created_at`. */
const LIKELY_NAMES: ReadonlySet<string> = new Set('at rt sas reset refresh'.split(' '));
const POSSIBLE_WORDS: ReadonlySet<string> = new Set(
  'confirm confirmation verify verification activate activation unsubscribe unlock claim share hash mac digest link capability refresh recovery seed salt signed oidc tk pat viewstate eventvalidation'.split(
    ' ',
  ),
);

/** Words that end like the name of a secret: `phpsid`, `esig`, `vcode`, `resourcekey`; the plural of one. */
const POSSIBLE_ENDING = /(?:sid|sig|key|(?<!en|de|uni|op)code|auth|ticket)s?$/;
/** As a whole name in which the words are not apart: `asId`. */
const POSSIBLE_NAME = /^[a-z]{1,2}sid$/;

/** A word after which `code`, `key` or `state` names something that everybody may know. */
const PUBLIC_KINDS: Readonly<Record<string, ReadonlySet<string>>> = {
  code: new Set(
    (
      'status error country lang language locale zip postal post currency area region http exit response return result source color ' +
      'colour dial bar qr product item sort time phone iso airport close reason event key char tax'
    ).split(' '),
  ),
  key: new Set(
    (
      'primary foreign sort cache surrogate partition row object lookup translation i18n group public order hot map composite unique ' +
      'natural routing'
    ).split(' '),
  ),
  state: new Set('ui view app ready order job task connection network page form component loading playback'.split(' ')),
};

// `token_type`, `expires_in`, `sessionCount`, `password_changed_at`: the name is that of something about the secret.
const ABOUT_WORDS: ReadonlySet<string> = new Set(
  (
    'type types count counts at in time times date expires expiry expiration exp ttl age length size method methods status enabled disabled ' +
    'required policy changed updated created used limit remaining version strength endpoint uri realm scheme provider consent banner accepted ' +
    'preferences verified valid error errors description label placeholder prefix name'
  ).split(' '),
);
const ASKING_WORDS: ReadonlySet<string> = new Set(
  'is has should can requires show hide enable disable allow max min num total count'.split(' '),
);
const PLAIN_NAMES: ReadonlySet<string> = new Set(['authenticated', 'authorized', 'authorised']);

/**
 * What this name of a header, a query parameter, a form field or a member says of its value. Takes in every word of
 * Google's and of Cloudflare's HAR sanitizers (google/har-sanitizer, harsanitizer/static/wordlist.json;
 * cloudflare/har-sanitizer, src/lib/har_sanitize.tsx), and the names of CAS, WS-Federation and Azure. Case and
 * separators do not count. Errs on the side of a secret.
 */
export const secrecyOf: (name: string) => Secrecy = boundedMemo(secrecyOfName, 2_000);

/** Whether a value under this name is taken for a secret, whatever it looks like. */
export function isSensitiveName(name: string): boolean {
  const secrecy = secrecyOf(name);
  return secrecy === 'certain' || secrecy === 'likely';
}

/**
 * As {@link isSensitiveName}, for headers. Those of CORS name things and have none of them; Refresh has an address,
 * and a challenge says how to log in: these are read as texts.
 */
export function isSensitiveHeader(name: string): boolean {
  return !/^(?:access-control-.*|refresh|(?:www|proxy)-authenticate)$/i.test(name) && isSensitiveName(name);
}

/** Whether a value of this header is a secret if it looks random. Links and digests of a body do, and are none. */
export function isPossibleHeader(name: string): boolean {
  return !/^(?:link|.*digest|access-control-.*|sec-fetch-.*|refresh)$/i.test(name) && secrecyOf(name) === 'possible';
}

/**
 * What the name of an object says of the members in it whose own names say nothing: `credentials` and `tokens` hold
 * secrets, `session`, `auth` and express-session's `cookie` hold much else.
 */
export function secrecyWithin(name: string): Secrecy {
  const secrecy = secrecyOf(name);
  return secrecy === 'likely' || /^cookie$/i.test(name) ? 'possible' : secrecy;
}

function secrecyOfName(name: string): Secrecy {
  const words = wordsOf(name);
  const squashed = words.join('');
  if (isAbout(words) || PLAIN_NAMES.has(squashed)) return 'none';
  if (CERTAIN_FRAGMENTS.test(squashed) || KEY_FRAGMENT.test(squashed)) return 'certain';
  if (CERTAIN_WORDS.has(squashed) || words.some((word) => CERTAIN_WORDS.has(word))) return 'certain';
  if (LIKELY_FRAGMENTS.test(squashed) || LIKELY_NAMES.has(squashed) || LIKELY_WORDS.has(squashed)) return 'likely';
  if (words.some((word, at) => LIKELY_WORDS.has(word) && !PUBLIC_KINDS[word]?.has(words[at - 1] ?? '')))
    return 'likely';
  if (POSSIBLE_NAME.test(squashed)) return 'possible';
  return words.some((word) => POSSIBLE_WORDS.has(word) || isLikeSecret(word)) ? 'possible' : 'none';
}

/** Not the whole word: that is one of the others, or stands behind a word that makes it public. */
function isLikeSecret(word: string): boolean {
  const ending = POSSIBLE_ENDING.exec(word)?.[0] ?? '';
  return ending !== '' && (ending !== word || ending.endsWith('s'));
}

/**
 * Whether the name speaks about a secret rather than naming one. A single word never does: `exp` alone is not
 * `token_exp`.
 */
function isAbout(words: readonly string[]): boolean {
  if (words.length < 2) return false;
  return ABOUT_WORDS.has(words.at(-1) ?? '') || ASKING_WORDS.has(words[0] ?? '');
}

/**
 * In small letters, without the number at the end of each: `otp1` and `newPassword2` are names of the same kinds as
 * without.
 */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => (CERTAIN_WORDS.has(word) ? word : word.replace(/\d+$/, '')))
    .filter((word) => word !== '');
}
