import { decodedViews } from './decoded-view.ts';
import type { SecretKind } from './pseudonym.ts';
import type { SecretRange } from './secret-range.ts';

/** Whether a text is the id of a session that the store or the log knows. Asked for sid-shaped words only. */
export type IsKnownSid = (sid: string) => boolean;

/** Secrets by their plain text. */
export type Secrets = ReadonlyMap<string, SecretKind>;

// Shorter texts are words rather than secrets: found by their place, not looked for elsewhere.
const MIN_LENGTH = 8;
// Session ids of express-session have 32 characters of base64url.
const SID_LENGTH = 32;
const MIN_SID_LENGTH = 16;
const SID_WORD = /[A-Za-z0-9_-]{16,}/g;
const WORD = /[A-Za-z0-9_-]{8,}/g;
// Enough for a long log full of foreign cookies, and a bound on memory; the one not seen for longest goes first.
const MAX_REMEMBERED = 50_000;
const MAX_ANSWERS = 10_000;

type Needle = { text: string; secret: string; kind: SecretKind; isWholeWord: boolean };

/**
 * Finds secrets wherever they stand in a text, as they are or encoded (see decodedViews): the signing secrets, the secrets of
 * the entry at hand, those of earlier entries, and every known session id.
 */
export class KnownSecrets {
  readonly #isKnownSid: IsKnownSid;
  readonly #signingNeedles: Needle[];
  /** Secrets of earlier entries, under their longest word. */
  readonly #remembered = new Map<string, { secret: string; kind: SecretKind }>();
  readonly #sidAnswers = new Map<string, boolean>();

  constructor(isKnownSid: IsKnownSid, signingSecrets: readonly string[]) {
    this.#isKnownSid = isKnownSid;
    this.#signingNeedles = signingSecrets.flatMap(signingNeedles);
  }

  /** Ranges of all secrets in the text; `own` are those of the entry it belongs to. Never throws. */
  find(text: string, own: readonly Needle[]): SecretRange[] {
    const needles = [...this.#signingNeedles, ...own];
    const ranges = this.#findPlain(text, needles);
    const keepUnreadable = needles.some(({ text }) => /[^\x20-\x7e]/.test(text));
    for (const view of decodedViews(text, keepUnreadable)) {
      for (const range of this.#findPlain(view.text, needles)) {
        ranges.push({ ...range, start: view.starts[range.start] ?? 0, end: view.ends[range.end - 1] ?? 0 });
      }
    }
    return ranges;
  }

  /** Whether the store or the log knows this sid; shorter texts than a sid can be are not asked for. */
  isSid(word: string): boolean {
    if (word.length < MIN_SID_LENGTH) return false;
    const answer = this.#sidAnswers.get(word) ?? this.#isKnownSid(word);
    this.#sidAnswers.set(word, answer);
    dropOldest(this.#sidAnswers, MAX_ANSWERS);
    return answer;
  }

  /** Keeps the secrets of an entry, to find them in later ones as whole words. */
  remember(secrets: Secrets): void {
    for (const [secret, kind] of secrets) {
      const word = longestWord(secret);
      if (word === null) continue;
      this.#remembered.delete(word);
      this.#remembered.set(word, { secret, kind });
      dropOldest(this.#remembered, MAX_REMEMBERED);
    }
  }

  #findPlain(text: string, needles: readonly Needle[]): SecretRange[] {
    const ranges: SecretRange[] = [];
    for (const needle of needles) {
      for (let at = text.indexOf(needle.text); at !== -1; at = text.indexOf(needle.text, at + 1)) {
        const end = at + needle.text.length;
        if (needle.isWholeWord && !isWholeWord(text, at, end)) continue;
        ranges.push({ start: at, end, kind: needle.kind, secret: needle.secret });
      }
    }
    for (const { 0: word, index } of text.matchAll(WORD)) this.#findRemembered(text, word, index, ranges);
    for (const { 0: word, index } of text.matchAll(SID_WORD)) this.#findSids(word, index, ranges);
    return ranges;
  }

  #findRemembered(text: string, word: string, index: number, ranges: SecretRange[]): void {
    const found = this.#remembered.get(word);
    if (found === undefined) return;
    const start = index - found.secret.indexOf(word);
    if (!text.startsWith(found.secret, start)) return;
    ranges.push({ start, end: start + found.secret.length, kind: found.kind, secret: found.secret });
  }

  /** Asks for the word itself and, if it is longer than a sid, for what stands at its ends and at its dashes. */
  #findSids(word: string, index: number, ranges: SecretRange[]): void {
    for (const [start, end] of candidates(word)) {
      const sid = word.slice(start, end);
      if (this.isSid(sid)) ranges.push({ start: index + start, end: index + end, kind: 'sid', secret: sid });
    }
  }
}

/**
 * What to look for because of the secrets of one entry: each of them that is long enough, and the random-looking words inside
 * it, which may turn up alone (the parts of a token, a value within a value).
 */
export function needlesOf(secrets: Secrets): Needle[] {
  const needles: Needle[] = [];
  for (const [secret, kind] of withParts(secrets)) {
    if (secret.length < MIN_LENGTH) continue;
    for (const text of spellings(secret)) needles.push({ text, secret, kind, isWholeWord: false });
  }
  return needles;
}

/** The secrets together with the words inside them that look random: sixteen characters or more, digits among them. */
export function withParts(secrets: Secrets): Secrets {
  const all = new Map(secrets);
  for (const [secret, kind] of secrets) {
    for (const [word] of secret.matchAll(SID_WORD)) if (/\d/.test(word) && !all.has(word)) all.set(word, kind);
  }
  return all;
}

/** A signing secret of any length is looked for; a short one as a whole word only, and in base64 as it would stand alone. */
function signingNeedles(secret: string): Needle[] {
  if (secret === '') return [];
  const isWholeWord = secret.length < MIN_LENGTH;
  const bytes = Buffer.from(secret);
  const encoded = isWholeWord ? [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')] : [];
  const texts = new Set([...spellings(secret), ...encoded]);
  return Array.from(texts, (text) => ({ text, secret, kind: 'secret' as const, isWholeWord }));
}

/** A secret as it may stand in plain text: also as the bytes of its UTF-8, and with form encoding's plus for a space. */
function spellings(secret: string): Set<string> {
  const bytes = Buffer.from(secret).toString('latin1');
  const plain = [secret, bytes];
  return new Set([
    ...plain,
    ...plain.map((text) => text.replaceAll(' ', '+')),
    ...plain.map((text) => text.replaceAll('+', ' ')),
  ]);
}

function candidates(word: string): [number, number][] {
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

function isWholeWord(text: string, start: number, end: number): boolean {
  return !/[A-Za-z0-9]/.test(text[start - 1] ?? '') && !/[A-Za-z0-9]/.test(text[end] ?? '');
}

function longestWord(text: string): string | null {
  let longest: string | null = null;
  for (const [word] of text.matchAll(WORD)) if (longest === null || word.length > longest.length) longest = word;
  return longest;
}

function dropOldest(map: Map<string, unknown>, limit: number): void {
  if (map.size <= limit) return;
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
