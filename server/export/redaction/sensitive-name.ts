// Found anywhere in the name, whatever its spelling: `X-Auth-Token`, `csrfmiddlewaretoken`,
// `__RequestVerificationToken`.
const FRAGMENTS =
  /token|passw|passphrase|secret|session|sessid|jwt|saml|csrf|xsrf|cookie|credential|signature|authori[sz]|authentic|apikey|accesskey|privatekey|clientid|bearer/;

// Only as a word of its own: `auth` but not `author`, `key` but not `keyword`, `code` but not `encode`.
const WORDS: ReadonlySet<string> = new Set(
  (
    'auth oauth xauth key code state nonce sid pass pwd pin otp totp sig sso assertion challenge cert dpop email ' +
    'appid facetid fcparams serverdata xclientdata shdf usg vses2 verifier'
  ).split(' '),
);

/**
 * Whether what stands under this name of a header, a query parameter or a form field is taken for a secret. Takes in
 * every word of Cloudflare's HAR sanitizer (cloudflare/har-sanitizer, src/lib/har_sanitize.tsx). Errs on the side of
 * yes.
 */
export function isSensitiveName(name: string): boolean {
  const squashed = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (FRAGMENTS.test(squashed) || WORDS.has(squashed)) return true;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => WORDS.has(word));
}

/** As {@link isSensitiveName}, for headers: those of CORS name things and carry none of them. */
export function isSensitiveHeader(name: string): boolean {
  return !/^access-control-/i.test(name) && isSensitiveName(name);
}
