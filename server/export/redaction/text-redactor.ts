import type { SecretKind } from '../../contract/pseudonym.ts';
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
import { isSensitiveHeader } from './sensitive-name.ts';
import { TextMemory } from './text-memory.ts';
import { type Reading, readingsOf } from './text-reading.ts';

export interface RedactorOptions {
  /** Whether the store or the log knows a session of this id. */
  readonly isKnownSid: IsKnownSid;
  /** The signing secrets. */
  readonly signingSecrets: readonly string[];
  /** Where two redactors are to use the same pseudonyms; absent, nobody else has them. */
  readonly pseudonymKey?: Uint8Array | undefined;
}

/** A secret by its place, and what it is there. */
export interface OwnSecret {
  readonly secret: string;
  readonly kind: SecretKind;
}

/**
 * The secrets of one entry by their place. What stands in several places is a sid if it is one in any, else what it
 * was first.
 */
export type OwnSecrets = Map<string, SecretKind>;

/** What a secret was called, in an entry in which it had that kind, and what it is where the entry does not say. */
export interface NamedSecret extends OwnSecret {
  readonly otherwise: SecretKind;
}

/** What was found out about one text in its role. */
export interface KnownText {
  readonly byPlace: readonly SecretRange[];
  readonly own: readonly OwnSecret[];
  /** Every reading of the text, in one; null until `all` was looked for, and where nothing has to be. */
  sought: string | null;
  /** All secrets in it, as of that count of news. */
  all: readonly SecretRange[];
  asOf: number;
  /** Its readings, if they are there already, until they have been searched. */
  readings: readonly Reading[] | null;
  readonly isKept: boolean;
  /** With its secrets replaced, where they have these kinds; null until then. */
  replaced: string | null;
  named: readonly NamedSecret[];
}

const NEVER = -1;
const NONE: readonly string[] = [];
const PROTOCOLS = /^sec-websocket-protocol$/i;

/**
 * Replaces the secrets in single texts, and remembers what it found out about them; and parts, that are made of such
 * texts.
 */
export class TextRedactor<Part> {
  readonly memory = new TextMemory<KnownText, Part>();
  readonly #pseudonymize;
  readonly #placeOfHeader = boundedMemo(placeOfHeader, 500);
  readonly #known: KnownSecrets;
  #news = 0;

  constructor({ isKnownSid, signingSecrets, pseudonymKey }: RedactorOptions) {
    this.#pseudonymize = createPseudonyms(pseudonymKey);
    this.#known = new KnownSecrets(isKnownSid, signingSecrets);
  }

  /**
   * Rises when a new secret stands in a text that is remembered: what was found in texts before is out of date then.
   */
  get news(): number {
    return this.#news;
  }

  /** To be told of the secrets of an entry before any of its texts is replaced. */
  remember(own: OwnSecrets): void {
    this.#known.remember(own, (secret) => {
      if (this.memory.holds(secret)) this.#news++;
    });
  }

  textOf(text: string, role: TextRole): KnownText {
    const place = this.#placeOf(role);
    return this.memory.text(place, text) ?? this.#read(detached(text), role, place);
  }

  /** The text in an entry that has these secrets; tells what they are called in it. */
  replaced(text: string, role: TextRole, own: OwnSecrets, tell?: (named: NamedSecret) => void): string {
    const known = this.textOf(text, role);
    const replaced = this.replacedIn(text, known, own);
    if (tell !== undefined) known.named.forEach(tell);
    return replaced;
  }

  /** The same for a text of which is known what `textOf` says. */
  replacedIn(text: string, known: KnownText, own: OwnSecrets): string {
    if (known.asOf !== this.#news) this.#findAll(text, known);
    else if (known.replaced !== null && known.named.every((each) => isNamedAs(each, own))) return known.replaced;
    const ranges = known.all.map((range) => ({ ...range, kind: own.get(range.secret) ?? range.kind }));
    known.named = ranges.map(({ secret, kind }, at) => ({ secret, kind, otherwise: known.all[at]?.kind ?? kind }));
    known.replaced = ranges.length === 0 ? text : replaceRanges(text, ranges, this.#pseudonymize);
    return known.replaced;
  }

  #read(text: string, role: TextRole, place: string): KnownText {
    let readings: readonly Reading[] | null = null;
    const byPlace = secretsByPlace(text, role, place, () => (readings ??= readingsOf(text)));
    const own = byPlace.flatMap((range) => this.#ownOf(range));
    const found = { byPlace, own, sought: null, all: [], asOf: NEVER, readings, replaced: null, named: [] };
    const known: KnownText = { ...found, isKept: this.memory.canKeep(text) };
    if (known.isKept) this.memory.keepText(place, text, known);
    return known;
  }

  /** What is to be known of a secret that stands in its place: itself, and the secrets that it holds. */
  #ownOf({ secret, kind, isLocal }: SecretRange): OwnSecret[] {
    if (isLocal === true) return [];
    if (kind === 'sid' || this.#known.isSid(secret)) return [{ secret, kind: 'sid' }];
    const held = kind === 'signature' || kind === 'token' ? NONE : secretsHeldBy(secret);
    const own: OwnSecret = { secret, kind: this.#known.isSigningSecret(secret) ? 'secret' : kind };
    return [own, ...held.map((each): OwnSecret => ({ secret: each, kind: 'value' }))];
  }

  #findAll(text: string, known: KnownText): void {
    known.asOf = this.#news;
    if (isAllSecret(text, known.byPlace)) {
      known.all = known.byPlace;
      return;
    }
    const readings = known.readings ?? readingsOf(text);
    known.readings = null;
    known.all = [...known.byPlace, ...this.#known.find(readings)];
    if (known.sought !== null || !known.isKept) return;
    known.sought = readings.map((reading) => reading.text).join('\n');
    this.memory.sawText(known.sought);
  }

  /** Texts in places that are alike are looked at once. */
  #placeOf(role: TextRole): string {
    if (role.is === 'value') return role.secrecy === 'none' ? 'text' : VALUE_PLACES[role.secrecy];
    return role.is === 'header' ? this.#placeOfHeader(role.name) : role.is;
  }
}

const VALUE_PLACES = { certain: 'value, certain', likely: 'value, likely', possible: 'value, possible' } as const;

/** Whether the secret has the same kind in an entry that has these. */
export function isNamedAs(named: NamedSecret, own: OwnSecrets): boolean {
  return (own.get(named.secret) ?? named.otherwise) === named.kind;
}

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
  return isSensitiveHeader(name) ? 'header' : 'text';
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
      return place === 'protocols' ? [...secretsInProtocols(text), ...secretsInText(read())] : secretsInText(read());
    case 'value': {
      const whole = secretsInNamedValue(text, role.secrecy);
      return whole.length > 0 ? whole : secretsInText(read());
    }
    case 'text':
      return secretsInText(read());
  }
}
