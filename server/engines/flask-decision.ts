import type { Judgment } from '../contract/decision.ts';
import type { ClientSideOptions } from '../contract/engine-options.ts';

/** The facts on which Flask decides before a response is sent. */
export interface FlaskFacts {
  readonly options: Pick<ClientSideOptions, 'hasSecret' | 'refreshEachRequest'>;
  /** The request had a genuine cookie with data. */
  readonly wasOpened: boolean;
  /** A key was set, or an existing key was removed. A change inside a nested value does not count. */
  readonly isModified: boolean;
  readonly isEmpty: boolean;
  /** The data contains `_permanent: true`. */
  readonly isPermanent: boolean;
}

/** The effect of a response on the session cookie. */
export type FlaskCookieAction = 'send' | 'delete' | 'nothing';

/**
 * Names the rule by which Flask sends, deletes or withholds the session cookie, from recorded facts alone. The engine
 * follows it, so the explanation in the window is always true. Source: flask/sessions.py,
 * SecureCookieSessionInterface.save_session and should_set_cookie; NullSession is never saved.
 */
export function decideFlask(facts: FlaskFacts): { action: FlaskCookieAction; judgments: Judgment[] } {
  const { action, rule } = cookieRule(facts);
  const inputs = {
    isModified: facts.isModified,
    isEmpty: facts.isEmpty,
    isPermanent: facts.isPermanent,
    refreshEachRequest: facts.options.refreshEachRequest,
    hasSecret: facts.options.hasSecret,
  };
  const isCreated = action === 'send' && !facts.wasOpened;
  return {
    action,
    judgments: [
      {
        question: 'created',
        answer: isCreated,
        rule: isCreated ? 'create-saved' : createRule(facts, action),
        inputs: {},
      },
      {
        question: 'destroyed',
        answer: action === 'delete',
        rule: action === 'delete' ? rule : 'keep-alive',
        inputs: {},
      },
      { question: 'set-cookie', answer: action !== 'nothing', rule, inputs },
    ],
  };
}

function cookieRule(facts: FlaskFacts): { action: FlaskCookieAction; rule: Judgment['rule'] } {
  if (!facts.options.hasSecret) return { action: 'nothing', rule: 'flask-null-session' };
  if (facts.isEmpty) {
    return facts.isModified
      ? { action: 'delete', rule: 'flask-cookie-deleted' }
      : { action: 'nothing', rule: 'flask-cookie-withheld-empty' };
  }
  if (facts.isModified) return { action: 'send', rule: 'flask-cookie-modified' };
  if (facts.isPermanent && facts.options.refreshEachRequest) return { action: 'send', rule: 'flask-cookie-refreshed' };
  return { action: 'nothing', rule: 'flask-cookie-withheld-unmodified' };
}

function createRule(facts: FlaskFacts, action: FlaskCookieAction): Judgment['rule'] {
  if (!facts.options.hasSecret) return 'flask-null-session';
  return facts.wasOpened || action === 'delete' ? 'create-already-known' : 'create-not-saved';
}
