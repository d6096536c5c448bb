import { boundedMemo } from './bounded-map.ts';
import { LATIN_PASSWORD, LATIN_PASSWORD_WORDS, OTHER_SCRIPTS } from './password-words.ts';

/**
 * The secrecy of a value by its name. `certain`: it is a secret. `likely`: it is a secret unless it is a switch or a
 * small number. `possible`: it is a secret if it looks random.
 */
export type Secrecy = 'none' | 'possible' | 'likely' | 'certain';

// Matched anywhere in the name, in any spelling: `X-Auth-Token`, `csrfmiddlewaretoken`, `__RequestVerificationToken`.
const CERTAIN_FRAGMENTS =
  /token|secret|sessid|sessionid|jwt|saml|csrf|xsrf|cookie|credential|signature|authori[sz]|authentic|bearer|captcha|turnstile|hmac|onetime|mnemonic|wresult|wctx|clientid|clientprincipal|creditcard|cardnumber|connectionstring/;
// `apikey`, `SIGNING_KEY`, `subscription-key`: a word for the purpose of the key, and `key`.
const KEY_FRAGMENT =
  /(?:api|access|private|secret|sign|signing|encryption|decrypt|decryption|license|licence|subscription|master|auth|ssh|account|shared|service|session|consumer|deploy|crypto|aes|rsa|webhook|admin|root|user|recovery|storageaccount)key/;
const LIKELY_FRAGMENTS = /session|magiclink|passwordreset/;

// Matched only as a word: `pass` but not `passenger`, `pin` but not `pinned`.
const CERTAIN_WORDS: ReadonlySet<string> = new Set([
  ...LATIN_PASSWORD_WORDS,
  ...(
    'pass pwd pw psw otp totp hotp pin tan mfa sid ssid sess sig sso nonce assertion challenge dpop verifier ' +
    'cvv cvc ssn pgt pgtiou pgtid xclientdata shdf usg vses2 tkn tok otk authn sgid 2fa hdnts hdnea hdntl'
  ).split(' '),
]);
// `auth` but not `author`, `key` but not `keyword`, `code` but not `encode`.
const LIKELY_WORDS: ReadonlySet<string> = new Set(
  'auth oauth xauth key code state cert email appid facetid fcparams serverdata ticket invite invitation magic sigh'.split(
    ' ',
  ),
);
/**
 * Matched only as the whole name, because the words are part of many other names, such as `X-RateLimit-Reset` or
 * `created_at`.
 */
const LIKELY_NAMES: ReadonlySet<string> = new Set(
  'at rt sas reset refresh pan iban card policy seed xcard xpolicy xseed xsas securityanswer secretanswer'.split(' '),
);
const POSSIBLE_WORDS: ReadonlySet<string> = new Set(
  'confirm confirmation verify verification activate activation unsubscribe unlock claim share hash mac digest link capability refresh recovery seed salt signed impersonate impersonation access answer remember oidc tk pat viewstate eventvalidation'.split(
    ' ',
  ),
);

/** Words that end like the name of a secret: `phpsid`, `esig`, `vcode`, `resourcekey`; or the plural of such a name. */
const POSSIBLE_ENDING = /(?:sid|sig|key|(?<!en|de|uni|op)code|auth|ticket)s?$/;
/** Whole names without a separator between the words: `asId`. */
const POSSIBLE_NAME = /^[a-z]{1,2}sid$/;

/** A word after which `code`, `key` or `state` is the name of a public value. */
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

// `token_type`, `expires_in`, `sessionCount`, `password_changed_at`: names of facts about a secret.
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
 * The secrecy of a value by the name of its header, query parameter, form field or member. The lists include every word
 * of Google's and Cloudflare's HAR sanitizers (google/har-sanitizer, harsanitizer/static/wordlist.json;
 * cloudflare/har-sanitizer, src/lib/har_sanitize.tsx), and the names of CAS, WS-Federation and Azure. Case and
 * separators do not matter. In doubt, a value is a secret.
 */
export const secrecyOf: (name: string) => Secrecy = boundedMemo(secrecyOfName, 2_000);

/** Whether a value under this name counts as a secret, whatever it looks like. */
export function isSensitiveName(name: string): boolean {
  const secrecy = secrecyOf(name);
  return secrecy === 'certain' || secrecy === 'likely';
}

/**
 * Like {@link isSensitiveName}, for headers. CORS headers contain only names of headers, Refresh contains an address,
 * and a challenge describes how to log in, so these are searched like ordinary texts.
 */
export function isSensitiveHeader(name: string): boolean {
  return !/^(?:access-control-.*|refresh|(?:www|proxy)-authenticate)$/i.test(name) && isSensitiveName(name);
}

/**
 * Whether a value of this header is a secret if it looks random. Links and digests of a body look random but are not
 * secrets.
 */
export function isPossibleHeader(name: string): boolean {
  return !/^(?:link|.*digest|access-control-.*|sec-fetch-.*|refresh)$/i.test(name) && secrecyOf(name) === 'possible';
}

/**
 * The secrecy that the name of an object gives to members with neutral names: `credentials` and `tokens` contain
 * secrets, while `session`, `auth` and express-session's `cookie` contain many other values.
 */
export function secrecyWithin(name: string): Secrecy {
  const secrecy = secrecyOf(name);
  return secrecy === 'likely' || /^cookie$/i.test(name) ? 'possible' : secrecy;
}

/** Passwords in other scripts, and in the languages whose words are in {@link CERTAIN_WORDS}. */
const PASSWORD_NAME =
  /passw|passphrase|passcode|passwort|kennwort|contrase|senha|pwd|secret|motdepasse|密[码碼]|口令|パスワード|暗証番号|비밀번호|암호|парол|^(?:pass|passe|mdp|pw|psw)$/iu;

/** Whether the value under this name may be a word that a person chose. */
export const isPasswordName: (name: string) => boolean = boundedMemo((name) => PASSWORD_NAME.test(name), 2_000);

function secrecyOfName(given: string): Secrecy {
  const name = fromUtf8(given);
  if (OTHER_SCRIPTS.test(name)) return 'certain';
  const words = wordsOf(name);
  const squashed = words.join('');
  if (isAbout(words) || PLAIN_NAMES.has(squashed)) return 'none';
  if (LATIN_PASSWORD.test(squashed) || CERTAIN_FRAGMENTS.test(squashed) || KEY_FRAGMENT.test(squashed))
    return 'certain';
  if (CERTAIN_WORDS.has(squashed) || words.some((word) => CERTAIN_WORDS.has(word))) return 'certain';
  if (LIKELY_FRAGMENTS.test(squashed) || LIKELY_NAMES.has(squashed) || LIKELY_WORDS.has(squashed)) return 'likely';
  if (words.some((word, at) => LIKELY_WORDS.has(word) && !PUBLIC_KINDS[word]?.has(words[at - 1] ?? '')))
    return 'likely';
  if (POSSIBLE_NAME.test(squashed)) return 'possible';
  return words.some((word) => POSSIBLE_WORDS.has(word) || isLikeSecret(word)) ? 'possible' : 'none';
}

/** Node reads the bytes of a header as one character each. A name in UTF-8 is read as such. */
function fromUtf8(name: string): string {
  if (!/[\x80-\xff]/.test(name) || /[^\0-\xff]/.test(name)) return name;
  const read = Buffer.from(name, 'latin1').toString('utf8');
  return read.includes('\ufffd') ? name : read;
}

/** The ending must not be the whole word, since whole words are handled separately. */
function isLikeSecret(word: string): boolean {
  const ending = POSSIBLE_ENDING.exec(word)?.[0] ?? '';
  return ending !== '' && (ending !== word || ending.endsWith('s'));
}

/** Whether the name describes a fact about a secret. This needs at least two words: `exp` alone is not `token_exp`. */
function isAbout(words: readonly string[]): boolean {
  if (words.length < 2) return false;
  return ABOUT_WORDS.has(words.at(-1) ?? '') || ASKING_WORDS.has(words[0] ?? '');
}

/**
 * The words in lower case without the number at the end of each: `otp1` and `newPassword2` have the same kind as the
 * names without a number.
 */
function wordsOf(name: string): string[] {
  return (
    name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      // These letters do not consist of a letter and an accent.
      .replace(/[łŁ]/g, 'l')
      .replace(/ı/g, 'i')
      .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
      .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map((word) => (CERTAIN_WORDS.has(word) ? word : word.replace(/\d+$/, '')))
      .filter((word) => word !== '')
  );
}
