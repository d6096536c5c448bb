import type { Finding } from '../../../server/contract/finding.ts';
import type { AnyLanguage } from '../any-language.ts';
import { alarm, code, joinPhrases, type Phrase, say, strong } from '../text/phrase.ts';
import { count, dayAndTime } from './words.ts';

/** The words of one finding. `About` is the data for its sentence. */
interface FindingWords<About> {
  readonly what: (about: About) => Phrase;
  readonly why: string;
  readonly todo: string;
}

type Of<K> = Extract<Finding, { kind: K }>;
/** The findings whose reasons are described in words. All others are described by their data. */
interface InWords {
  readonly 'forged-cookie': string;
  readonly 'cookie-not-kept': { readonly name: string; readonly reasons: readonly string[] };
  readonly 'cookie-lost': { readonly name: string; readonly hasOtherValue: boolean; readonly reason: Phrase };
  readonly 'session-changed-host': { readonly name: string; readonly reason: Phrase };
}
type AboutOf<K> = K extends keyof InWords ? InWords[K] : Of<K>;
type AllWords = { readonly [K in Finding['kind']]: FindingWords<AboutOf<K>> };

const keys = (names: readonly string[]): Phrase =>
  joinPhrases(
    names.map((name) => [code(name)]),
    ', ',
  );

const sameAs = {
  status: 'with the same status, which it refuses without a cookie',
  etag: 'with the same ETag, which differs without a cookie',
  length: 'with as many octets, which differ without a cookie',
} as const;

/** The texts of the findings: what each means, why it matters, and what to do. */
export const findingWords = {
  'silent-mutation': {
    what: (f) => say`${keys(f.keys)} was changed in memory, but neither saved nor sent.`,
    why: 'The answer of this request shows the change, the next one will not. Flask notices a key that is set or removed, not a change inside a list or an object.',
    todo: 'Set the key again after changing what is in it, or set session.modified = True.',
  },
  'lost-update': {
    what: (f) =>
      f.elsewhere === undefined
        ? say`${keys(f.keys)} was changed by another request of the same session, and this one wrote the old value back.`
        : say`${keys(f.keys)} was changed by a request at another server, and this one wrote the old value back: it had read version ${count(f.elsewhere.readVersion)} of the session, and replaced version ${count(f.elsewhere.replacedVersion)}.`,
    why: 'Each request loads the whole session and saves the whole session. The last save wins, for every key.',
    todo: 'Keep frequently changing data (a cart, a counter) in a separate table, not in the session.',
  },
  revived: {
    what: () => say`It was saved again after it had been destroyed: the logout was ${alarm('undone')}.`,
    why: 'A request that had loaded the session before the logout saved it afterwards. Anyone who has the old cookie is logged in again.',
    todo: 'Do not save what was loaded before a logout: turn resave off, and check in the handler that the session still exists.',
  },
  hijack: {
    what: (f) =>
      say`This cookie was given to ${strong(f.givenTo.name)}. ${alarm('Another client')} sent it now, and the server accepted it.`,
    why: 'The server asks for no proof other than the session cookie: it treats every client that sends the cookie as the client that received it. A stolen cookie looks like this. A cookie that an attacker planted in another browser looks the same, and so does a request that you copied yourself.',
    todo: 'Destroy the session if you did not copy the cookie. Against theft: HttpOnly, Secure, SameSite, short lifetimes, and a new id at each login.',
  },
  'forged-cookie': {
    what: (reason) =>
      say`The session cookie was ${alarm('refused')}: ${reason}. Somebody changed it, or it is not from this app.`,
    why: 'An honest client sends the cookie back as it was given. A forged or edited cookie looks like this, and so does a damaged one, one that was signed with a secret this app no longer has, or the cookie of another app on this host with the same name.',
    todo: 'If nobody tried to forge it: check whether a secret was changed or removed, and whether another app on this host uses the same cookie name.',
  },
  'cookie-not-kept': {
    what: ({ name, reasons }) => say`${code(name)} was sent to the browser, and is lost there. ${reasons.join(' ')}`,
    why: 'A browser refuses a cookie without a message, and the server continues as if the cookie had been kept. The next request has the previous cookie or none, so the data that was just stored is lost.',
    todo: 'A cookie that is too large: store less in the session, or keep the data on the server and only an id in the cookie. For other reasons, set the attributes that are named above.',
  },
  'cookie-lost': {
    what: ({ name, hasOtherValue, reason }) =>
      hasOtherValue
        ? say`${code(name)} came with another value: ${reason}.`
        : say`${code(name)} is missing: ${reason}.`,
    why: 'Without the session cookie the server does not recognise the client. The user is logged out, and no message says why.',
    todo: 'Open the named row: it shows the attributes of the cookie, or what happened to the cookie. Set the cookie with the host, the path and the attributes under which it is needed.',
  },
  'sid-unchanged': {
    what: (f) =>
      f.knownTo === undefined
        ? say`${keys(f.keys)} was set in a session that existed before.`
        : say`${keys(f.keys)} was set in a session whose id ${strong(f.knownTo.name)} had before: ${alarm(`${f.knownTo.name} is logged in, too`)}.`,
    why: 'Every client that knows the id of a session has that session. An attacker who plants an id in a browser and waits for the login is logged in as well (session fixation). As long as only one client knows the id, nothing is wrong.',
    todo: 'Give the session a new id at every login, logout and change of rights: req.session.regenerate(). In this app, the menu of an actor does it.',
  },
  'saved-twice': {
    what: (f) => say`The store was asked ${count(f.count)} times to save the same session.`,
    why: 'Each save writes the whole session, and makes a lost update more likely.',
    todo: 'Leave the saving to the middleware, unless the handler has to wait for it (before a redirect).',
  },
  'save-failed': {
    what: (f) => say`The store said: ${f.message}`,
    why: 'The headers had left before the save failed, so the client cannot know. The next request finds the session as it was before.',
    todo: 'Check the store first (disk space, locks). If losing a save is not acceptable, save in the handler and respond only after it succeeds.',
  },
  'cookie-repeated': {
    what: (f) => say`${code(f.name)} came ${count(f.count)} times in one request. The server reads the first.`,
    why: 'A browser sends one name twice when it holds two cookies of that name, for two paths or domains. Which of them comes first does not depend on the server, so the session may be the wrong one.',
    todo: 'Clear the cookies of this host in the browser, and set the cookie with one path and one domain everywhere.',
  },
  'cookie-collision': {
    what: (f) => say`${keys(f.names)} came too. Cookies ignore ports: every app on this host shares one jar.`,
    why: 'Two apps that use one cookie name log each other out, and each sees the cookies of the other.',
    todo: 'Give each app a different cookie name, or a different host name (127.0.0.1 and localhost are two).',
  },
  'orphan-saved': {
    what: () => say`The session was saved, but its Secure cookie was withheld on plain http.`,
    why: 'The browser comes back without it and gets a new session each time; the store fills up.',
    todo: 'Use https, or turn the Secure option of the cookie off while developing on http.',
  },
  'login-kept-id': {
    what: (f) =>
      f.knownTo === undefined
        ? say`${code(f.name)} holds ${alarm('the same session id')} before and after what looks like a login.`
        : say`${code(f.name)} holds ${alarm('the same session id')} before and after what looks like a login, and ${strong(f.knownTo.name)} had this id before.`,
    why: 'Every client that knows the id of a session has that session. An attacker who plants an id in a browser and waits for the login is logged in as well (session fixation). The app is seen from outside here: the answer leads away from the login, so the login probably succeeded.',
    todo: 'Give the session a new id at each login: req.session.regenerate() in express-session, session_regenerate_id(true) in PHP, reset_session in Rails. django.contrib.auth.login() and Laravel’s starter kits do it by themselves.',
  },
  'logout-left-valid': {
    what: (f) =>
      say`${code(f.name)} was sent once more after the logout, and the app ${alarm('answered as before the logout')}: ${sameAs[f.by]}.`,
    why: 'A logout that only removes the cookie from the browser does not end the session on the server. Anyone who has a copy of the cookie is still logged in. If the cookie itself contains the session (Flask, cookie-session), the server can end the session only with a list of logouts.',
    todo: 'End the session where it is kept: req.session.destroy(), session_destroy(), request.session.flush(). Where the cookie holds the session: keep an id or a time of the last logout for each user on the server, and compare it.',
  },
  'cookie-set-each-time': {
    what: (f) => say`${count(f.count)} answers in a row set ${code(f.name)} again, with the session unchanged.`,
    why: 'An answer with Set-Cookie should not be cached, and a slow answer may bring back an old cookie. Some frameworks do it on purpose, so that the time until the session ends starts again: Laravel, Flask with session.permanent, express-session with rolling.',
    todo: 'Nothing, if the session is to end a while after the last request. Else turn it off: rolling: false, SESSION_REFRESH_EACH_REQUEST = False, SESSION_SAVE_EVERY_REQUEST = False.',
  },
  'cookie-keeps-changing': {
    what: (f) => say`${count(f.count)} answers in a row gave the session ${alarm('a new id')} in ${code(f.name)}.`,
    why: 'A new id belongs to a login or a logout. With a new id for each request, two requests at the same time lose the session: the second comes with an id that the first has replaced.',
    todo: 'Renew the id at logins and changes of rights only. Look for regenerate(), session_regenerate_id() or cycle_key() in code that runs for every request.',
  },
  'cookie-unprotected': {
    what: (f) => say`${code(f.name)} was set without ${keys(f.lacks)}. ${alarm('Scripts of the page can read it')}.`,
    why: 'A script that gets into a page (cross-site scripting) can read a cookie without HttpOnly and send it away. Without SameSite, some browsers send the cookie with requests that other sites make.',
    todo: 'Set HttpOnly, and SameSite=Lax, where the session is configured: session.cookie_httponly in PHP, cookie.httpOnly in express-session, SESSION_COOKIE_HTTPONLY in Flask and Django.',
  },
  'cookie-sent-cross-site': {
    what: (f) => say`A page of ${alarm('another site')} sent this ${code(f.method)}, and ${code(f.name)} came with it.`,
    why: 'The browser was logged in, and the other site made use of it (cross-site request forgery). Without SameSite, Firefox and Safari send cookies with such requests, and Chrome does so for the first two minutes.',
    todo: 'Set SameSite=Lax for the session cookie, and ask for a token against forged requests in every form.',
  },
  'cookie-secure-on-http': {
    what: (f) => say`${code(f.name)} is Secure, and was set over ${alarm('plain http')}.`,
    why: 'Chrome and Firefox keep such a cookie from localhost only. Safari does not keep it at all, and no browser keeps it from another name or address. There a login is lost with the next request, and no message says why.',
    todo: 'Leave Secure out while developing on http: SESSION_COOKIE_SECURE = False, cookie.secure: "auto". Keep it where the app is reached by https.',
  },
  'cookie-on-many-paths': {
    what: (f) =>
      say`${code(f.name)} is set for ${joinPhrases(
        f.places.map(({ path, domain }) => [code(domain === null ? path : `${domain}${path}`)]),
        ', ',
      )}. The browser holds ${alarm('a cookie for each')}.`,
    why: 'A browser keeps a separate cookie for each path, even if the names are the same. It sends each cookie whose path fits, the longest path first, and the server reads one of them: the session seems to change from page to page. A Set-Cookie line without Path is for the folder of its page.',
    todo: 'Set the cookie with Path=/ and without Domain everywhere, and remove the others once, with the path that they were set with.',
  },
  'session-changed-host': {
    what: ({ name, reason }) => say`${code(name)} did not come: it ${reason}.`,
    why: 'To a browser localhost and 127.0.0.1 are two hosts, and so are www.example.org and example.org. A cookie without Domain stays with the host that set it: a user who follows a link to the other name is logged out there.',
    todo: 'Use one name everywhere, in links, redirects and settings (APP_URL, SERVER_NAME, callback addresses). For several hosts of one domain, set the cookie with that Domain.',
  },
  'host-refused': {
    what: (f) =>
      say`The app answered ${code(String(f.status))} to each request for ${code(f.host)}, and answers at ${code('localhost')}: consistent with a server that ${alarm('accepts only the host names in its list')}.`,
    why: 'Development servers refuse unknown host names, so that no page of another site can reach them under another name (DNS rebinding). Session Inspector passes Host on as the browser sends it, so the app decides as it would without the proxy.',
    todo: 'Open the app at localhost, or add the name to its list: ALLOWED_HOSTS in Django, config.hosts in Rails, server.allowedHosts in Vite, allowedHosts in webpack.',
  },
  'cookie-name-shared': {
    what: (f) => say`This ${code(f.name)} was set by ${strong(f.app)}, ${alarm('another app of this host')}.`,
    why: 'Browsers do not distinguish the ports of a host: all apps on localhost share one cookie of each name, and each app overwrites the cookie of the other. Using one app logs users out of the other.',
    todo: 'Give one of the apps another cookie name (SESSION_COOKIE_NAME, name in express-session, session.name in PHP), or open one at 127.0.0.1 and the other at localhost.',
  },
  'changed-outside': {
    what: (f) =>
      f.isGone
        ? say`The row of this session was ${alarm('removed')} between two requests, with ${keys(f.keys)}, and no request through this proxy removed it.`
        : say`${keys(f.keys)} ${alarm('changed between two requests')}, and no request through this proxy made the change.`,
    why: 'Another program writes into the store of the sessions: a worker, a script, a second server, or a browser that opened the app at its own address. A request that had loaded the session before may write the old value back.',
    todo: 'Look for the program that writes, and open the app through one address only. Let workers keep their results in a separate place, not in the session.',
  },
  'expiry-stale': {
    what: (f) =>
      say`The value says that its session ended ${dayAndTime(f.cookieAtMs)}, and the row lives until ${dayAndTime(f.rowAtMs)}.`,
    why: 'A request that changes nothing only moves the end of the row, as with connect-redis (touch is EXPIRE), and cookie.expires inside the value stays as it was. The row decides, so the session is still valid. A program that goes by the value treats the session as ended.',
    todo: 'Go by the clock of the row (PTTL in Redis). If other programs read cookie.expires, save the session now and then, for example with resave or rolling.',
  },
  'expiry-too-far': {
    what: (f) =>
      say`The row ends ${alarm(`${count(f.times)} times later`)} than the cookie within it, counted from this request.`,
    why: 'A factor of 1,000 is what results when milliseconds are taken for seconds, as better-sqlite3-session-store 0.0.2 did with maxAge. Rows that never end fill the store, and an old cookie is accepted for years.',
    todo: 'Update the store package, and compare the time to live in the options of the store with maxAge: one counts in seconds, the other in milliseconds. Delete the old rows.',
  },
  'rows-orphaned': {
    what: (f) =>
      say`${count(f.count)} requests of one client each made ${alarm('a new row')}, and ${code(f.name)} never came back.`,
    why: 'A session is stored for every visitor that sends no cookie: a health check, a robot, a client that cannot keep cookies. These rows are never used again, and they stay until they expire.',
    todo: 'Store a session only when something is put into it: saveUninitialized: false in express-session, no session access for health checks. If the client is a browser, the Cookie tab shows why it does not keep the cookie.',
  },
  'id-adopted': {
    what: (f) =>
      say`${code(f.name)} came with an id for which the store had no row, and the app ${alarm('made one under this id')}.`,
    why: 'An app that takes any id lets an attacker choose it: a planted cookie becomes a session that the attacker knows (session fixation). The id may also be an old one of the app, whose row has ended.',
    todo: 'Take only ids that the app has made: session.use_strict_mode = 1 in PHP. Give the session a new id at each login.',
  },
  'logout-left-row': {
    what: (f) => say`After the logout ${alarm('the row is still in the store')}, with ${keys(f.keys)}.`,
    why: 'Anyone who has a copy of the cookie is still logged in, because the app finds the row as before. A logout has to end the session on the server, and not only remove the cookie from the browser.',
    todo: 'End the session where it is kept: req.session.destroy(), session_destroy(), request.session.flush(), session.clear() in Flask.',
  },
  'waited-for-lock': {
    what: (f) =>
      say`The answer to this request began ${strong('just when another request of its session had ended')}, after ${count(f.waitedMs)} ms: consistent with ${alarm('a lock of the session')}.`,
    why: 'PHP locks the file of a session from session_start() until the script ends. Requests of one browser then wait for each other, and a slow one holds up all others. A server that handles one request at a time, such as php -S without PHP_CLI_SERVER_WORKERS, looks the same.',
    todo: "Call session_write_close() as soon as nothing more is written, or session_start(['read_and_close' => true]) where nothing is written.",
  },
} satisfies AllWords as AllWords;

export type FindingStrings = AnyLanguage<typeof findingWords>;
