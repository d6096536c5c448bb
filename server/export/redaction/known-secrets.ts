import type { SecretKind } from '../../contract/pseudonym.ts';
import { boundedMemo } from './bounded-map.ts';
import { SecretIndex } from './secret-index.ts';
import type { SecretRange } from './secret-range.ts';
import { MIN_SECRET_LENGTH, type Reading, type Word, wordsOf } from './text-reading.ts';
import { isWord } from './token-shape.ts';

/** Whether a text is the id of a session in the store or in the log. Called only for words in the form of a sid. */
export type IsKnownSid = (sid: string) => boolean;

type Tell = (found: { secret: string; kind: SecretKind }, start: number, end: number) => void;

// Session ids of express-session have 32 characters of base64url.
const SID_LENGTH = 32;
const MIN_SID_LENGTH = 16;
/** A log of a million requests hardly has that many secrets. If it does, they take 45 MB. */
export const MOST_SECRETS = 1_000_000;

/**
 * Finds secrets anywhere in a text, plain or encoded (see readingsOf): the signing secrets, the remembered secrets, and
 * every known session id.
 */
export class KnownSecrets {
  readonly #signingSecrets: ReadonlySet<string>;
  readonly #signingSpellings: readonly { text: string; secret: string; kind: SecretKind }[];
  readonly #asksForSid: (word: string) => boolean;
  readonly #remembered: SecretIndex;

  /** Remembers at most `most` texts: each secret, the parts of it that may occur alone, and its spellings. */
  constructor(isKnownSid: IsKnownSid, signingSecrets: readonly string[], most = MOST_SECRETS) {
    this.#remembered = new SecretIndex(most);
    this.#asksForSid = boundedMemo(isKnownSid, 10_000);
    this.#signingSecrets = new Set(signingSecrets);
    this.#signingSpellings = signingSecrets
      .filter((secret) => secret !== '')
      .flatMap((secret) => signingSpellings(secret).map((text) => ({ text, secret, kind: 'secret' })));
  }

  /** The ranges of all secrets in the text with these readings. Never throws. */
  find(readings: readonly Reading[]): SecretRange[] {
    const ranges: SecretRange[] = [];
    for (const reading of readings) {
      const add: Tell = ({ secret, kind }, start, end) => {
        ranges.push(reading.inSource({ start, end, kind, secret }));
      };
      this.#findSigningSecrets(reading.text, add);
      this.#remembered.search(reading.text, (kind, start, end) => {
        const secret = reading.text.slice(start, end);
        if (isPlainWord(secret) && reading.text !== secret) return;
        // A short number is not a secret inside a longer number.
        if (isNumber(secret) && !standsAlone(reading.text, start, end)) return;
        add({ secret, kind }, start, end);
      });
      for (const word of reading.words) this.#findSids(word, add);
    }
    return ranges;
  }

  /** Whether the store or the log has this sid. Texts shorter than a sid are not looked up. */
  isSid(word: string): boolean {
    return word.length >= MIN_SID_LENGTH && this.#asksForSid(word);
  }

  isSigningSecret(text: string): boolean {
    return this.#signingSecrets.has(text);
  }

  /** The kind of a remembered secret. Undefined for any other text. */
  kindOf(secret: string): SecretKind | undefined {
    return this.#remembered.kindOf(secret);
  }

  /** Remembers a secret and its parts, to find them in every text. */
  remember(secret: string, kind: SecretKind): void {
    const known = this.#remembered.kindOf(secret);
    if (known !== undefined && (kind !== 'sid' || known === 'sid')) return;
    for (const part of [secret, ...partsOf(secret)]) {
      for (const text of spellings(part)) this.#remembered.add(text, kind);
    }
  }

  /** The number of texts that could not be remembered because there were too many. */
  get left(): number {
    return this.#remembered.left;
  }

  /** A short secret counts only where no letter or digit stands directly before or after it. */
  #findSigningSecrets(text: string, add: Tell): void {
    for (const found of this.#signingSpellings) {
      const isShort = found.secret.length < MIN_SECRET_LENGTH;
      for (let start = text.indexOf(found.text); start !== -1; start = text.indexOf(found.text, start + 1)) {
        const end = start + found.text.length;
        if (!isShort || standsAlone(text, start, end)) add(found, start, end);
      }
    }
  }

  /** Looks up the word itself, and for a longer word the parts at its ends and between its dashes. */
  #findSids(word: Word, add: Tell): void {
    if (word.text.length < MIN_SID_LENGTH) return;
    for (const [start, end] of sidCandidates(word.text)) {
      const secret = word.text.slice(start, end);
      if (this.isSid(secret)) add({ secret, kind: 'sid' }, word.start + start, word.start + end);
    }
  }
}

/**
 * The parts of a secret that look random, with sixteen characters or more and a digit. They may occur alone, like the
 * parts of a token or a value within a value.
 */
function partsOf(secret: string): string[] {
  return wordsOf(secret)
    .map(({ text }) => text)
    .filter((text) => text !== secret && text.length >= MIN_SID_LENGTH && /\d/.test(text));
}

/**
 * A signing secret of any length is searched for. A short one is also searched for in its encoded forms, because it is
 * too short to be recognised as base64.
 */
function signingSpellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const isShort = secret.length < MIN_SECRET_LENGTH;
  const encoded = isShort ? [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')] : [];
  return [...new Set([...spellings(secret), ...encoded])];
}

/**
 * A secret in the forms in which it may occur: also as the bytes of its UTF-8, and with a form's plus sign instead of a
 * space and vice versa.
 */
function spellings(secret: string): Set<string> {
  const plain = [secret, Buffer.from(secret).toString('latin1')];
  const form = plain.flatMap((text) => [text.replaceAll(' ', '+'), text.replaceAll('+', ' ')]);
  return new Set([...plain, ...form]);
}

/**
 * A cookie or a parameter may contain a word such as `localhost` or `undefined`, which occurs in many texts without
 * being a secret.
 */
function isPlainWord(secret: string): boolean {
  return secret.length <= 11 && isWord(secret);
}

function isNumber(secret: string): boolean {
  return /^\d+$/.test(secret);
}

function standsAlone(text: string, start: number, end: number): boolean {
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
