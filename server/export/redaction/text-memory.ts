/**
 * Remembers what was found out about texts, by the place they stand in, until so many others have come; the older half
 * goes as a whole. Removing single ones would be slower than all the rest.
 */
export class TextMemory<Value> {
  readonly #texts: number;
  readonly #characters: number;
  readonly #longest: number;
  #young = new Generation<Value>();
  #old = new Generation<Value>();

  /** `texts` and `characters` of each half; a text longer than `longest` is rare, and costs more memory than time. */
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

  /** `text` must be a string of its own: see detached. */
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
