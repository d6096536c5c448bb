import { boundedMemo } from './bounded-map.ts';
import { secretsInCookieHeader, secretsInCookieValue, secretsInDomain, secretsInSetCookie } from './cookie-secrets.ts';
import { detached } from './detached.ts';
import { secretsHeldBy, secretsInCookieNames } from './held-secrets.ts';
import { type IsKnownSid, KnownSecrets } from './known-secrets.ts';
import { secretsInNamedValue, secretsInText, secretsInWholeValue } from './named-secrets.ts';
import { secretsInProtocols } from './protocol-secrets.ts';
import { createPseudonyms } from './pseudonym.ts';
import { replaceRanges, type SecretRange } from './secret-range.ts';
import { isPossibleHeader, isSensitiveHeader, type Secrecy } from './sensitive-name.ts';
import { TextMemory } from './text-memory.ts';
import { type Reading, readingsOf } from './text-reading.ts';
import type { TextRole } from './text-role.ts';
import { secretsByForm } from './token-forms.ts';

export interface RedactorOptions {
  /** Whether the store or the log has a session with this id. */
  readonly isKnownSid: IsKnownSid;
  /** The signing secrets. */
  readonly signingSecrets: readonly string[];
  /** The key, if two redactors must use the same pseudonyms. If absent, the pseudonyms are unique to this redactor. */
  readonly pseudonymKey?: Uint8Array | undefined;
  /** The maximum number of texts that are searched for. MOST_SECRETS if absent. */
  readonly mostSecrets?: number | undefined;
}

/**
 * The limits of each half of the cache. A session has a handful of texts, so more than a thousand active sessions fit.
 */
const MEMORY = { texts: 10_000, characters: 4 * 1024 * 1024, longest: 2_048 } as const;
const NONE: readonly string[] = [];
const NO_RANGES: readonly SecretRange[] = [];
const PROTOCOLS = /^sec-websocket-protocol$/i;

/**
 * Replaces the secrets in single texts. First it reads every text and collects the secrets by their position.
 * Afterwards it finds each of them in all texts.
 */
export class TextRedactor {
  readonly #pseudonymize;
  readonly #placeOfHeader = boundedMemo(placeOfHeader, 500);
  readonly #known: KnownSecrets;
  /** The secrets of texts by their position. For a short log, they are computed once for collecting and replacing. */
  readonly #byPlace = new TextMemory<readonly SecretRange[]>(MEMORY);
  #replaced = new TextMemory<string>(MEMORY);

  constructor({ isKnownSid, signingSecrets, pseudonymKey, mostSecrets }: RedactorOptions) {
    this.#pseudonymize = createPseudonyms(pseudonymKey);
    this.#known = new KnownSecrets(isKnownSid, signingSecrets, mostSecrets);
  }

  /**
   * The number of secrets that could not be remembered because there were too many. They are replaced only in fields
   * known to contain a secret.
   */
  get left(): number {
    return this.#known.left;
  }

  /** Collects the secrets of a text by their position in it. */
  collect(text: string, role: TextRole): void {
    const place = this.#placeOf(role);
    if (this.#byPlace.get(place, text) !== undefined) return;
    const own = detached(text);
    const ranges = secretsByPlace(own, role, place, () => readingsOf(own));
    this.#byPlace.set(place, own, ranges.length === 0 ? NO_RANGES : ranges);
    for (const range of ranges) this.#remember(range);
  }

  /** The text without any collected secret, and without any text in the position of a secret. */
  replaced(text: string, role: TextRole): string {
    const place = this.#placeOf(role);
    const known = this.#replaced.get(place, text);
    if (known !== undefined) return known;
    const own = detached(text);
    const replaced = replaceRanges(own, this.#rangesIn(own, role, place), this.#pseudonymize);
    this.#replaced.set(place, own, replaced);
    return replaced;
  }

  /**
   * Must be called if texts are collected after others were replaced, because cached results may contain the new
   * secrets.
   */
  forgetReplaced(): void {
    this.#replaced = new TextMemory(MEMORY);
  }

  #rangesIn(text: string, role: TextRole, place: string): SecretRange[] {
    let read: readonly Reading[] | null = null;
    const readings = () => (read ??= readingsOf(text));
    const found = this.#byPlace.get(place, text) ?? secretsByPlace(text, role, place, readings);
    const byPlace = found.map((range) =>
      range.isLocal === true || range.kind === 'host'
        ? range
        : { ...range, kind: this.#known.kindOf(range.secret) ?? range.kind },
    );
    return isAllSecret(text, byPlace) ? byPlace : [...byPlace, ...this.#known.find(readings())];
  }

  /** Remembers a secret and the secrets inside it. */
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

  /** A key for the cache. Positions that are treated alike have the same key. */
  #placeOf(role: TextRole): string {
    if (role.is === 'value') return role.secrecy === 'none' ? 'text' : VALUE_PLACES[role.secrecy];
    return role.is === 'header' ? this.#placeOfHeader(role.name) : role.is;
  }
}

const VALUE_PLACES = { certain: 'value, certain', likely: 'value, likely', possible: 'value, possible' } as const;

/** Whether the whole text is replaced because of its position. Other secrets inside it then make no difference. */
function isAllSecret(text: string, [range]: readonly SecretRange[]): boolean {
  return range !== undefined && range.start === 0 && range.end === text.length;
}

/** Only the secrecy of a header's name matters, so headers of the same secrecy share cached results. */
function placeOfHeader(name: string): string {
  if (PROTOCOLS.test(name)) return 'protocols';
  if (isSensitiveHeader(name)) return 'header';
  return isPossibleHeader(name) ? VALUE_PLACES.possible : 'text';
}

/** The position of a text decides which parts of it are secret. */
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
      // An attribute such as Domain can hold a token too.
      return [...secretsInSetCookie(text), ...secretsInCookieNames(text), ...secretsByForm(text)];
    case 'domain':
      return [...secretsInDomain(text), ...secretsInText(read())];
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

/** The whole value, or the secrets inside it as in any text. */
function secretsUnderName(text: string, secrecy: Secrecy, read: () => readonly Reading[]): readonly SecretRange[] {
  const whole = secretsInNamedValue(text, secrecy);
  return whole.length > 0 ? whole : secretsInText(read());
}
