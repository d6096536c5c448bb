import type { OptionId } from '../../model/engine-options.ts';
import type { AnyLanguage } from '../any-language.ts';
import { count, duration } from './words.ts';

/** The options of the engines. Their names are those of the framework; only the descriptions belong to this app. */
export const settings = {
  title: 'Settings',
  lead: 'Every change applies to the next request.',
  /** Which sessions a change reaches, said above the options. */
  reach: {
    'server-side':
      'express-session keeps the options of the cookie (cookie.…) in each session: a change holds for sessions that begin after it.',
    'client-side': 'Flask reads its options whenever it sends a cookie: a change reaches every session.',
  },

  optionsOf: { 'server-side': 'Options of express-session', 'client-side': 'Options of Flask' },
  active: 'in use',
  inactive: 'used after switching to it',
  changed: 'changed',
  defaultIs: (code: string) => `Default: ${code}`,
  defaultsAre: (code: string, framework: string, frameworkCode: string) =>
    `Default here: ${code}, in ${framework}: ${frameworkCode}`,
  reset: (name: string) => `Reset ${name} to its default`,
  resetAll: 'Reset all to defaults',
  presets: (name: string) => `Usual lengths for ${name}`,
  lengthOf: (name: string) => `${name}, as a number`,
  units: { ms: 'ms', s: 's' },
  browserSession: 'null',
  nothing: 'until the browser closes',
  sameAs: (ms: number) => `${duration(ms)} =`,
  preset: (ms: number) => duration(ms, 1),
  outOfRange: (min: number, max: number, unit: string) =>
    `Type a whole number from ${count(min)} to ${count(max)} ${unit}; browsers keep no cookie longer than 400 days.`,

  cookieNameWrong: 'Type letters, digits, and . _ - without spaces: a cookie name is a token.',
  options: {
    'serverSide.name':
      'The name of the session cookie. Cookies ignore ports, so two apps on localhost with one name end each other’s sessions. At every port but 5000 the default has the port in it.',
    'clientSide.cookieName':
      'The name of the session cookie. Flask’s own is session. Warning: cookies ignore ports, so with that name this site and every Flask app on localhost end each other’s sessions, unless they have the same secret: then each takes the cookies of the other. At every port but 5000 the default has the port in it.',
    'serverSide.resave':
      'Save the session at the end of every request, even if nothing in it changed. Two requests at the same time may then undo each other.',
    'serverSide.saveUninitialized':
      'Save a new session although nothing was stored in it: every visitor gets a row and a cookie.',
    'serverSide.rolling': 'Send the cookie again with every answer, so that its expiry moves with use.',
    'serverSide.unset':
      'What becomes of the row when the handler sets req.session to null: it stays, or it is destroyed.',
    'serverSide.cookie.maxAgeMs':
      'How long the browser keeps the cookie. With null it has no expiry, and is gone when the browser closes.',
    'serverSide.cookie.secure':
      'Send the cookie over https only. With auto it depends on how each request came. This site speaks http, and X-Forwarded-Proto does not count, because it trusts no proxy (trust proxy).',
    'serverSide.cookie.sameSite': 'Whether the browser sends the cookie with requests that other sites cause.',
    'serverSide.cookie.httpOnly': 'Keep the cookie away from scripts in the page, so that a script cannot read it out.',
    'clientSide.httpOnly': 'Keep the cookie away from scripts in the page, so that a script cannot read it out.',
    'clientSide.secure': 'Mark the cookie for https only. This site speaks http.',
    'clientSide.sameSite':
      'Whether the browser sends the cookie with requests that other sites cause. None leaves the attribute out.',
    'clientSide.permanentLifetimeSeconds':
      'How long a permanent session lasts. Also how old any signature may be: an older cookie counts as empty.',
    'clientSide.refreshEachRequest':
      'Send the cookie of a permanent session again with every answer, so that its expiry moves with use.',
    'clientSide.permanent':
      'Mark a session permanent when a key is set. Its cookie then has an expiry; otherwise it lasts until the browser closes.',
    'clientSide.hasSecret':
      'Sign with the secret of this site. With None it is as if the app had no secret: reading finds nothing, writing fails.',
  } satisfies Record<OptionId, string>,

  notes: {
    'none-without-secure':
      'SameSite=None without Secure: browsers refuse this cookie, so every request begins a session of its own.',
    'secure-over-http':
      'This site speaks http, so express-session withholds the cookie. Each Set leaves an orphan row that nobody can reach.',
    'secure-auto-none': 'Over http auto means not Secure, and with SameSite=None browsers then refuse the cookie.',
    'flask-secure-over-http':
      'Flask sends the cookie although this site speaks http. A client keeps it only if it trusts localhost; elsewhere it would be lost.',
    'max-age-zero': 'The cookie is over as soon as it arrives, so no request ever brings it back.',
    'rolling-without-expiry':
      'The cookie has no expiry that could move: rolling only sends the same cookie again. Set maxAge to see it at work.',
    'refresh-not-permanent':
      'Only permanent sessions are sent again, and none is made permanent now. Turn session.permanent on to see it at work.',
    'no-secret': 'Every session reads as empty, and a request that writes gets status 500.',
    'scripts-can-read': 'A script in the page can read the cookie: one injected script is enough to steal the session.',
    'resave-races':
      'Two requests at the same time then write the whole session each: the one that ends last undoes the other, even if it changed nothing.',
    'max-age-below-second':
      'Expires counts whole seconds: a cookie that is to live less than one may be over before it arrives.',
    'auto-over-http': 'This site speaks http, so auto means not Secure here. Behind https it would mean Secure.',
    'strict-from-links':
      'A link from another site arrives without the cookie, so its first page is shown as to a stranger.',
    'same-site-unset':
      'Without the attribute each browser decides: Chrome takes it for Lax, Firefox and Safari send the cookie along.',
    'lifetime-for-all':
      'No session is made permanent now, and still a cookie whose signature is older than this reads as empty.',
    'rows-for-everyone': 'Each request without a cookie leaves a row, crawlers and health checks included.',
  },
};

export type SettingsStrings = AnyLanguage<typeof settings>;
