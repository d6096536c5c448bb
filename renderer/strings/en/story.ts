import type { Judgment, Rule } from '../../../server/contract/decision.ts';
import type { AnyLanguage } from '../any-language.ts';
import { alarm, code, good, optionName, type Phrase, rowRef, say, strong, term } from '../text/phrase.ts';
import { count, dayAndTime, plural } from './words.ts';

/** Why a question about the session got its answer. Each sentence continues after "yes:" or "no:". */
export const rules: Record<Rule, Sentence> = {
  'no-session': () => say`there was no ${term.session('session')} at that moment`,
  'session-destroyed': () => say`the ${term.handler('handler')} had ${term.destroy('destroyed')} the session`,
  'session-set-to-null': () => say`the ${term.handler('handler')} had set ${code('req.session')} to null`,
  'store-failed': () => say`the ${term.store('store')} could not be read`,

  'save-modified': () => say`the session is not the same as at the start of the request`,
  'save-new-uninitialized': (j) =>
    say`the session is new and nothing was put into it, but ${flag('saveUninitialized', j)}`,
  'save-resave': (j) => say`nothing changed, but ${flag('resave', j)}, so it is written every time`,
  'save-renewed': () => say`the session has another ${term.sid('id')} than the one it began with`,
  'skip-uninitialized': (j) => say`the session is new, nothing was put into it, and ${flag('saveUninitialized', j)}`,
  'skip-unmodified': (j) => say`the session is the same as when it was loaded, and ${flag('resave', j)}`,
  'skip-already-saved': () => say`the ${term.handler('handler')} had saved it itself, and nothing changed after that`,

  'touch-unmodified': ({ answer }) =>
    answer
      ? say`the data did not change, so only ${term.touch('its time was moved on')}`
      : say`this ${term.store('store')} has no ${code(term.touch('touch'))}`,
  'touch-replaced-by-save': () => say`the save has ${term.touch('moved its time on')} already`,
  'touch-not-for-new': () => say`no ${term.cookie('cookie')} with the ${term.sid('id')} of this session came`,

  'destroy-by-handler': () => say`the ${term.handler('handler')} destroyed it`,
  'destroy-unset': () =>
    say`the ${term.handler('handler')} took ${code('req.session')} away, and ${code('unset')} is ${code('destroy')}`,
  'keep-unset': () => say`${code('req.session')} was gone in the end, but ${code('unset')} is ${code('keep')}`,
  'keep-alive': () => say`nothing asked for it`,

  'create-saved': () => say`it is new, and it was kept`,
  'create-regenerated': () =>
    say`the ${term.handler('handler')} asked for ${term.regenerate('a new id')}, and the session was saved under it`,
  'create-not-saved': () => say`it began empty, and was not kept`,
  'create-already-known': () => say`no session began with this request`,

  'cookie-new-modified': (j) =>
    say`the browser does not have this ${term.sid('id')} yet, and something was put into the session${besides(j)}`,
  'cookie-new-uninitialized': (j) =>
    say`the browser does not have this ${term.sid('id')} yet, and ${flag('saveUninitialized', j)}${besides(j)}`,
  'cookie-rolling': (j) => say`${flag('rolling', j)}, so it goes out with every answer${besides(j)}`,
  'cookie-expiry-moved': (j) =>
    say`the session changed, and its cookie has an end: the browser needs the new date${besides(j)}`,
  'cookie-withheld-uninitialized': (j) => say`the session is new and empty, and ${flag('saveUninitialized', j)}`,
  'cookie-withheld-unmodified': (j) => say`same ${term.sid('sid')}, ${flag('rolling', j)}, nothing modified`,
  'cookie-withheld-sent-once': (j) =>
    say`same ${term.sid('sid')}, ${flag('rolling', j)}, and the cookie has no end date: the cookie in the browser is still valid`,
  'cookie-withheld-insecure': (j) =>
    say`the cookie is ${code(term.secureCookie('Secure'))}, and this request came over plain http${besides(j)}`,

  'flask-null-session': () =>
    say`the app has no ${code(term.secret('SECRET_KEY'))}, so nothing can be ${term.signature('signed')}`,
  'flask-cookie-modified': () =>
    say`a key was set or removed, or the handler asked for it, so the whole session was ${term.signature('signed')}`,
  'flask-cookie-refreshed': (j) =>
    say`nothing was modified, but the session is ${term.permanent('permanent')} and ${flag('SESSION_REFRESH_EACH_REQUEST', j, 'refreshEachRequest')}`,
  'flask-cookie-withheld-unmodified': (j) =>
    j.inputs.isPermanent === true
      ? say`no key was set or removed, and ${flag('SESSION_REFRESH_EACH_REQUEST', j, 'refreshEachRequest')}`
      : say`no key was set or removed, and the session is not ${term.permanent('permanent')}`,
  'flask-cookie-deleted': () => say`the session was modified and is empty now, so its cookie is deleted`,
  'flask-cookie-withheld-empty': () => say`the session is empty and was not modified: there is nothing to send`,
};

/** The Story of one request: the lead in plain words, the picture's steps, and why it was decided so. */
export const story = {
  tab: 'Story',
  rules,

  /** Followed by a link to the entry. */
  origin: {
    set: (key: string, who: string) => say`${code(key)} was set by ${who} in`,
    removed: (key: string, who: string) => say`${code(key)} was removed by ${who} in`,
    edited: (key: string) => say`${code(key)} was edited in this window, in`,
  },

  lead: {
    none: (who: string) => say`${who} sent no ${term.cookie('session cookie')}`,
    found: (who: string) =>
      say`${who}'s ${term.cookie('cookie')} was ${good(term.signature('genuine'))}, so the server found the ${term.session('session')}`,
    foundData: (who: string) =>
      say`${who}'s ${term.cookie('cookie')} was ${good(term.signature('genuine'))}, so the server took the ${term.clientSide('data in it')} as the ${term.session('session')}`,
    borrowed: (who: string, owner: string) =>
      say`${who} sent ${alarm(`${owner}'s cookie`)}. It is ${term.signature('genuine')}, so the server took ${who} for ${owner}`,
    malformed: (who: string, reason: string) =>
      say`${who} sent ${alarm(term.forged('no valid session cookie'))} (${reason})`,
    'bad-signature': (who: string) =>
      say`The ${term.signature('signature')} of ${who}'s cookie ${alarm(term.forged('does not match'))}`,
    'unknown-sid': (who: string) =>
      say`${who}'s cookie was ${term.signature('genuine')}, but the ${term.store('store')} has ${alarm(term.refused('no such session'))}`,
    expired: (who: string, atMs: number) =>
      say`${who}'s cookie was ${term.signature('genuine')}, but its ${term.session('session')} ${alarm(term.expiry('expired'))} ${dayAndTime(atMs)}`,
    'from-the-future': (who: string, atMs: number) =>
      say`${who}'s ${term.cookie('cookie')} was ${term.signature('signed')} at a time that ${alarm('has not come yet')}, ${dayAndTime(atMs)}`,
    'wrong-engine': (who: string, name: string) =>
      say`${who} sent only ${code(name)}, which belongs to the other engine and was ignored`,
    unchecked: (who: string) =>
      say`${who}'s cookie was ${term.signature('genuine')}, but the ${term.store('store')} ${alarm('could not be read')}`,
    'not-observed': (who: string) => say`This file does not show how the server handled ${who}'s request`,
    'not-verifiable': (who: string) => say`How the app handled ${who}'s request is not visible from outside`,
    noKey: () =>
      say`The app has ${alarm(term.secret('no secret key'))}, so it can neither read nor ${term.signature('sign')} a ${term.session('session')}`,

    and: (opening: Phrase, deeds: Phrase) => say`${opening} and ${deeds}.`,
    unused: (opening: Phrase) => say`${opening}. The ${term.handler('handler')} did not use it.`,
    /** For an app whose reads are not visible. */
    unchanged: (opening: Phrase) => say`${opening}. The ${term.handler('handler')} did not change it.`,
    began: (opening: Phrase) => say`${opening}, so a new, empty ${term.session('session')} began.`,
    beganRefused: (opening: Phrase) =>
      say`${opening}, so the server went on ${term.refused('as if no cookie had come')}: with a new, empty ${term.session('session')}.`,
    full: (opening: Phrase) => say`${opening}.`,
    withoutSession: (opening: Phrase) => say`${opening}, so this request had no ${term.session('session')}.`,
    handler: (deeds: Phrase) => say`The ${term.handler('handler')} ${deeds}.`,
    handlerIdle: () => say`The ${term.handler('handler')} did not use it.`,
    handlerUnchanged: () => say`The ${term.handler('handler')} did not change it.`,
    noPage: () => say`No page of the site has this address.`,

    deed: {
      read: (keys: Phrase) => say`${term.get('read')} ${keys}`,
      missed: (keys: Phrase) => say`${term.get('looked for')} ${keys}, which was not there`,
      wrote: (keys: Phrase) => say`${term.set('wrote')} ${keys}`,
      wroteSame: (keys: Phrase) => say`${term.set('wrote')} ${keys} again`,
      changed: (keys: Phrase) => say`${term.set('changed')} ${keys}`,
      removed: (keys: Phrase) => say`${term.pop('removed')} ${keys}`,
      removedNone: (keys: Phrase) => say`${term.pop('tried to remove')} ${keys}, which was not there`,
      listed: () => say`${term.get('read')} all keys`,
      cleared: () => say`${term.pop('removed')} all keys`,
      regenerated: () => say`gave it ${strong(term.regenerate('a new id'))}`,
      signedAgain: () => say`had it ${strong(term.signature('signed again'))}`,
      destroyed: () => say`${strong(term.destroy('destroyed'))} it`,
      more: (n: number) => say`did ${plural(n, 'more thing')}`,
    },
    deedBetween: ', ',
    keyBetween: ', ',
    moreKeys: (n: number) => say`and ${count(n)} more`,
    deedLast: ' and ',
    sentenceBetween: ' ',

    aborted: (who: string) => say`${alarm(`${who} went away`)} before an answer was sent.`,
    cutOff: (who: string) => say`${alarm(`${who} went away`)} before the whole answer had left.`,
    threw: (status: string) => say`Then the handler ${alarm('failed')}, so the answer was ${status}.`,
    notSaved: (status: string, message: string) =>
      say`The client got its ${status}, but the session was ${alarm('not saved')}: ${message}. What changed is lost.`,
    notDeleted: (says: string) =>
      say`The page says “${says}”, but only the key is gone: ${strong('the session lives on')}.`,
    destroyed: () =>
      say`Its row is gone from the ${term.store('store')}. The browser still has its cookie, which ${strong('points to nothing')} now.`,
    destroyedNew: () =>
      say`It had never been stored, so nothing is left of it and ${strong(term.setCookie('no cookie was sent'))}.`,
    unset: () => say`The session was taken away, so ${strong(term.setCookie('no cookie was sent'))}.`,
    renewed: () =>
      say`The same data is kept under the new ${term.sid('id')}: ${strong(term.setCookie('a new cookie was sent'))}, and the old cookie is no longer valid.`,
    renewedOther: () =>
      say`The session went on with other data under the new ${term.sid('id')}: ${strong(term.setCookie('a new cookie was sent'))}, and the old cookie is no longer valid.`,
    insecure: () =>
      say`The cookie is ${code(term.secureCookie('Secure'))} and this was plain http, so it was ${alarm('withheld')}: the browser will never find this session again.`,
    silent: (keys: Phrase) =>
      say`${keys} was changed inside a list or an object, which Flask does not notice: no cookie was sent, and ${alarm('the change is lost')}.`,
    notKept: (who: string, reason: string) => say`${alarm(`${who}'s browser does not keep it.`)} ${reason}`,
    sameValue: () => say`The value did not change, so ${strong(term.setCookie('no new cookie was sent'))}.`,
    ending: {
      'cookie-new-modified': () =>
        say`So the session was ${term.store('saved')}, and ${strong(term.setCookie('a cookie with its id was sent'))}.`,
      'cookie-new-uninitialized': () =>
        say`${code(term.saveUninitialized('saveUninitialized'))} is on, so even the empty session was saved, and ${strong(term.setCookie('a cookie was sent'))}.`,
      'cookie-rolling': () =>
        say`${code(term.rolling('rolling'))} is on, so ${strong(term.setCookie('the cookie was sent again'))}, as with every answer.`,
      'cookie-expiry-moved': () =>
        say`The change was ${term.store('saved')}, and ${strong(term.setCookie('the cookie was sent again'))} with its new end.`,
      'cookie-withheld-uninitialized': () =>
        say`Nothing was put into it, so it was discarded and ${strong(term.setCookie('no cookie was sent'))}.`,
      'cookie-withheld-unmodified': () => say`Nothing changed, so ${strong(term.setCookie('no new cookie was sent'))}.`,
      'cookie-withheld-sent-once': () =>
        say`The change was ${term.store('saved')}. The cookie holds only the ${term.sid('id')}, which is the same, so ${strong(term.setCookie('no new cookie was sent'))}.`,
      'flask-null-session': () => say`${strong(term.setCookie('No cookie was sent'))}.`,
      'flask-cookie-modified': () =>
        say`So the whole session was ${term.signature('signed')} and ${strong(term.setCookie('sent as a new cookie'))}.`,
      'flask-cookie-refreshed': () =>
        say`Nothing changed, but a ${term.permanent('permanent session')} is ${strong(term.setCookie('sent again'))} with every answer.`,
      'flask-cookie-withheld-unmodified': () =>
        say`Nothing changed, so ${strong(term.setCookie('no cookie was sent'))}: the browser keeps the one it has.`,
      'flask-cookie-deleted': () =>
        say`The session is empty now, so the browser was told to ${strong(term.setCookie('delete its cookie'))}.`,
      'flask-cookie-withheld-empty': () =>
        say`There is nothing to keep, so ${strong(term.setCookie('no cookie was sent'))}.`,
    },
  },

  picture: 'What happened, step by step',
  pictureHint: 'Arrow keys move between the steps; Enter shows a long one whole.',
  meaningHint: 'Press to see what this word means.',
  ms: 'ms',
  atMs: (ms: string) => `At ${ms} ms, `,
  browserOf: (who: string) => `${who}'s browser`,
  server: 'Server',
  store: 'Store',
  path: (from: string, to: string) => `${from} to ${to}: `,
  place: (at: string) => `${at}: `,
  showAll: (n: number) => `Show all ${plural(n, 'step')}`,

  step: {
    request: (target: string, hasCookie: boolean) =>
      hasCookie ? say`${code(target)} + cookie` : say`${code(target)}, ${strong('no cookie')}`,
    genuine: (secret: number) => say`✓ genuine, secret ${count(secret)}`,
    refused: (reason: string) => say`✕ ${reason}`,
    noCookie: () => say`no cookie to check`,
    otherEngine: (name: string) => say`${code(name)} is the other engine's: ignored`,
    fromCookie: (data: string) => say`from the cookie: ${code(data)}`,
    call: (op: string, sid: string, took: string) => say`${op} ${code(sid)} · ${took}`,
    microseconds: (n: number) => `${count(n)} µs`,
    waited: (ms: string) => `${ms} ms`,
    callFailed: (op: string, message: string) => say`✕ ${op} failed: ${message}`,
    loaded: (data: string) => say`${code(data)}`,
    notFound: () => say`no such session`,
    expiredRow: (atMs: number) => say`expired ${dayAndTime(atMs)}`,
    failed: (message: string) => say`✕ ${message}`,
    began: () => say`a new, empty session`,
    forgotten: () => say`the new session is discarded`,
    read: (mark: string, key: string, value: string) => say`${mark} get ${key} → ${code(value)}`,
    missed: (mark: string, key: string) => say`${mark} get ${key}: not there`,
    wrote: (mark: string, key: string, value: string) => say`${mark} set ${key} = ${code(value)}`,
    wroteSame: (mark: string, key: string) => say`${mark} set ${key}: same value`,
    popped: (mark: string, key: string, value: string) => say`${mark} pop ${key} → ${code(value)}`,
    poppedNone: (mark: string, key: string) => say`${mark} pop ${key}: was not there`,
    listed: (mark: string) => say`${mark} read all keys`,
    cleared: (mark: string) => say`${mark} removed all keys`,
    regenerated: (mark: string, sid: string | null) =>
      sid === null ? say`${mark} signed again` : say`${mark} new id ${code(sid)}`,
    destroyed: (mark: string) => say`${mark} session destroyed`,
    handlerFailed: (message: string) => say`✕ the handler failed: ${message}`,
    sessionFailed: (message: string) => say`✕ ${message}`,
    answer: (status: string) => say`${status}`,
    answerCookie: (status: string) => say`${status}, ${strong('Set-Cookie')}`,
    answerDeletes: (status: string) => say`${status}, ${strong('Set-Cookie deletes it')}`,
    answerBare: (status: string) => say`${status}, ${strong('no Set-Cookie')}`,
    left: (who: string) => say`✕ ${who} went away`,
    refusesCookie: () => say`✕ the cookie is refused`,
    holds: (data: string) => say`now holds ${code(data)}`,
    holdsNone: () => say`cookie deleted`,
  },
  valueCut: (text: string, length: number) => `${text}… (${count(length)} characters; the Session tab shows them all)`,

  why: 'Why',
  whyColumns: { answer: 'Answer', question: 'Question', rule: 'Rule' },
  noDecision: 'No session engine handled this request.',
  question: {
    created: 'Created?',
    saved: 'Saved?',
    touched: 'Touched?',
    destroyed: 'Destroyed?',
    'set-cookie': 'Set-Cookie?',
  },
  yes: 'yes',
  no: 'no',
  sent: 'sent',
  withheld: 'withheld',
  inputs: 'Show the input of each rule',
  ruleName: 'rule',
};

/** The words of a Story in any language. */
export type StoryStrings = AnyLanguage<typeof story>;

type Sentence = (judgment: Judgment) => Phrase;

const flag = (option: string, { inputs }: Judgment, input = option): Phrase =>
  say`${optionName(option)} is ${inputs[input] === true ? 'on' : 'off'}`;

/** An additional remark on the rule that sent or withheld a cookie. Empty for most rules. */
const besides = ({ inputs }: Judgment): Phrase => {
  const { optionsOfSession, forwardedProto } = inputs;
  const options =
    typeof optionsOfSession === 'string'
      ? say`. These options are from the time when the session began: ${code(optionsOfSession)}. express-session keeps the options of the cookie in the session, so changed options apply to new sessions only`
      : [];
  const proxy =
    typeof forwardedProto === 'string'
      ? say`. The ${code(`X-Forwarded-Proto: ${forwardedProto}`)} that came does not count, because the app does not trust a proxy (${code('trust proxy')})`
      : [];
  return [...options, ...proxy];
};

/** The card of the cookies that were expected with a request. */
export const expectedCard = {
  title: 'Cookies that were expected',
  columns: { name: 'Name', came: 'Came', why: 'Why' },
  came: 'yes',
  missing: 'no',
  setBy: (row: number) => say`set by ${rowRef(row)}`,
  setBefore: () => say`no row of this log has set it in this client`,
  unexpected: 'not expected',
  differs: 'the client did otherwise than browsers do',
  ofOtherSites: (n: number) => `${count(n)} of other sites`,
};
export type ExpectedCardStrings = typeof expectedCard;
