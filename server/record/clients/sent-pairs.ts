import type { Sending } from '../../contract/http/jar/outcomes.ts';
import type { StoredCookie } from '../../contract/http/jar/stored-cookie.ts';
import { sameValue } from './same-value.ts';
import type { SentPair } from './seen-request.ts';

/** The number of cookies that the model and the client disagree about: sent by one of them only. */
export function differences({ sent, withheld }: Sending, pairs: readonly SentPair[]): number {
  const has = ({ name, value }: StoredCookie) =>
    pairs.some((pair) => pair.name === name && sameValue(pair.value, value));
  return sent.filter((cookie) => !has(cookie)).length + withheld.filter(({ cookie }) => has(cookie)).length;
}

/** Removes and returns the pair of this cookie with the same value. Null if `open` has none. */
export function takePair(open: SentPair[], { name, value }: StoredCookie): SentPair | null {
  return take(open, (pair) => pair.name === name && sameValue(pair.value, value));
}

/** Removes and returns the first pair with this name. Null if `open` has none. */
export function takeNamed(open: SentPair[], name: string): SentPair | null {
  return take(open, (pair) => pair.name === name);
}

function take(open: SentPair[], isMeant: (pair: SentPair) => boolean): SentPair | null {
  const place = open.findIndex(isMeant);
  return place === -1 ? null : (open.splice(place, 1)[0] ?? null);
}
