import type { ActorRef } from '../../contract/actor.ts';
import type { CookieRefusal } from '../../contract/http/cookie-refusal.ts';
import { domain, type MapText, text } from './text-role.ts';

/** The sender of a request. Its kind is a word of the contract. */
export function mapActor({ id, name, kind }: ActorRef, map: MapText): ActorRef {
  return { id: map(id, text), name: map(name, text), kind };
}

/** Every text of a value, at any depth. Its member names are defined by this app. */
export function mapTexts(value: unknown, map: MapText): unknown {
  if (typeof value === 'string') return map(value, text);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mapTexts(each, map)]));
}

/** The refusal of a cookie by a browser, with the names of hosts in it. */
export function mapCookieRefusal(refusal: CookieRefusal, map: MapText): CookieRefusal {
  return 'domain' in refusal
    ? { ...refusal, domain: map(refusal.domain, domain), host: map(refusal.host, text) }
    : refusal;
}
