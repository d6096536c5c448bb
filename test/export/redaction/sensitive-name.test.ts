import { expect, test } from 'vitest';
import {
  isPossibleHeader,
  isSensitiveHeader,
  isSensitiveName,
  secrecyOf,
  secrecyWithin,
} from '../../../server/export/redaction/sensitive-name.ts';

// The default words of Cloudflare's HAR sanitizer, cloudflare/har-sanitizer, src/lib/har_sanitize.tsx.
const CLOUDFLARE =
  'state shdf usg password email code code_verifier client_secret client_id code_challenge token access_token ' +
  'authenticity_token id_token appID challenge facetID assertion fcParams serverData Authorization auth x-client-data ' +
  'SAMLRequest SAMLResponse vses2';

test.each(CLOUDFLARE.split(' '))('takes %s for the name of a secret, as Cloudflare does', (name) => {
  expect(isSensitiveName(name)).toBe(true);
});

// CAS, WS-Federation, SAML, links that are mailed, Azure, and short forms that are used for tokens.
const SINGLE_SIGN_ON =
  'ticket pgtIou wresult wctx RelayState SAMLart client_assertion magic invite invitation reset refresh sas hmac at rt pw otp totp sig se_token ' +
  'user_code device_code code_verifier g-recaptcha-response X-Amz-Credential X-Goog-Signature Ocp-Apim-Subscription-Key signingKey MASTER_KEY';

test.each(SINGLE_SIGN_ON.split(' '))('takes %s for the name of a secret', (name) => {
  expect(isSensitiveName(name)).toBe(true);
});

test.each([
  'Proxy-Authorization',
  'X-Api-Key',
  'apikey',
  'X-CSRF-Token',
  'csrfmiddlewaretoken',
  '__RequestVerificationToken',
  'X-Amz-Security-Token',
  'jsessionid',
  'PHPSESSID',
  'connect.sid',
  'user[password]',
  'newPassword',
  'oauth_nonce',
  'X-Hub-Signature-256',
  'X-Session',
  'privateKey',
])('takes %s for the name of a secret', (name) => {
  expect(isSensitiveHeader(name)).toBe(true);
});

test.each([
  'Host',
  'Accept-Encoding',
  'Content-Type',
  'User-Agent',
  'X-Author',
  'keyword',
  'encode',
  'passenger',
  'page',
  'Keep-Alive',
  'Access-Control-Allow-Credentials',
  'WWW-Authenticate',
  'Refresh',
  'X-RateLimit-Reset',
  'token_type',
  'expires_in',
  'tokenCount',
  'password_changed_at',
  'hasPassword',
  'is_authenticated',
  'session-count',
  'cookieConsent',
  'status_code',
  'countryCode',
  'primary_key',
  'readyState',
  'created_at',
  'updatedAt',
  'tickets',
  'invitesSent',
  '',
])('does not take %j for the name of a secret', (name) => {
  expect(isSensitiveHeader(name)).toBe(false);
});

test('distinguishes certain, likely and possible names', () => {
  expect(['password', 'session', 'confirm', 'page'].map(secrecyOf)).toEqual(['certain', 'likely', 'possible', 'none']);
});

test.each(
  'asid asId gsid phpsid esig sigh vcode acode resourcekey ukey signed_id recoveryCodes backup_keys salt seed x-amzn-oidc-data X-Refresh tk pat'.split(
    ' ',
  ),
)('a value under %s that looks random counts as a secret', (name) => {
  expect(secrecyOf(name)).not.toBe('none');
});

test.each(['X-Refresh', 'X-Signed-Id', 'X-Resourcekey'])('a value of %s that looks random is a secret', (name) => {
  expect(isPossibleHeader(name)).toBe(true);
});

test.each([
  'Link',
  'Digest',
  'Content-Digest',
  'Access-Control-Allow-Private-Network',
  'Refresh',
  'Sec-Fetch-Site',
  'Accept',
])('no value of %s is', (name) => {
  expect(isPossibleHeader(name)).toBe(false);
});

test.each('outside inside side codec keyboard keyword encode goodsName aside'.split(' '))(
  '%s is not such a name',
  (name) => {
    expect(secrecyOf(name)).toBe('none');
  },
);

test('an object that holds more than secrets says little of its members', () => {
  expect(['tokens', 'credentials', 'session', 'cookie', 'cart'].map(secrecyWithin)).toEqual([
    'certain',
    'certain',
    'possible',
    'possible',
    'none',
  ]);
});
