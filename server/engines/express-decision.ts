import type { Judgment, Rule } from '../contract/decision.ts';
import type { ServerSideOptions } from '../contract/engine-options.ts';

/**
 * The facts on which express-session decides, recorded at its two moments: when the headers are sent (Set-Cookie) and
 * when the response ends (store). `session` is null if there was none at that moment.
 */
export interface ExpressFacts {
  readonly options: Pick<ServerSideOptions, 'resave' | 'saveUninitialized' | 'rolling' | 'unset'> & {
    /** Null if the options of the cookie differ from request to request, or cannot be compared with a cookie. */
    readonly cookie: ServerSideOptions['cookie'] | null;
  };
  /**
   * The sid of the valid cookie of the request, whether the store knows it or not. Null if there was no valid cookie.
   */
  readonly cookieSid: string | null;
  /** The store knew that sid, so the session was loaded and not generated. */
  readonly wasLoaded: boolean;
  /** The sid and the JSON of the data when the session was loaded or generated. */
  readonly original: { readonly sid: string; readonly dataJson: string };
  readonly atHeaders: ExpressMoment | null;
  readonly atEnd: ExpressMoment | null;
  /** JSON of the data at the last `save()` before the end of the response. Null if there was none. */
  readonly savedJson: string | null;
  /** The handler called `destroy()` on it. */
  readonly wasDestroyed: boolean;
  /** The handler called `regenerate()`. */
  readonly wasRegenerated: boolean;
  /** The request came over TLS, or a trusted proxy reports that it did. */
  readonly isSecure: boolean;
  /** The first scheme in X-Forwarded-Proto, in lower case. Null without that header. */
  readonly forwardedProto: string | null;
  readonly storeHasTouch: boolean;
}

export interface ExpressMoment {
  /** The type of `req.session`. */
  readonly session: 'present' | 'undefined' | 'null';
  readonly sid: string;
  readonly dataJson: string;
  /** The cookie has an Expires date. */
  readonly cookieExpires: boolean;
  readonly cookieSecure: boolean;
  readonly cookieHttpOnly: boolean;
  /** Null if the cookie has no SameSite attribute. */
  readonly cookieSameSite: string | null;
  /** The initial maxAge of the session's cookie. Null if it had none. */
  readonly cookieMaxAgeMs: number | null;
}

/**
 * Names, for each question, the rule that express-session 1.19 applied and its answer, from recorded facts alone.
 * Tested against the real middleware: over random options and request sequences, the answers equal the observed
 * behaviour. Source: expressjs/session index.js, functions shouldSave, shouldTouch, shouldDestroy, shouldSetCookie.
 */
export function decideExpress(facts: ExpressFacts): Judgment[] {
  const saved = decideSave(facts);
  return [decideCreated(facts, saved), saved, decideTouch(facts, saved), decideDestroy(facts), decideCookie(facts)];
}

function decideSave(facts: ExpressFacts): Judgment {
  const { options, cookieSid, original, atEnd } = facts;
  if (atEnd === null || atEnd.session !== 'present') return judge('saved', false, absence(facts), {});
  const isModified = modified(facts, atEnd);
  // A loaded session counts as saved unless resave writes it at each request.
  const savedJson = facts.savedJson ?? (facts.wasLoaded && !options.resave ? original.dataJson : null);
  const inputs = { isModified, resave: options.resave, saveUninitialized: options.saveUninitialized };
  if (!options.saveUninitialized && savedJson === null && cookieSid !== atEnd.sid) {
    return isModified
      ? judge('saved', true, 'save-modified', inputs)
      : judge('saved', false, 'skip-uninitialized', inputs);
  }
  if (original.sid !== atEnd.sid) return judge('saved', true, 'save-renewed', inputs);
  if (savedJson === atEnd.dataJson) {
    return judge('saved', false, facts.savedJson === null ? 'skip-unmodified' : 'skip-already-saved', inputs);
  }
  if (isModified || savedJson !== null) return judge('saved', true, 'save-modified', inputs);
  return judge('saved', true, facts.wasLoaded ? 'save-resave' : 'save-new-uninitialized', inputs);
}

function decideTouch(facts: ExpressFacts, saved: Judgment): Judgment {
  const { atEnd, cookieSid } = facts;
  if (atEnd === null || atEnd.session !== 'present') return judge('touched', false, absence(facts), {});
  const isKnown = cookieSid === atEnd.sid;
  if (!isKnown) return judge('touched', false, 'touch-not-for-new', { isKnown });
  if (saved.answer) return judge('touched', false, 'touch-replaced-by-save', { isKnown });
  return judge('touched', facts.storeHasTouch, 'touch-unmodified', { isKnown });
}

function decideDestroy(facts: ExpressFacts): Judgment {
  const { atEnd, options } = facts;
  const inputs = { unset: options.unset };
  if (facts.wasDestroyed) return judge('destroyed', true, 'destroy-by-handler', inputs);
  if (atEnd !== null && atEnd.session !== 'present') {
    const isDestroyed = options.unset === 'destroy';
    return judge('destroyed', isDestroyed, isDestroyed ? 'destroy-unset' : 'keep-unset', inputs);
  }
  return judge('destroyed', false, 'keep-alive', inputs);
}

function decideCreated(facts: ExpressFacts, saved: Judgment): Judgment {
  const { atEnd } = facts;
  if (atEnd === null || atEnd.session !== 'present') return judge('created', false, absence(facts), {});
  if (facts.wasLoaded && facts.original.sid === atEnd.sid) return judge('created', false, 'create-already-known', {});
  const isStored = saved.answer || facts.savedJson !== null;
  if (!isStored) return judge('created', false, 'create-not-saved', {});
  return judge('created', true, facts.wasRegenerated ? 'create-regenerated' : 'create-saved', {});
}

function decideCookie(facts: ExpressFacts): Judgment {
  const { options, cookieSid, atHeaders, isSecure } = facts;
  if (atHeaders === null || atHeaders.session !== 'present') return judge('set-cookie', false, absence(facts), {});
  const isNew = cookieSid !== atHeaders.sid;
  const isModified = modified(facts, atHeaders);
  const { saveUninitialized, rolling } = options;
  const asked = { isNew, isModified, saveUninitialized, rolling, cookieExpires: atHeaders.cookieExpires };
  const rule = cookieRule(asked);
  if (rule.startsWith('cookie-withheld')) return judge('set-cookie', false, rule, asked);
  const inputs = { ...asked, ...keptOptions(facts, atHeaders), ...uncountedProxy(facts, atHeaders) };
  if (atHeaders.cookieSecure && !isSecure) {
    return judge('set-cookie', false, 'cookie-withheld-insecure', { ...inputs, cookieSecure: true, isSecure });
  }
  return judge('set-cookie', true, rule, inputs);
}

/**
 * The options in which the cookie of a loaded session differs from the current settings. express-session stores them in
 * the session, so a change applies to new sessions only (expressjs/session#1077).
 */
function keptOptions({ wasLoaded, original, options, isSecure }: ExpressFacts, moment: ExpressMoment) {
  if (!wasLoaded || original.sid !== moment.sid || options.cookie === null) return {};
  const { maxAgeMs, secure, sameSite, httpOnly } = options.cookie;
  const isKept: [name: string, isOther: boolean][] = [
    ['maxAge', moment.cookieMaxAgeMs !== maxAgeMs],
    ['secure', moment.cookieSecure !== (secure === 'auto' ? isSecure : secure)],
    ['sameSite', moment.cookieSameSite !== sameSite],
    ['httpOnly', moment.cookieHttpOnly !== httpOnly],
  ];
  const names = isKept.filter(([, isOther]) => isOther).map(([name]) => name);
  return names.length === 0 ? {} : { optionsOfSession: names.join(', ') };
}

/** Whether a proxy reported https where that matters, but the app does not trust the proxy (`trust proxy`, `proxy`). */
function uncountedProxy({ isSecure, forwardedProto, options }: ExpressFacts, moment: ExpressMoment) {
  const decides = moment.cookieSecure || options.cookie?.secure === 'auto';
  return decides && !isSecure && forwardedProto === 'https' ? { forwardedProto, trustProxy: false } : {};
}

function cookieRule(inputs: {
  isNew: boolean;
  isModified: boolean;
  saveUninitialized: boolean;
  rolling: boolean;
  cookieExpires: boolean;
}): Rule {
  if (inputs.isNew) {
    if (inputs.isModified) return 'cookie-new-modified';
    return inputs.saveUninitialized ? 'cookie-new-uninitialized' : 'cookie-withheld-uninitialized';
  }
  if (inputs.rolling) return 'cookie-rolling';
  if (!inputs.isModified) return 'cookie-withheld-unmodified';
  return inputs.cookieExpires ? 'cookie-expiry-moved' : 'cookie-withheld-sent-once';
}

/** express-session compares the sid and a hash of the JSON without `cookie`, so the order of keys counts. */
function modified(facts: ExpressFacts, moment: ExpressMoment): boolean {
  return facts.original.sid !== moment.sid || facts.original.dataJson !== moment.dataJson;
}

function absence(facts: ExpressFacts): Rule {
  if (facts.wasDestroyed) return 'session-destroyed';
  return facts.atEnd?.session === 'null' ? 'session-set-to-null' : 'no-session';
}

function judge(question: Judgment['question'], answer: boolean, rule: Rule, inputs: Judgment['inputs']): Judgment {
  return { question, answer, rule, inputs };
}
