import type { Finding } from '../../../server/contract/finding.ts';
import type { CookieRefusal } from '../../../server/contract/http/cookie-refusal.ts';
import { alarm, code, type Phrase, rowRef, say } from '../text/phrase.ts';
import { count, plural, timeToSecond } from './words.ts';

/** The badge and the clauses that describe a request. */
export const happened = {
  badge: {
    set: 'set',
    get: 'get',
    pop: 'pop',
    list: 'listed',
    clear: 'cleared',
    regenerate: 'regenerated',
    destroy: 'destroyed',
    refused: 'refused',
    failed: 'failed',
    aborted: 'aborted',
    notSaved: 'not saved',
  },
  sameValue: 'same value',
  signedAgain: 'signed again',
  wasNotThere: 'was not there',
  notSet: 'not set',
  newSession: 'new session',
  noCookie: 'no cookie',
  otherEngineIgnored: "other engine's cookie ignored",
  notUsed: 'session not used',
  notFound: 'no such page',
  cookieRefused: 'the browser refuses the new cookie',
  clientLeft: 'the client went away',
  touchFailed: 'its expiry could not be moved',
  storeFailed: 'the session store could not be read',
  withCookieOf: (name: string) => `with ${name}'s cookie`,
  keys: (n: number) => plural(n, 'key'),
  keysLost: (n: number) => `${plural(n, 'key')} lost`,
  noKeys: 'no keys',
  more: (n: number) => `and ${n} more`,
  /** For a request in a file that does not describe the server: what its cookies show. */
  seen: {
    set: (name: string) => `was sent the cookie ${name}`,
    deleted: (name: string) => `was told to delete the cookie ${name}`,
    came: (name: string) => `came with the cookie ${name}`,
    verified: 'verified',
    notVerified: 'no given secret fits',
    none: 'no session cookie to be seen',
    noAnswer: 'no answer in the file',
    noRow: 'the store has no row for it',
    rowRemoved: 'its row is gone from the store',
    rowUnreadable: 'its row cannot be read',
    shared: 'changed together with overlapping requests',
    notReadBetween: (ids: string) => `changed by this request or ${ids}: the row was not read between them`,
  },
  /** Why a watched app gave no answer. */
  fault: {
    unreachable: 'nothing listened at the address of the app',
    'connect-timeout': 'the app did not accept the connection',
    'own-port': 'the port of the app belongs to Session Inspector',
    'speaks-tls': 'the app speaks https',
    'bad-certificate': 'the certificate of the app is not trusted',
    'not-http': 'its answer cannot be read as HTTP',
    'no-answer': 'the app closed the connection without an answer',
    cut: 'the app closed the connection in the middle of its answer',
    'other-host': 'refused: it asked for another host',
    'no-tunnel': 'refused: it asked for a tunnel',
  },
  refusal: {
    'no-prefix': 'not a signed cookie',
    'no-signature': 'signature missing',
    'bad-encoding': 'broken percent-encoding',
    'empty-sid': 'empty sid',
    'no-timestamp': 'not a Flask cookie',
    timestamp: 'unreadable timestamp',
    'not-an-object': 'payload holds no keys',
    base64: 'payload is not base64url',
    zlib: 'payload cannot be unpacked',
    utf8: 'payload is not UTF-8',
    json: 'payload is not JSON',
    'too-deep': 'payload nested too deep',
    'too-large': 'payload too large',
    'from-the-future': 'signed in the future',
    'bad-signature': 'signature does not match',
    'unknown-sid': 'unknown sid',
    expired: 'expired',
  },
};

/** Requests that were refused before their session was read. */
export const earlyRefusals = {
  lead: (who: string, reason: string) =>
    say`${who}'s request was ${alarm('refused')} before its session was read: ${reason}.`,
  manyCookies: (): Phrase =>
    say`Browsers send the cookies of all ports of a host together, so other programs on localhost add their cookies.`,
  cameUnknown: 'Unknown: the head of this request could not be read.',

  /** Used after a colon, or alone in a row. */
  reason: {
    tooManyCookies: (cookies: number, limit: number) =>
      `too many cookies: the Cookie header has ${count(cookies)} bytes, and the whole head must have fewer than ${count(limit)}`,
    headTooLarge: (octets: number, limit: number) =>
      `its head has ${count(octets)} bytes, and must have fewer than ${count(limit)}`,
    headFarTooLarge: (limit: number) => `its head has more than ${count(limit)} bytes, and was not read further`,
    tooManyLines: (lines: number, limit: number) =>
      `it has ${plural(lines, 'header line')}, and may have ${count(limit)}`,
    malformedHead: (detail: string) => `its head is not valid HTTP (${detail})`,
    malformedBody: (detail: string) => `its body is not valid (${detail})`,
    otherProtocol: (protocol: string) =>
      `the client speaks ${protocol} to a port of plain http${protocol === 'TLS' ? ' (use http://, not https://)' : ''}`,
    slowHead: (seconds: number) => `its head was not complete after ${plural(seconds, 'second')}`,
    slowBody: (seconds: number) => `its body was not complete after ${plural(seconds, 'second')}`,
    noHost: 'it has no Host header',
    badHost: (host: string) => `its Host header is not valid (${host})`,
    hosts: (n: number) => `it has ${count(n)} Host headers`,
    expectation: (text: string) => `it expects something that this server does not do (${text})`,
    bodyTooLarge: (limit: number) => `its body has more than ${count(limit)} bytes`,
    bodyAnnounced: (bytes: number, limit: number) =>
      `it announces a body of ${count(bytes)} bytes, and may have ${count(limit)}`,
    encoding: (name: string) => `its body has an encoding that this server cannot unpack (${name})`,
    foreignPage: (header: string, value: string) => `a page of another origin sent it (${header}: ${value})`,
  },
};

const SAME_SITE = {
  strict: 'SameSite=Strict',
  lax: 'SameSite=Lax',
  none: 'SameSite=None',
  default: 'no SameSite, so Lax',
};

/** Why a cookie was not sent with a request, and what browsers do with Set-Cookie lines. */
export const lostCookies = {
  /** Of the session cookie, in the row. */
  missing: (name: string) => `cookie ${name} missing`,
  otherValue: (name: string) => `cookie ${name} has another value`,
  /** In the row whose response set the cookie. */
  refusedHere: (name: string, reason: string) => `browsers refuse the cookie ${name}: ${reason}`,
  /** In the Story, before the other events. */
  story: (who: string, name: string) => say`${who} did not send the cookie ${code(name)}`,
  storyOtherValue: (who: string, name: string) => say`${who} sent another value of the cookie ${code(name)}`,
  because: ': ',
  why: {
    'other-host': (domain: string, host: string) => say`belongs to ${code(domain)}, this is ${code(host)}`,
    path: (path: string) => say`path ${code(path)}`,
    secure: () => say`Secure, and this is http`,
    'same-site': (mode: keyof typeof SAME_SITE) => say`${SAME_SITE[mode]}, and the request came from another site`,
    expired: (atMs: number | null, attribute: string, row: number | null) =>
      say`expired${atMs === null ? '' : ` at ${timeToSecond(atMs)}`}: ${attribute}${row === null ? '' : say` of ${rowRef(row)}`}`,
    deleted: (row: number) => say`deleted by ${rowRef(row)}`,
    'deleted-by-hand': () => say`taken out of the browser by hand`,
    refused: (row: number | null, reason: string) =>
      row === null ? say`refused: ${reason}` : say`refused when ${rowRef(row)} set it: ${reason}`,
    'other-app': (row: number | null, app: string) =>
      say`overwritten by ${row === null ? 'another app' : say`${rowRef(row)}, another app`} at ${code(app)}: ports share cookies`,
    'other-place': (row: number) => say`replaced by ${rowRef(row)}: same name, another path or domain`,
    'outside-of-log': () => say`no row of this log has set the received value`,
    evicted: (row: number | null, rule: string) =>
      say`dropped${row === null ? '' : say` when ${rowRef(row)} was one too many`}: ${rule}`,
    partitioned: () => say`partitioned, and the page in the address bar is of another site`,
    unknown: () => say`the log does not show why`,
  },
  /** Why a cookie is refused, in a few words. */
  refusal: {
    empty: 'neither name nor value',
    'control-character': 'a control character',
    tab: 'a tab',
    'nameless-equals': 'no name, and an equals sign in its value',
    'domain-not-ascii': 'its Domain is not ASCII',
    'too-large': (bytes: number) => `${count(bytes)} bytes, more than 4,096`,
    'none-not-secure': 'SameSite=None without Secure',
    'partitioned-not-secure': 'Partitioned without Secure',
    'nameless-prefix': (prefix: string) => `no name, and its value begins with ${prefix}`,
    prefix: (prefix: string, missing: readonly string[]) => `${prefix}, but ${missing.join(', and ')}`,
    'foreign-domain': (domain: string, host: string) => `Domain ${domain} is not ${host}`,
    'public-suffix': (domain: string) => `strangers register names under Domain ${domain}`,
    'secure-over-http': 'Secure over http',
    'http-only-from-script': 'HttpOnly from a script',
    'cross-site': 'set for another site, without SameSite=None',
    'secure-in-the-way': 'a Secure cookie of this name is there',
    'http-only-in-the-way': 'an HttpOnly cookie of this name is there',
  } satisfies Record<CookieRefusal['code'], unknown>,
};

/** The names and counts of findings. Their explanations are in finding-words.ts, which is loaded later. */
export const findings = {
  list: 'Findings',
  mark: (titles: readonly string[]) => `${plural(titles.length, 'finding')}: ${titles.join(', ')}`,
  count: (n: number) => plural(n, 'finding'),
  countWhy:
    'Faults in the requests that are loaded in the table. These requests have a warning sign. Press to show only these requests.',
  more: 'Why it matters',
  todo: 'What to do: ',
  evidence: 'Shown by',
  request: (id: number) => `#${count(id)}`,
  requestName: (id: number) => `Go to request ${count(id)}`,
  thisOne: 'this request',
  titles: {
    'silent-mutation': 'A change was lost without an error',
    'lost-update': 'Two requests overlapped, and one change was lost',
    revived: 'A destroyed session came back',
    hijack: "Another client's session cookie",
    'forged-cookie': 'A cookie that this server did not sign',
    'cookie-not-kept': 'A cookie that browsers do not keep',
    'cookie-lost': 'A session cookie that did not come back',
    'sid-unchanged': 'A login that kept the session id',
    'saved-twice': 'A session that was saved more than once',
    'save-failed': 'The client got its answer, but the session was not saved',
    'cookie-repeated': 'The session cookie came more than once',
    'cookie-collision': 'Cookies of another app came along',
    'orphan-saved': 'A saved session that no cookie leads to',
    'login-kept-id': 'A login that kept the session id',
    'logout-left-valid': 'The old cookie works after the logout',
    'cookie-set-each-time': 'A cookie that every answer sets again',
    'cookie-keeps-changing': 'A session id that keeps changing',
    'cookie-unprotected': 'A session cookie that scripts can read',
    'cookie-sent-cross-site': 'Another site used this session',
    'cookie-secure-on-http': 'A Secure cookie over plain http',
    'cookie-on-many-paths': 'One cookie name for several paths',
    'session-changed-host': 'A session that changed host',
    'host-refused': 'The app refuses this host name',
    'cookie-name-shared': 'Two apps share a cookie name',
    'changed-outside': 'A session changed from outside',
    'expiry-stale': 'A session that outlives its own cookie',
    'expiry-too-far': 'A row that ends far too late',
    'rows-orphaned': 'A new row for every request',
    'id-adopted': 'The app accepted an id that it did not make',
    'logout-left-row': 'A logout that left the row',
    'waited-for-lock': 'One request waited for another',
  } satisfies Record<Finding['kind'], string> as Record<Finding['kind'], string>,
};
