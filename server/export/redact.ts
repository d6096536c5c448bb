import type { LogEntry } from '../contract/log-entry.ts';
import { decodeEntry } from '../store/entry-codec/entry-codec.ts';
import { packedRow, rowMembers } from '../store/entry-codec/entry-parts.ts';
import { putTimes, splitAtTimes } from '../store/entry-codec/entry-times.ts';
import { MemberSource, TextNumbers } from './member-source.ts';
import { boundedMemo } from './redaction/bounded-map.ts';
import { secretsInCookieHeader, secretsInCookieValue, secretsInSetCookie } from './redaction/cookie-secrets.ts';
import { type MapText, mapEntryText, requestMember, type TextRole } from './redaction/entry-text.ts';
import { type IsKnownSid, KnownSecrets } from './redaction/known-secrets.ts';
import { secretsInSensitiveHeader, secretsInText } from './redaction/named-secrets.ts';
import { createPseudonyms, type Pseudonymize, type SecretKind } from './redaction/pseudonym.ts';
import { replaceRanges, type SecretRange } from './redaction/secret-range.ts';
import { isSensitiveHeader } from './redaction/sensitive-name.ts';
import { TextMemory } from './redaction/text-memory.ts';
import { type Reading, readingsOf } from './redaction/text-reading.ts';

export interface RedactorOptions {
  /** Whether the store or the log knows a session of this id. */
  readonly isKnownSid: IsKnownSid;
  /** The signing secrets. */
  readonly signingSecrets: readonly string[];
  /** Where two redactors are to use the same pseudonyms; absent, nobody else has them. */
  readonly pseudonymKey?: Uint8Array | undefined;
}

/** From a row of the log, the JSON of its entry with its secrets replaced by pseudonyms. */
export type RedactRow = (row: string) => string;

/**
 * Makes the redactor of one export; entries go through it in the order of the file.
 *
 * Secret by their place: session ids, the values of all cookies, headers and parameters with a sensitive name (see
 * isSensitiveName), user information of URLs, JSON Web Tokens. Each of them of eight characters or more, and each signing
 * secret, is also replaced wherever else it stands in that entry or a later one, session keys and values among it, plain or
 * encoded; known session ids in every entry. The same secret has the same pseudonym throughout the file and another in the next.
 * Names, structure, times and all other session data stay.
 *
 * What it cannot know: a text is a secret from the entry on in which it first stands in the place of one.
 */
export function createRedactor(options: RedactorOptions): RedactRow {
  const redactor = new Redactor(options);
  return (row) => redactor.redact(row);
}

/** The secrets of one entry by their place. What stands in several places is a sid if it is one in any, else what it was first. */
type OwnSecrets = Map<string, SecretKind>;

/** What was found out about one text in its role. */
interface KnownText {
  readonly byPlace: readonly SecretRange[];
  readonly own: readonly { secret: string; kind: SecretKind }[];
  /** Every reading of the text, in one; null until `all` was looked for. */
  sought: string | null;
  /** All secrets in it, as of that count of news. */
  all: readonly SecretRange[];
  asOf: number;
  /** Its readings, until they have been searched. */
  readings: readonly Reading[] | null;
  isKept: boolean;
}

/** A member of a record, as JSON, with its texts replaced. It can be used again while the secrets in it have the same kinds. */
interface KnownPart {
  readonly own: readonly { secret: string; kind: SecretKind }[];
  /** Null until the texts were replaced. */
  replaced: string | null;
  named: { secret: string; kind: SecretKind; otherwise: SecretKind }[];
  asOf: number;
  /** What stands around its times, if they were taken out. */
  around: readonly string[] | null;
}

/** A member that goes through the redactor. */
interface Member {
  readonly map: (value: unknown, map: MapText) => unknown;
  readonly source: MemberSource;
  readonly part: KnownPart;
  /** Unpacked, if it had to be. */
  readonly value: unknown;
}

const NEVER = -1;
const EMPTY: ReadonlySet<string> = new Set(['null', '[]', '{}', '""']);
/** The members of a record in order, each with what stands before it in JSON, and how its texts are reached. */
const steps = rowMembers.map(([name, find], place) => ({
  name,
  find,
  before: `${place === 0 ? '{' : ','}${JSON.stringify(name)}:`,
  map: requestMember(name) ?? null,
}));
const asItIs = (value: unknown): unknown => value;

class Redactor {
  readonly #pseudonymize: Pseudonymize;
  readonly #memory = new TextMemory<KnownText, KnownPart>();
  readonly #isSensitive = boundedMemo(isSensitiveHeader, 500);
  readonly #known: KnownSecrets;
  readonly #numbers = new TextNumbers();
  /** Rises when a new secret stands in a text that is remembered: what was found in texts before is out of date then. */
  #news = 0;

  constructor({ isKnownSid, signingSecrets, pseudonymKey }: RedactorOptions) {
    this.#pseudonymize = createPseudonyms(pseudonymKey);
    this.#known = new KnownSecrets(isKnownSid, signingSecrets);
  }

  redact(text: string): string {
    const row = packedRow(text);
    if (row === null) return this.#redactWhole(decodeEntry(text));
    const own: OwnSecrets = new Map();
    const members: (string | Member)[] = [];
    for (const { name, find, map } of steps) {
      const found = find(row);
      if (typeof found === 'string' && (map === null || EMPTY.has(found))) {
        members.push(found);
        continue;
      }
      const member = this.#memberOf(name, new MemberSource(found, row, this.#numbers), map ?? asItIs);
      this.#gather(member.part.own, own);
      members.push(member);
    }
    this.#remember(own);
    let redacted = '';
    for (let place = 0; place < steps.length; place++) {
      const member = members[place] ?? '';
      redacted +=
        (steps[place]?.before ?? '') + (typeof member === 'string' ? member : this.#replacedPart(member, own));
    }
    return `${redacted}}`;
  }

  #memberOf(name: string, source: MemberSource, map: Member['map']): Member {
    const known = this.#memory.part(name, source.key);
    if (known !== undefined) return { map, source, part: known, value: undefined };
    const value = source.value();
    return { map, source, part: this.#readPart(name, source.key, value, map), value };
  }

  #readPart(name: string, json: string, value: unknown, map: Member['map']): KnownPart {
    const own: { secret: string; kind: SecretKind }[] = [];
    const { generation } = this.#memory;
    let isKept = true;
    map(value, (text, role) => {
      const known = this.#textOf(text, role);
      own.push(...known.own);
      isKept &&= known.isKept;
      return text;
    });
    isKept &&= generation === this.#memory.generation;
    const part: KnownPart = { own, replaced: null, around: null, named: [], asOf: NEVER };
    if (isKept) this.#memory.keepPart(name, json, part);
    return part;
  }

  #replacedPart({ source, map, part, value }: Member, own: OwnSecrets): string {
    const { times } = source;
    const isCurrent = part.replaced !== null && part.asOf === this.#news;
    if (!isCurrent || !part.named.every((each) => isNamedAs(each, own))) {
      part.named = [];
      const { named } = part;
      const replaced = map(value ?? source.value(), (text, role) => this.#replacedText(text, role, own, named));
      part.replaced = JSON.stringify(replaced);
      part.around = times === null ? null : splitAtTimes(part.replaced, times.length);
      part.asOf = this.#news;
    }
    if (times === null) return part.replaced ?? '';
    if (part.around !== null) return putTimes(part.around, times);
    // A text like a place for a time is in it.
    return JSON.stringify(map(source.whole(), (text, role) => this.#replacedText(text, role, own, [])));
  }

  /** An entry that is no request, or one of a row that was written by an older version. */
  #redactWhole(entry: LogEntry): string {
    const own: OwnSecrets = new Map();
    mapEntryText(entry, (text, role) => {
      this.#gather(this.#textOf(text, role).own, own);
      return text;
    });
    this.#remember(own);
    return JSON.stringify(mapEntryText(entry, (text, role) => this.#replacedText(text, role, own, [])));
  }

  #gather(secrets: KnownPart['own'], own: OwnSecrets): void {
    for (const { secret, kind } of secrets) if (kind === 'sid' || !own.has(secret)) own.set(secret, kind);
  }

  #remember(own: OwnSecrets): void {
    this.#known.remember(own, (secret) => {
      if (this.#memory.holds(secret)) this.#news++;
    });
  }

  #textOf(text: string, role: TextRole): KnownText {
    const place = this.#placeOf(role);
    const known = this.#memory.text(place, text);
    if (known !== undefined) return known;
    const readings = readingsOf(text);
    const byPlace = secretsByPlace(text, role, place, readings);
    const own = byPlace.map(({ secret, kind }) => ({
      secret,
      kind: kind === 'sid' || this.#known.isSid(secret) ? ('sid' as const) : kind,
    }));
    const fresh: KnownText = { byPlace, own, sought: null, all: [], asOf: NEVER, readings, isKept: false };
    fresh.isKept = this.#memory.keepText(place, text, fresh);
    return fresh;
  }

  #replacedText(
    text: string,
    role: TextRole,
    own: OwnSecrets,
    named: { secret: string; kind: SecretKind; otherwise: SecretKind }[],
  ): string {
    const known = this.#textOf(text, role);
    if (known.asOf !== this.#news) this.#findAll(text, known);
    if (known.all.length === 0) return text;
    const ranges = known.all.map((range) => {
      const kind = own.get(range.secret) ?? range.kind;
      named.push({ secret: range.secret, kind, otherwise: range.kind });
      return { ...range, kind };
    });
    return replaceRanges(text, ranges, this.#pseudonymize);
  }

  #findAll(text: string, known: KnownText): void {
    const readings = known.readings ?? readingsOf(text);
    known.all = [...known.byPlace, ...this.#known.find(readings)];
    known.asOf = this.#news;
    known.readings = null;
    if (known.sought !== null || !known.isKept) return;
    known.sought = readings.map((reading) => reading.text).join('\n');
    this.#memory.sawText(known.sought);
  }

  /** Texts in places that are alike are looked at once. */
  #placeOf(role: TextRole): string {
    if (role.is !== 'header') return role.is;
    return this.#isSensitive(role.name) ? `header ${role.name}` : 'text';
  }
}

function isNamedAs(named: KnownPart['named'][number], own: OwnSecrets): boolean {
  return (own.get(named.secret) ?? named.otherwise) === named.kind;
}

/** Where a text stands decides what in it is secret. */
function secretsByPlace(text: string, role: TextRole, place: string, readings: readonly Reading[]): SecretRange[] {
  switch (role.is) {
    case 'sid':
      return [{ start: 0, end: text.length, kind: 'sid', secret: text }];
    case 'cookie-value':
      return secretsInCookieValue(text);
    case 'cookie-header':
      return secretsInCookieHeader(text);
    case 'set-cookie':
      return secretsInSetCookie(text);
    case 'header':
      return place === 'text' ? secretsInText(readings) : secretsInSensitiveHeader(role.name, text);
    case 'text':
      return secretsInText(readings);
    case 'data':
      return [];
  }
}
