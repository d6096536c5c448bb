import { expect } from 'vitest';
import type { Reply } from '../../../support/http.ts';
import type { Trial } from './trial.ts';

/** A behaviour of express-session: what it is, in a sentence, and how it is tried. */
export type Behaviours = Readonly<Record<string, (trial: Trial) => unknown>>;

/** A session cookie of an answer, as its Set-Cookie line says. */
export interface SentCookie {
  readonly value: string;
  /** By name in lower case; true for an attribute without a value. */
  readonly attributes: Readonly<Record<string, string | true>>;
}

/** The cookie of this name in an answer; null if none was sent. */
export function sentCookie(reply: Reply, name = 'connect.sid'): SentCookie | null {
  const line = reply.setCookies.find((one) => one.startsWith(`${name}=`));
  if (line === undefined) return null;
  const [pair = '', ...parts] = line.split('; ');
  const attributes = parts.map((part) => {
    const at = part.indexOf('=');
    return at === -1 ? [part.toLowerCase(), true] : [part.slice(0, at).toLowerCase(), part.slice(at + 1)];
  });
  return { value: pair.slice(name.length + 1), attributes: Object.fromEntries(attributes) };
}

/** The cookie of an answer that must have one. */
export function cookieIn(reply: Reply, name?: string): SentCookie {
  const sent = sentCookie(reply, name);
  expect(sent, `the answer has no cookie: ${reply.status} ${reply.body}`).not.toBeNull();
  return sent as SentCookie;
}

export function attributesIn(reply: Reply): SentCookie['attributes'] {
  return cookieIn(reply).attributes;
}

/** The session id in a signed cookie: `s:SID.SIGNATURE`, percent-encoded. */
export function sidIn(reply: Reply, name?: string): string {
  const value = decodeURIComponent(cookieIn(reply, name).value);
  return value.slice(2, value.lastIndexOf('.'));
}

/** A number under a key of the session, which a handler counts up. */
export function countUp(session: Record<string, unknown>, key = 'count'): number {
  const next = Number(session[key] ?? 0) + 1;
  session[key] = next;
  return next;
}
