import type { SecretKind } from '../../contract/pseudonym.ts';
import { boundedMemo } from './bounded-map.ts';
import { SecretIndex } from './secret-index.ts';
import type { SecretRange } from './secret-range.ts';
import { MIN_SECRET_LENGTH, type Reading, type Word, wordsOf } from './text-reading.ts';

/** Whether a text is the id of a session that the store or the log knows. Asked for sid-shaped words only. */
export type IsKnownSid = (sid: string) => boolean;

/** Secrets by their plain text. */
export type Secrets = ReadonlyMap<string, SecretKind>;

type Secret = { secret: string; kind: SecretKind };

// Session ids of express-session have 32 characters of base64url.
const SID_LENGTH = 32;
const MIN_SID_LENGTH = 16;
// Enough for a long log full of foreign cookies, and a bound on memory.
const MAX_REMEMBERED = 50_000;

/**
 * Finds secrets wherever they stand in a text, plain or encoded (see readingsOf): the signing secrets, the secrets
 * that entries showed so far, and every known session id.
 */
export class KnownSecrets {
  readonly #signingSecrets: ReadonlySet<string>;
  readonly #signingSpellings: readonly (Secret & { text: string })[];
  readonly #asksForSid: (word: string) => boolean;
  readonly #remembered = new SecretIndex<Secret>(MAX_REMEMBERED);
  #fresh = { forgotten: 0, secrets: new Map<string, SecretKind>() };

  constructor(isKnownSid: IsKnownSid, signingSecrets: readonly string[]) {
    this.#asksForSid = boundedMemo(isKnownSid, 10_000);
    this.#signingSecrets = new Set(signingSecrets);
    this.#signingSpellings = signingSecrets
      .filter((secret) => secret !== '')
      .flatMap((secret) => signingSpellings(secret).map((text) => ({ text, secret, kind: 'secret' })));
  }

  /** Ranges of all secrets in the text that these are readings of. Never throws. */
  find(readings: readonly Reading[]): SecretRange[] {
    const ranges: SecretRange[] = [];
    for (const reading of readings) {
      const add = ({ secret, kind }: Secret, start: number, end: number): void => {
        ranges.push(reading.inSource({ start, end, kind, secret }));
      };
      this.#findSigningSecrets(reading.text, add);
      this.#remembered.search(reading.text, (found, start, end) => {
        if (isPlainWord(found.secret) && reading.text !== found.secret) return;
        // Of a longer number it is not a part.
        if (isNumber(found.secret) && !standsAlone(reading.text, start, end)) return;
        add(found, start, end);
      });
      for (const word of reading.words) this.#findSids(word, add);
    }
    return ranges;
  }

  /** Whether the store or the log knows this sid; texts shorter than a sid are not asked for. */
  isSid(word: string): boolean {
    return word.length >= MIN_SID_LENGTH && this.#asksForSid(word);
  }

  isSigningSecret(text: string): boolean {
    return this.#signingSecrets.has(text);
  }

  /**
   * Keeps the secrets of an entry, and their parts, to find them in it and in later ones. Tells each text that is
   * looked for from now on and was not before, or not as this kind of secret.
   */
  remember(secrets: Secrets, tell: (text: string) => void): void {
    for (const [secret, kind] of secrets) {
      if (this.#isFresh(secret, kind)) continue;
      this.#fresh.secrets.set(secret, kind);
      for (const part of [secret, ...partsOf(secret)]) {
        if (part !== secret && secrets.has(part)) continue;
        for (const text of spellings(part)) {
          this.#remembered.add(text, { secret: part, kind });
          tell(text);
        }
      }
    }
  }

  /** Whether it was remembered since the index last forgot: then nothing of it can have been forgotten. */
  #isFresh(secret: string, kind: SecretKind): boolean {
    if (this.#fresh.forgotten !== this.#remembered.forgotten) {
      this.#fresh = { forgotten: this.#remembered.forgotten, secrets: new Map() };
    }
    return this.#fresh.secrets.get(secret) === kind;
  }

  /** Short ones are found only where no letter or digit stands next to them. */
  #findSigningSecrets(text: string, add: (secret: Secret, start: number, end: number) => void): void {
    for (const found of this.#signingSpellings) {
      const isShort = found.secret.length < MIN_SECRET_LENGTH;
      for (let start = text.indexOf(found.text); start !== -1; start = text.indexOf(found.text, start + 1)) {
        const end = start + found.text.length;
        if (!isShort || standsAlone(text, start, end)) add(found, start, end);
      }
    }
  }

  /** Asks for the word itself and, if it is longer than a sid, for what stands at its ends and at its dashes. */
  #findSids(word: Word, add: (secret: Secret, start: number, end: number) => void): void {
    if (word.text.length < MIN_SID_LENGTH) return;
    for (const [start, end] of sidCandidates(word.text)) {
      const secret = word.text.slice(start, end);
      if (this.isSid(secret)) add({ secret, kind: 'sid' }, word.start + start, word.start + end);
    }
  }
}

/**
 * The words inside a secret that look random, of sixteen characters or more and with a digit: they may turn up alone,
 * as the parts of a token do, or a value within a value.
 */
function partsOf(secret: string): string[] {
  return wordsOf(secret)
    .map(({ text }) => text)
    .filter((text) => text !== secret && text.length >= MIN_SID_LENGTH && /\d/.test(text));
}

/**
 * A signing secret of any length is looked for; a short one also encoded, for that is too short to be taken for
 * base64.
 */
function signingSpellings(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const isShort = secret.length < MIN_SECRET_LENGTH;
  const encoded = isShort ? [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')] : [];
  return [...new Set([...spellings(secret), ...encoded])];
}

/** A secret as it may stand in a text: also as the bytes of its UTF-8, and with a form's plus for a space and back. */
function spellings(secret: string): Set<string> {
  const plain = [secret, Buffer.from(secret).toString('latin1')];
  const form = plain.flatMap((text) => [text.replaceAll(' ', '+'), text.replaceAll('+', ' ')]);
  return new Set([...plain, ...form]);
}

/** A cookie or a parameter may hold `localhost` or `undefined`: such a word stands in many texts that are no secret. */
function isPlainWord(secret: string): boolean {
  return /^[A-Za-z]{1,11}$/.test(secret);
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
