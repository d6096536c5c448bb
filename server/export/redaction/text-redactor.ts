import { boundedMemo } from './bounded-map.ts';
import { secretsInCookieHeader, secretsInCookieValue, secretsInSetCookie } from './cookie-secrets.ts';
import { detached } from './detached.ts';
import type { TextRole } from './entry-text.ts';
import { secretsHeldBy, secretsInCookieNames } from './held-secrets.ts';
import { type IsKnownSid, KnownSecrets } from './known-secrets.ts';
import { secretsInNamedValue, secretsInText, secretsInWholeValue } from './named-secrets.ts';
import { secretsInProtocols } from './protocol-secrets.ts';
import { createPseudonyms } from './pseudonym.ts';
import { replaceRanges, type SecretRange } from './secret-range.ts';
import { isPossibleHeader, isSensitiveHeader, type Secrecy } from './sensitive-name.ts';
import { TextMemory } from './text-memory.ts';
import { type Reading, readingsOf } from './text-reading.ts';

export interface RedactorOptions {
  /** Whether the store or the log knows a session of this id. */
  readonly isKnownSid: IsKnownSid;
  /** The signing secrets. */
  readonly signingSecrets: readonly string[];
  /** Where two redactors are to use the same pseudonyms; absent, nobody else has them. */
  readonly pseudonymKey?: Uint8Array | undefined;
  /** How many texts to look for are kept in mind; absent: see MOST_SECRETS. */
  readonly mostSecrets?: number | undefined;
}

/** Of each half of the memory: a session has a handful of texts, so a thousand sessions and more can take turns. */
const MEMORY = { texts: 10_000, characters: 4 * 1024 * 1024, longest: 2_048 } as const;
const NONE: readonly string[] = [];
const NO_RANGES: readonly SecretRange[] = [];
const PROTOCOLS = /^sec-websocket-protocol$/i;

/**
 * Replaces the secrets in single texts. First it is shown every text, and collects the secrets of them by their place;
 * from then on it finds each of them in all texts.
 */
export class TextRedactor {
  readonly #pseudonymize;
  readonly #placeOfHeader = boundedMemo(placeOfHeader, 500);
  readonly #known: KnownSecrets;
  /** What is secret in texts by its place: of a short log it need not be found out again. */
  readonly #byPlace = new TextMemory<readonly SecretRange[]>(MEMORY);
  #replaced = new TextMemory<string>(MEMORY);

  constructor({ isKnownSid, signingSecrets, pseudonymKey, mostSecrets }: RedactorOptions) {
    this.#pseudonymize = createPseudonyms(pseudonymKey);
    this.#known = new KnownSecrets(isKnownSid, signingSecrets, mostSecrets);
  }

  /** How many secrets could not be kept in mind, since there were too many: they are replaced in their places only. */
  get left(): number {
    return this.#known.left;
  }

  /** Notes the secrets of a text by their place in it. */
  collect(text: string, role: TextRole): void {
    const place = this.#placeOf(role);
    if (this.#byPlace.get(place, text) !== undefined) return;
    const own = detached(text);
    const ranges = secretsByPlace(own, role, place, () => readingsOf(own));
    this.#byPlace.set(place, own, ranges.length === 0 ? NO_RANGES : ranges);
    for (const range of ranges) this.#remember(range);
  }

  /** The text without any secret that was collected, or stands in the place of one. */
  replaced(text: string, role: TextRole): string {
    const place = this.#placeOf(role);
    const known = this.#replaced.get(place, text);
    if (known !== undefined) return known;
    const own = detached(text);
    const replaced = replaceRanges(own, this.#rangesIn(own, role, place), this.#pseudonymize);
    this.#replaced.set(place, own, replaced);
    return replaced;
  }

  /** To be told when texts are collected after others were replaced: there may be secrets in those. */
  forgetReplaced(): void {
    this.#replaced = new TextMemory(MEMORY);
  }

  #rangesIn(text: string, role: TextRole, place: string): SecretRange[] {
    let read: readonly Reading[] | null = null;
    const readings = () => (read ??= readingsOf(text));
    const found = this.#byPlace.get(place, text) ?? secretsByPlace(text, role, place, readings);
    const byPlace = found.map((range) =>
      range.isLocal === true ? range : { ...range, kind: this.#known.kindOf(range.secret) ?? range.kind },
    );
    return isAllSecret(text, byPlace) ? byPlace : [...byPlace, ...this.#known.find(readings())];
  }

  /** What is to be known of a secret that stands in its place: itself, and the secrets that it holds. */
  #remember({ secret, kind, isLocal }: SecretRange): void {
    if (isLocal === true) return;
    if (kind === 'sid' || this.#known.isSid(secret)) {
      this.#known.remember(secret, 'sid');
      return;
    }
    this.#known.remember(secret, this.#known.isSigningSecret(secret) ? 'secret' : kind);
    const held = kind === 'signature' || kind === 'token' ? NONE : secretsHeldBy(secret);
    for (const each of held) this.#known.remember(each, 'value');
  }

  /** Texts in places that are alike are looked at once. */
  #placeOf(role: TextRole): string {
    if (role.is === 'value') return role.secrecy === 'none' ? 'text' : VALUE_PLACES[role.secrecy];
    return role.is === 'header' ? this.#placeOfHeader(role.name) : role.is;
  }
}

const VALUE_PLACES = { certain: 'value, certain', likely: 'value, likely', possible: 'value, possible' } as const;

/**
 * Whether it is replaced as a whole because of where it stands: what else may be found in it makes no difference
 * then.
 */
function isAllSecret(text: string, [range]: readonly SecretRange[]): boolean {
  return range !== undefined && range.start === 0 && range.end === text.length;
}

/** Only what the name of a header says of its value matters, not the name. */
function placeOfHeader(name: string): string {
  if (PROTOCOLS.test(name)) return 'protocols';
  if (isSensitiveHeader(name)) return 'header';
  return isPossibleHeader(name) ? VALUE_PLACES.possible : 'text';
}

/** Where a text stands decides what in it is secret. */
function secretsByPlace(
  text: string,
  role: TextRole,
  place: string,
  read: () => readonly Reading[],
): readonly SecretRange[] {
  switch (role.is) {
    case 'sid':
      return [{ start: 0, end: text.length, kind: 'sid', secret: text }];
    case 'cookie-value':
      return secretsInCookieValue(text);
    case 'cookie-header':
      return [...secretsInCookieHeader(text), ...secretsInCookieNames(text)];
    case 'set-cookie':
      return [...secretsInSetCookie(text), ...secretsInCookieNames(text)];
    case 'header':
      if (place === 'header') return secretsInWholeValue(text, 'header');
      if (place === VALUE_PLACES.possible) return secretsUnderName(text, 'possible', read);
      return place === 'protocols' ? [...secretsInProtocols(text), ...secretsInText(read())] : secretsInText(read());
    case 'value':
      return secretsUnderName(text, role.secrecy, read);
    case 'text':
      return secretsInText(read());
  }
}

/** All of the value, or what is secret in it as in any text. */
function secretsUnderName(text: string, secrecy: Secrecy, read: () => readonly Reading[]): readonly SecretRange[] {
  const whole = secretsInNamedValue(text, secrecy);
  return whole.length > 0 ? whole : secretsInText(read());
}
