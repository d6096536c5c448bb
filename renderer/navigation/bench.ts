/**
 * The input of the Cookies view: the cookie to decode and the secrets to try. Kept while the page is open, so that it
 * survives a change of the view; never saved, because it contains secrets.
 */
import { useSyncExternalStore } from 'react';
import type { CookieFormat } from '../../server/contract/cookie-format.ts';
import { createValue } from '../model/value.ts';

/** Where the cookie came from, if it was not pasted. */
export type Origin =
  | { readonly kind: 'request'; readonly id: number }
  | { readonly kind: 'actor'; readonly name: string }
  | { readonly kind: 'example' | 'signed' | 'changed' };

export interface Bench {
  /** As pasted: a value, a pair, or a header. */
  readonly text: string;
  /** The cookie to decode if the text has several, or the name of a bare value. */
  readonly name: string | null;
  readonly origin: Origin | null;
  /** Null if the format is recognised. */
  readonly format: CookieFormat | null;
  readonly secrets: readonly string[];
  readonly usesSiteSecrets: boolean;
  readonly checksWeakSecrets: boolean;
}

const bench = createValue<Bench>({
  text: '',
  name: null,
  origin: null,
  format: null,
  secrets: [],
  usesSiteSecrets: true,
  checksWeakSecrets: true,
});

export function useBench(): Bench {
  return useSyncExternalStore(bench.subscribe, bench.get);
}

export function changeBench(change: Partial<Bench>): void {
  bench.set({ ...bench.get(), ...change });
}

/** Replaces the cookie; the secrets stay. */
export function putOnBench(text: string, origin: Origin | null, name: string | null = null): void {
  changeBench({ text, origin, name, format: null });
}

/** Adds a secret, unless it is there already. */
export function addSecret(secret: string): void {
  const { secrets } = bench.get();
  if (!secrets.includes(secret)) changeBench({ secrets: [...secrets, secret] });
}
