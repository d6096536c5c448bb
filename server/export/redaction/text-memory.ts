import { detached } from './detached.ts';
import { WINDOW, WindowFilter } from './window-filter.ts';

// Headers and cookies repeat from request to request; what has not come for this many others will hardly come again.
const MAX_TEXTS = 2_000;
const MAX_PARTS = 2_000;
const MAX_CHARACTERS = 1024 * 1024;
// A long text is rare and costs more memory than time.
const LONGEST_KEPT = 2_048;
const LONGEST_PART = 8_192;
const FILTER_BITS = 23;

/** What is known of texts, by the role they stand in. `sought` is what a secret may be found in: every reading of the text. */
export interface RememberedText {
  sought: string | null;
}

/**
 * Remembers texts, and parts that are made of them, until so many others have come; the older half goes as a whole. Answers quickly whether a
 * new secret stands in any text it remembers: only then is what was found out about them out of date.
 */
export class TextMemory<Text extends RememberedText, Part> {
  #young = new Generation<Text, Part>();
  #old = new Generation<Text, Part>();

  text(role: string, text: string): Text | undefined {
    const young = this.#young.texts.get(role)?.get(text);
    if (young !== undefined) return young;
    const old = this.#old.texts.get(role)?.get(text);
    if (old !== undefined) this.keepText(role, text, old);
    return old;
  }

  /** False if it is too long to be remembered. */
  keepText(role: string, text: string, known: Text): boolean {
    if (text.length > LONGEST_KEPT) return false;
    this.#makeRoom();
    const ofRole = this.#young.texts.get(role);
    if (ofRole === undefined) this.#young.texts.set(role, new Map([[text, known]]));
    else ofRole.set(text, known);
    this.#young.count++;
    this.#young.characters += text.length;
    if (known.sought !== null) this.sawText(known.sought);
    return true;
  }

  /** From now on `holds` finds what stands in a text that was kept, whose readings are these. */
  sawText(sought: string): void {
    this.#young.filter.addAll(sought);
    this.#young.characters += sought.length;
  }

  /**
   * A part is known as long as each text it was made of. So it is found only in the generation in which it was made, and when that is old it
   * has to be made again.
   */
  part(name: string, json: string): Part | undefined {
    return this.#young.parts.get(name)?.get(json);
  }

  /** The part's texts must have been asked for, or kept, since the last call of `text` or `keepText` for another part. */
  keepPart(name: string, json: string, part: Part): void {
    if (json.length > LONGEST_PART) return;
    const ofName = this.#young.parts.get(name);
    const key = detached(json);
    if (ofName === undefined) this.#young.parts.set(name, new Map([[key, part]]));
    else ofName.set(key, part);
    this.#young.partCount++;
    this.#young.characters += json.length;
  }

  /** Whether the secret stands in a text that is remembered. */
  holds(secret: string): boolean {
    return this.#young.holds(secret) || this.#old.holds(secret);
  }

  /** Counts how often texts were forgotten: a part whose texts were read across that moment must not be kept. */
  generation = 0;

  #makeRoom(): void {
    const { count, partCount, characters } = this.#young;
    if (count < MAX_TEXTS && partCount < MAX_PARTS && characters < MAX_CHARACTERS) return;
    this.#old = this.#young;
    this.#young = new Generation();
    this.generation++;
  }
}

class Generation<Text extends RememberedText, Part> {
  readonly texts = new Map<string, Map<string, Text>>();
  readonly parts = new Map<string, Map<string, Part>>();
  readonly filter = new WindowFilter(FILTER_BITS);
  count = 0;
  partCount = 0;
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
