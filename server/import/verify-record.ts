import type { RequestRecord } from '../contract/log-entry.ts';
import type { Check } from '../cookie/formats/format.ts';
import { cookieKinds } from '../record/cookie-kinds.ts';
import { cookiesThatCame, cookiesThatWereSet, sessionCookies, sidesOf } from '../record/cookie-session.ts';
import { sidesEvidence, verdictFromOutside } from '../record/cookie-verdict.ts';

/**
 * A record of another program's file, with its session cookie checked with these secrets as that of a watched app is.
 * A record of our own says what its server made of the cookie, and stays as it is.
 */
export function verifiedRecord(record: RequestRecord, secrets: readonly string[]): RequestRecord {
  if (record.verdict.kind !== 'not-observed' || record.cookieName === '' || secrets.length === 0) return record;
  const header = valuesOf(record, 'requestHeaders', 'cookie').join('; ');
  const check: Check = { secrets, nowMs: record.arrivedAtMs, maxAgeSeconds: null };
  const cookies = sessionCookies(
    cookiesThatCame(header),
    cookiesThatWereSet(valuesOf(record, 'responseHeaders', 'set-cookie')),
    record.arrivedAtMs,
    { chosen: record.cookieName, check },
  );
  return {
    ...record,
    ...sidesOf(cookies),
    engine: null,
    verdict: verdictFromOutside(cookies.came, secrets.length),
    evidence: {
      sessionCookie: [],
      format: (cookies.came ?? cookies.after)?.format ?? null,
      ...sidesEvidence(cookies),
      isSecretProved: [cookies.came, cookies.after].some((cookie) => cookie?.reading.signatureMatches === true),
      cookies: [...cookieKinds(header)],
    },
  };
}

function valuesOf(record: RequestRecord, side: 'requestHeaders' | 'responseHeaders', wanted: string): string[] {
  return record[side].filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}
