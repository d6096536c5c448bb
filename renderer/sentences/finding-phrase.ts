import type { Finding } from '../../server/contract/finding.ts';
import type { Phrase } from '../strings/text/phrase.ts';
import type { StringsWithLater } from '../strings/with-later.ts';
import { refusalSentence } from './cookie-refusal.ts';
import { lostCookieReason } from './lost-cookie.ts';

/** The text of a finding, with its keys, names and messages. */
export function findingPhrase(
  finding: Finding,
  {
    findingWords: words,
    happened,
    details,
    lostCookies,
  }: Pick<StringsWithLater, 'findingWords' | 'happened' | 'details' | 'lostCookies'>,
): Phrase {
  switch (finding.kind) {
    case 'silent-mutation':
      return words['silent-mutation'].what(finding);
    case 'lost-update':
      return words['lost-update'].what(finding);
    case 'revived':
      return words.revived.what(finding);
    case 'sid-unchanged':
      return words['sid-unchanged'].what(finding);
    case 'hijack':
      return words.hijack.what(finding);
    case 'forged-cookie':
      return words['forged-cookie'].what(happened.refusal[finding.reason]);
    case 'cookie-not-kept': {
      const reasons = finding.refusals.map((refusal) => refusalSentence(refusal, details));
      return words['cookie-not-kept'].what({ name: finding.name, reasons });
    }
    case 'cookie-lost': {
      const reason = lostCookieReason(finding.cookie, { lostCookies, details });
      const { name, why } = finding.cookie;
      return words['cookie-lost'].what({ name, hasOtherValue: why === 'replaced', reason });
    }
    case 'cookie-repeated':
      return words['cookie-repeated'].what(finding);
    case 'saved-twice':
      return words['saved-twice'].what(finding);
    case 'save-failed':
      return words['save-failed'].what(finding);
    case 'cookie-collision':
      return words['cookie-collision'].what(finding);
    case 'orphan-saved':
      return words['orphan-saved'].what(finding);
    case 'login-kept-id':
      return words['login-kept-id'].what(finding);
    case 'logout-left-valid':
      return words['logout-left-valid'].what(finding);
    case 'cookie-set-each-time':
      return words['cookie-set-each-time'].what(finding);
    case 'cookie-keeps-changing':
      return words['cookie-keeps-changing'].what(finding);
    case 'cookie-unprotected':
      return words['cookie-unprotected'].what(finding);
    case 'cookie-sent-cross-site':
      return words['cookie-sent-cross-site'].what(finding);
    case 'cookie-secure-on-http':
      return words['cookie-secure-on-http'].what(finding);
    case 'cookie-on-many-paths':
      return words['cookie-on-many-paths'].what(finding);
    case 'session-changed-host': {
      const reason = lostCookieReason(finding.cookie, { lostCookies, details });
      return words['session-changed-host'].what({ name: finding.cookie.name, reason });
    }
    case 'host-refused':
      return words['host-refused'].what(finding);
    case 'cookie-name-shared':
      return words['cookie-name-shared'].what(finding);
    case 'changed-outside':
      return words['changed-outside'].what(finding);
    case 'expiry-stale':
      return words['expiry-stale'].what(finding);
    case 'expiry-too-far':
      return words['expiry-too-far'].what(finding);
    case 'rows-orphaned':
      return words['rows-orphaned'].what(finding);
    case 'id-adopted':
      return words['id-adopted'].what(finding);
    case 'logout-left-row':
      return words['logout-left-row'].what(finding);
    case 'waited-for-lock':
      return words['waited-for-lock'].what(finding);
  }
}
