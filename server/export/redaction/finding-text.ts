import type { Finding } from '../../contract/finding.ts';
import { mapActor, mapCookieRefusal, mapTexts } from './member-text.ts';
import { domain as domainRole, type MapText, sid, text } from './text-role.ts';

/** The texts of a finding. Every kind is listed, so that the compiler requires a decision for each new kind. */
export function mapFinding(finding: Finding, map: MapText): Finding {
  const mapAll = (texts: readonly string[]): string[] => texts.map((each) => map(each, text));
  switch (finding.kind) {
    case 'silent-mutation':
    case 'lost-update':
    case 'changed-outside':
    case 'logout-left-row':
      return { ...finding, keys: mapAll(finding.keys) };
    case 'sid-unchanged':
      return {
        ...finding,
        keys: mapAll(finding.keys),
        ...(finding.knownTo === undefined ? {} : { knownTo: mapActor(finding.knownTo, map) }),
      };
    case 'hijack':
      return { ...finding, givenTo: mapActor(finding.givenTo, map) };
    case 'revived':
    case 'orphan-saved':
      return { ...finding, sid: map(finding.sid, sid) };
    case 'save-failed':
      return { ...finding, message: map(finding.message, text) };
    case 'cookie-collision':
      return { ...finding, names: mapAll(finding.names) };
    case 'cookie-not-kept':
      return {
        ...finding,
        name: map(finding.name, text),
        refusals: finding.refusals.map((refusal) => mapCookieRefusal(refusal, map)),
      };
    case 'cookie-lost':
    case 'session-changed-host':
      return { ...finding, cookie: mapTexts(finding.cookie, map) as typeof finding.cookie };
    case 'cookie-repeated':
    case 'logout-left-valid':
    case 'cookie-set-each-time':
    case 'cookie-keeps-changing':
    case 'cookie-unprotected':
    case 'cookie-secure-on-http':
    case 'rows-orphaned':
      return { ...finding, name: map(finding.name, text) };
    case 'cookie-sent-cross-site':
      return { ...finding, name: map(finding.name, text), method: map(finding.method, text) };
    case 'login-kept-id':
      return {
        ...finding,
        name: map(finding.name, text),
        ...(finding.knownTo === undefined ? {} : { knownTo: mapActor(finding.knownTo, map) }),
      };
    case 'cookie-on-many-paths':
      return {
        ...finding,
        name: map(finding.name, text),
        places: finding.places.map(({ path, domain }) => ({
          path: map(path, text),
          domain: domain === null ? null : map(domain, domainRole),
        })),
      };
    case 'host-refused':
      return { ...finding, host: map(finding.host, text) };
    case 'cookie-name-shared':
      return { ...finding, name: map(finding.name, text), app: map(finding.app, text) };
    case 'id-adopted':
      return { ...finding, name: map(finding.name, text), sid: map(finding.sid, sid) };
    case 'saved-twice':
    case 'forged-cookie':
    case 'expiry-stale':
    case 'expiry-too-far':
    case 'waited-for-lock':
      return finding;
  }
}
