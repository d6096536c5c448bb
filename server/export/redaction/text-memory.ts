/**
 * Caches results for texts, by the position in which they occur. It has two halves, and the older half is dropped as a
 * whole when the younger is full, because removing single texts would be slower than all other operations.
 */
export class TextMemory<Value> {
  readonly #texts: number;
  readonly #characters: number;
  readonly #longest: number;
  #young = new Generation<Value>();
  #old = new Generation<Value>();

  /**
   * `texts` and `characters` are limits of each half. A text longer than `longest` is not cached, because such texts
   * are rare and take much memory.
   */
  constructor({ texts, characters, longest }: { texts: number; characters: number; longest: number }) {
    this.#texts = texts;
    this.#characters = characters;
    this.#longest = longest;
  }

  get(place: string, text: string): Value | undefined {
    const young = this.#young.places.get(place)?.get(text);
    if (young !== undefined) return young;
    const old = this.#old.places.get(place)?.get(text);
    if (old !== undefined) this.#keep(place, text, old);
    return old;
  }

  /** `text` must not be a slice of a longer text; see detached. */
  set(place: string, text: string, value: Value): void {
    if (text.length <= this.#longest) this.#keep(place, text, value);
  }

  #keep(place: string, text: string, value: Value): void {
    if (this.#young.count >= this.#texts || this.#young.characters >= this.#characters) {
      this.#old = this.#young;
      this.#young = new Generation();
    }
    const young = this.#young;
    const ofPlace = young.places.get(place);
    if (ofPlace === undefined) young.places.set(place, new Map([[text, value]]));
    else ofPlace.set(text, value);
    young.count++;
    young.characters += text.length;
  }
}

class Generation<Value> {
  readonly places = new Map<string, Map<string, Value>>();
  count = 0;
  characters = 0;
}
