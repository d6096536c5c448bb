import { boundedMemo, forgetOldest } from './bounded-memo.ts';
import type { SecretKind } from './pseudonym.ts';
import type { SecretRange } from './secret-range.ts';
import { MIN_SECRET_LENGTH, type Reading, type Word, wordsOf } from './text-reading.ts';

/** Whether a text is the id of a session that the store or the log knows. Asked for sid-shaped words only. */
export type IsKnownSid = (sid: string) => boolean;

/** Secrets by their plain text. */
export type Secrets = ReadonlyMap<string, SecretKind>;

/** A text to look for because of a secret; `isWholeWord`: only where no letter or digit stands next to it. */
export type Needle = { text: string; secret: string; kind: SecretKind; isWholeWord: boolean };

// Session ids of express-session have 32 characters of base64url.
const SID_LENGTH = 32;
const MIN_SID_LENGTH = 16;
// Enough for a long log full of foreign cookies, and a bound on memory; the one not seen for longest goes first.
const MAX_REMEMBERED = 50_000;

/**
 * Finds secrets wherever they stand in a text, plain or encoded (see readingsOf): the signing secrets, the secrets of the entry
 * at hand, those of earlier entries, and every known session id.
 */
export class KnownSecrets {
  readonly #signingNeedles: readonly Needle[];
  readonly #asksForSid: (word: string) => boolean;
  /** Secrets of earlier entries, under their longest word. */
  readonly #remembered = new Map<string, { secret: string; kind: SecretKind }>();

  constructor(isKnownSid: IsKnownSid, signingSecrets: readonly string[]) {
    this.#asksForSid = boundedMemo(isKnownSid, 10_000);
    this.#signingNeedles = signingSecrets.flatMap(signingNeedles);
  }

  /** Ranges of all secrets in a text; `own` are the needles of the entry it belongs to. Never throws. */
  find(readings: readonly Reading[], own: readonly Needle[]): SecretRange[] {
    const ranges: SecretRange[] = [];
    for (const reading of readings) {
      const add = (range: SecretRange): void => void ranges.push(reading.inSource(range));
      for (const needle of this.#signingNeedles) findNeedle(reading.text, needle, add);
      for (const needle of own) findNeedle(reading.text, needle, add);
      for (const word of reading.words) {
        this.#findRemembered(reading.text, word, add);
        this.#findSids(word, add);
      }
    }
    return ranges;
  }

  /** Whether the store or the log knows this sid; texts shorter than a sid are not asked for. */
  isSid(word: string): boolean {
    return word.length >= MIN_SID_LENGTH && this.#asksForSid(word);
  }

  /** Keeps the secrets of an entry, to find them in later ones where their longest word stands whole. */
  remember(secrets: Secrets): void {
    for (const [secret, kind] of secrets) {
      const word = longestWord(secret);
      if (word === null) continue;
      this.#remembered.delete(word);
      this.#remembered.set(word, { secret, kind });
      if (this.#remembered.size > MAX_REMEMBERED) forgetOldest(this.#remembered);
    }
  }

  #findRemembered(text: string, word: Word, add: (range: SecretRange) => void): void {
    const found = this.#remembered.get(word.text);
    if (found === undefined) return;
    const start = word.start - found.secret.indexOf(word.text);
    if (!text.startsWith(found.secret, start)) return;
    add({ start, end: start + found.secret.length, kind: found.kind, secret: found.secret });
  }

  /** Asks for the word itself and, if it is longer than a sid, for what stands at its ends and at its dashes. */
  #findSids(word: Word, add: (range: SecretRange) => void): void {
    if (word.text.length < MIN_SID_LENGTH) return;
    for (const [start, end] of sidCandidates(word.text)) {
      const sid = word.text.slice(start, end);
      if (this.isSid(sid)) add({ start: word.start + start, end: word.start + end, kind: 'sid', secret: sid });
    }
  }
}

/** What to look for because of the secrets of one entry: each of them that is long enough, and their parts. */
export function needlesOf(secrets: Secrets): Needle[] {
  const needles: Needle[] = [];
  for (const [secret, kind] of secrets) {
    if (secret.length < MIN_SECRET_LENGTH) continue;
    for (const text of spellings(secret)) needles.push({ text, secret, kind, isWholeWord: false });
  }
  return needles;
}

/**
 * The secrets together with the words inside them that look random, of sixteen characters or more and with a digit: they may
 * turn up alone, as the parts of a token do, or a value within a value.
 */
export function withParts(secrets: Secrets): Secrets {
  const all = new Map(secrets);
  for (const [secret, kind] of secrets) {
    for (const { text } of wordsOf(secret)) {
      if (text.length >= MIN_SID_LENGTH && /\d/.test(text) && !all.has(text)) all.set(text, kind);
    }
  }
  return all;
}

/** A signing secret of any length is looked for; a short one as a whole word only, and encoded as it would stand alone. */
function signingNeedles(secret: string): Needle[] {
  if (secret === '') return [];
  const isWholeWord = secret.length < MIN_SECRET_LENGTH;
  const bytes = Buffer.from(secret);
  const encoded = isWholeWord ? [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')] : [];
  const texts = new Set([...spellings(secret), ...encoded]);
  return Array.from(texts, (text) => ({ text, secret, kind: 'secret' as const, isWholeWord }));
}

/** A secret as it may stand in a text: also as the bytes of its UTF-8, and with a form's plus for a space and back. */
function spellings(secret: string): Set<string> {
  const plain = [secret, Buffer.from(secret).toString('latin1')];
  const form = plain.flatMap((text) => [text.replaceAll(' ', '+'), text.replaceAll('+', ' ')]);
  return new Set([...plain, ...form]);
}

function findNeedle(text: string, needle: Needle, add: (range: SecretRange) => void): void {
  for (let start = text.indexOf(needle.text); start !== -1; start = text.indexOf(needle.text, start + 1)) {
    const end = start + needle.text.length;
    if (needle.isWholeWord && !isWholeWord(text, start, end)) continue;
    add({ start, end, kind: needle.kind, secret: needle.secret });
  }
}

function isWholeWord(text: string, start: number, end: number): boolean {
  return !/[A-Za-z0-9]/.test(text[start - 1] ?? '') && !/[A-Za-z0-9]/.test(text[end] ?? '');
}

function sidCandidates(word: string): [number, number][] {
  const found: [number, number][] = [[0, word.length]];
  if (word.length <= SID_LENGTH) return found;
  for (let at = 0; at <= word.length; at++) {
    const isEdge = at === 0 || at === word.length;
    if (at + SID_LENGTH <= word.length && (isEdge || isDash(word[at - 1]))) found.push([at, at + SID_LENGTH]);
    if (at >= SID_LENGTH && (isEdge || isDash(word[at]))) found.push([at - SID_LENGTH, at]);
  }
  return found;
}

function isDash(character: string | undefined): boolean {
  return character === '-' || character === '_';
}

function longestWord(text: string): string | null {
  let longest: string | null = null;
  for (const word of wordsOf(text)) if (longest === null || word.text.length > longest.length) longest = word.text;
  return longest;
}
