import { detached } from './detached.ts';
import { WINDOW, WindowFilter } from './window-filter.ts';

// A session has a handful of texts of its own, so this is a thousand sessions and more that take turns.
const MAX_TEXTS = 5_000;
const MAX_CHARACTERS = 2 * 1024 * 1024;
// Parts take more memory than texts, and less time to make again once their texts are known.
const MAX_PARTS = 2_000;
const MAX_PART_CHARACTERS = 1024 * 1024;
// A long text is rare and costs more memory than time.
const LONGEST_KEPT = 2_048;
const LONGEST_PART = 8_192;
const FILTER_BITS = 23;

/**
 * What is known of texts, by the role they stand in. `sought` is what a secret may be found in: every reading of the
 * text.
 */
export interface RememberedText {
  sought: string | null;
}

/**
 * Remembers texts, and parts that are made of them, until so many others have come; the older half goes as a whole.
 * Answers quickly whether a new secret stands in any text it remembers: only then is what was found out about them
 * out of date.
 */
export class TextMemory<Text extends RememberedText, Part> {
  #young = new Generation<Text>();
  #old = new Generation<Text>();
  #parts = new Map<string, Map<string, Part>>();
  #partCount = 0;
  #partCharacters = 0;

  text(role: string, text: string): Text | undefined {
    const young = this.#young.texts.get(role)?.get(text);
    if (young !== undefined) return young;
    const old = this.#old.texts.get(role)?.get(text);
    if (old !== undefined) this.keepText(role, text, old);
    return old;
  }

  /** Whether the text is short enough to be remembered. */
  canKeep(text: string): boolean {
    return text.length <= LONGEST_KEPT;
  }

  /** Only for a text that can be kept. */
  keepText(role: string, text: string, known: Text): void {
    this.#makeRoom();
    const ofRole = this.#young.texts.get(role);
    if (ofRole === undefined) this.#young.texts.set(role, new Map([[text, known]]));
    else ofRole.set(text, known);
    this.#young.count++;
    this.#young.characters += text.length;
    if (known.sought !== null) this.sawText(known.sought);
  }

  /** From now on `holds` finds what stands in a text that was kept, whose readings are these. */
  sawText(sought: string): void {
    this.#young.filter.addAll(sought);
    this.#young.characters += sought.length;
  }

  /**
   * A part is known as long as each text it was made of. So it is forgotten when the texts of its time grow old, and
   * has to be made again.
   */
  part(name: string, json: string): Part | undefined {
    return this.#parts.get(name)?.get(json);
  }

  /**
   * The part's texts must have been asked for, or kept, since the last call of `text` or `keepText` for another part.
   */
  keepPart(name: string, json: string, part: Part): void {
    if (json.length > LONGEST_PART) return;
    if (this.#partCount >= MAX_PARTS || this.#partCharacters >= MAX_PART_CHARACTERS) this.#forgetParts();
    const ofName = this.#parts.get(name);
    const key = detached(json);
    if (ofName === undefined) this.#parts.set(name, new Map([[key, part]]));
    else ofName.set(key, part);
    this.#partCount++;
    this.#partCharacters += json.length;
  }

  /** Whether the secret stands in a text that is remembered. */
  holds(secret: string): boolean {
    return this.#young.holds(secret) || this.#old.holds(secret);
  }

  /** Counts how often texts were forgotten: a part whose texts were read across that moment must not be kept. */
  generation = 0;

  #makeRoom(): void {
    if (this.#young.count < MAX_TEXTS && this.#young.characters < MAX_CHARACTERS) return;
    this.#old = this.#young;
    this.#young = new Generation();
    this.generation++;
    this.#forgetParts();
  }

  #forgetParts(): void {
    this.#parts = new Map();
    this.#partCount = 0;
    this.#partCharacters = 0;
  }
}

class Generation<Text extends RememberedText> {
  readonly texts = new Map<string, Map<string, Text>>();
  readonly filter = new WindowFilter(FILTER_BITS);
  count = 0;
  characters = 0;

  holds(secret: string): boolean {
    const { length } = secret;
    if (length < WINDOW || !this.filter.mayHave(secret, length)) return false;
    if (length >= 2 * WINDOW && !this.filter.mayHave(secret, length - WINDOW)) return false;
    for (const ofRole of this.texts.values()) {
      for (const { sought } of ofRole.values()) if (sought?.includes(secret)) return true;
    }
    return false;
  }
}
