import { COOKIE_FORMAT_FACTS, type CookieFormat } from '../../contract/cookie-format.ts';
import { nameSays } from '../session-name.ts';
import type { CookieText } from './format.ts';
import { recogniseCookie } from './registry.ts';

/** Below this a format is a guess. */
const CERTAIN = 0.95;
const POSSIBLE = 0.3;

/** The evidence that a cookie is the session cookie. Of two cookies, the one with the higher claim is more likely. */
export interface SessionClaim {
  /** From {@link LEAST_CLAIM} on, name and form are those of a session. 0 if no format was recognised. */
  readonly claim: number;
  /** The format of the cookie. Null if none fits. */
  readonly format: CookieFormat | null;
  /** Whether the cookie carries the id of a session rather than its data. */
  readonly isId: boolean;
}

/** With a lower claim it is a guess that a cookie is a session's. */
export const LEAST_CLAIM = 1;
/** The claim of a JSON Web Token with a neutral name. */
export const TOKEN_CLAIM = LEAST_CLAIM;

/**
 * Weighs the name and the form of a cookie together. In descending order: the name and the form of a session; the form
 * alone; the name, with the form of a random id; a JSON Web Token; any other recognised format; a name that belongs to
 * something else, such as a CSRF token.
 */
export function sessionClaimOf(cookie: CookieText): SessionClaim {
  const { name } = cookie;
  if (cookie.rawValue === '' || isSignatureOfAnother(cookie)) return { claim: 0, format: null, isId: false };
  const says = name === null ? 'nothing' : nameSays(name);
  const candidates = recogniseCookie(cookie);
  const fitting = says === 'session' ? candidates.find(({ format, confidence }) => isUsable(format, confidence)) : null;
  const { format, confidence } = fitting ?? candidates[0] ?? { format: null, confidence: 0 };
  if (format === null) return { claim: 0, format, isId: false };
  const kind = COOKIE_FORMAT_FACTS[format].role;
  const isId = kind === 'id' || format === 'opaque-id';
  if (says === 'other') return { claim: confidence / 10, format, isId };
  if (says === 'session' && kind === 'token') return { claim: 4, format, isId };
  if (kind === 'token') return { claim: confidence < CERTAIN ? confidence : TOKEN_CLAIM, format, isId };
  const isCertain = kind !== 'any' && confidence >= CERTAIN;
  if (says === 'session' && fitting) return { claim: (isCertain ? 4 : 2) + confidence, format, isId };
  return { claim: (isCertain ? 3 : 0) + confidence * (isCertain ? 0.99 : 0.9), format, isId };
}

/** Whether a cookie with a session's name can be read as one. */
function isUsable(format: CookieFormat, confidence: number): boolean {
  return confidence >= POSSIBLE && (COOKIE_FORMAT_FACTS[format].role !== 'any' || format === 'opaque-id');
}

/** A `.sig` cookie belongs to another cookie, which is the relevant one. */
function isSignatureOfAnother({ name, others }: CookieText): boolean {
  return name?.endsWith('.sig') === true && others.has(name.slice(0, -4));
}
