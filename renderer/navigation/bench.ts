/**
 * What lies on the bench: the cookie to look at and the secrets to try. Kept while the page is open, so that it is
 * still there after a look at another view; never written anywhere, because it holds secrets.
 */
import { useSyncExternalStore } from 'react';
import type { CookieFormat } from '../../server/contract/decoded-cookie.ts';

/** Where the cookie came from, if it was not pasted. */
export type Origin =
  | { readonly kind: 'request'; readonly id: number }
  | { readonly kind: 'actor'; readonly name: string }
  | { readonly kind: 'example' | 'signed' | 'changed' };

export interface Bench {
  /** As pasted: a value, a pair, or a header. */
  readonly text: string;
  /** The cookie to look at, where the text has several, or the name of a bare value. */
  readonly name: string | null;
  readonly origin: Origin | null;
  /** Null: recognise it. */
  readonly format: CookieFormat | null;
  readonly secrets: readonly string[];
  readonly usesSiteSecrets: boolean;
  readonly checksWeakSecrets: boolean;
}

let bench: Bench = {
  text: '',
  name: null,
  origin: null,
  format: null,
  secrets: [],
  usesSiteSecrets: true,
  checksWeakSecrets: true,
};
const listeners = new Set<() => void>();

export function useBench(): Bench {
  return useSyncExternalStore(subscribe, () => bench);
}

export function changeBench(change: Partial<Bench>): void {
  bench = { ...bench, ...change };
  for (const listener of listeners) listener();
}

/** Puts another cookie on the bench; the secrets stay. */
export function putOnBench(text: string, origin: Origin | null, name: string | null = null): void {
  changeBench({ text, origin, name, format: null });
}

/** Puts a secret to those of the bench, unless it is there already. */
export function addSecret(secret: string): void {
  if (!bench.secrets.includes(secret)) changeBench({ secrets: [...bench.secrets, secret] });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
