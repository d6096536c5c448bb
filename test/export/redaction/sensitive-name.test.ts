import { expect, test } from 'vitest';
import { isSensitiveHeader, isSensitiveName } from '../../../server/export/redaction/sensitive-name.ts';

// The default words of Cloudflare's HAR sanitizer, cloudflare/har-sanitizer, src/lib/har_sanitize.tsx.
const CLOUDFLARE =
  'state shdf usg password email code code_verifier client_secret client_id code_challenge token access_token ' +
  'authenticity_token id_token appID challenge facetID assertion fcParams serverData Authorization auth x-client-data ' +
  'SAMLRequest SAMLResponse vses2';

test.each(CLOUDFLARE.split(' '))('takes %s for the name of a secret, as Cloudflare does', (name) => {
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
  '',
])('does not take %j for the name of a secret', (name) => {
  expect(isSensitiveHeader(name)).toBe(false);
});
