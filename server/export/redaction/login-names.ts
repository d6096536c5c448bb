import { type Secrecy, secrecyOf } from './sensitive-name.ts';

/** Names that are a password only in the form of a login: `p`, and `p2` for its repetition. */
const ONE_LETTER = /^p\d?$/i;
/** A field for the name of a user beside it, in a query, a form or an object. */
const USER_FIELD =
  /(?:^|[?&;,{\s"'])["']?(?:u|un|usr|user|uname|user_?name|login|logon|log|e-?mail|account)["']?\s{0,4}[=:]/i;
const LOGIN_PATH = /\/(?:log[-_]?[io]n|sign[-_]?in|authenticate|session\/new)(?:[/?#.;]|$)/i;

/**
 * The secrecy of values of one text by their names and by the text around them: the password of `?u=bob&p=…` and of
 * `/login?p=…` has a name that elsewhere is a page or a price. A number of up to three digits stays. The text is
 * searched for a login at most once, for any number of names.
 */
export function secrecyWithinText(text: string): (name: string) => Secrecy {
  let isLogin: boolean | null = null;
  return (name) => {
    const secrecy = secrecyOf(name);
    if (secrecy !== 'none' || !ONE_LETTER.test(name)) return secrecy;
    isLogin ??= USER_FIELD.test(text) || LOGIN_PATH.test(text);
    return isLogin ? 'likely' : 'none';
  };
}
