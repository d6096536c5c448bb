import type { Judgment, Rule } from '../../../server/contract/decision.ts';
import { code, optionName, type Phrase, say, term } from '../text/phrase.ts';

type Sentence = (judgment: Judgment) => Phrase;

const flag = (option: string, { inputs }: Judgment, input = option): Phrase =>
  say`${optionName(option)} is ${inputs[input] === true ? 'on' : 'off'}`;

/** An additional remark on the rule that sent or withheld a cookie. Empty for most rules. */
const besides = ({ inputs }: Judgment): Phrase => {
  const { optionsOfSession, forwardedProto } = inputs;
  const options =
    typeof optionsOfSession === 'string'
      ? say`. It has this session's own ${code(optionsOfSession)}: express-session keeps a cookie's options in the session, so changed options hold for new sessions only`
      : [];
  const proxy =
    typeof forwardedProto === 'string'
      ? say`. The ${code(`X-Forwarded-Proto: ${forwardedProto}`)} that came does not count, because the app does not trust a proxy (${code('trust proxy')})`
      : [];
  return [...options, ...proxy];
};

/** Why a question about the session got its answer. Each sentence continues after "yes:" or "no:". */
export const rules: Record<Rule, Sentence> = {
  'no-session': () => say`there was no ${term.session('session')} at that moment`,
  'session-destroyed': () => say`the ${term.handler('handler')} had ${term.destroy('destroyed')} the session`,
  'session-set-to-null': () => say`the ${term.handler('handler')} had set ${code('req.session')} to null`,
  'store-failed': () => say`the ${term.store('store')} could not be asked`,

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
  'create-not-saved': () => say`it began empty, and nothing of it was kept`,
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
    say`same ${term.sid('sid')}, ${flag('rolling', j)}, and the cookie has no end date: the one the browser has still holds`,
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
