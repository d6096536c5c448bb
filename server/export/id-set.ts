/** The number of ids on a page. A page takes 1 KiB. */
const PAGE = 8_192;

/** A set of ids, which takes one bit for each id of a log without gaps. */
export class IdSet {
  readonly #pages = new Map<number, Uint8Array>();

  add(id: number): void {
    const at = Math.floor(id / PAGE);
    let page = this.#pages.get(at);
    if (page === undefined) {
      page = new Uint8Array(PAGE / 8);
      this.#pages.set(at, page);
    }
    const bit = id - at * PAGE;
    page[bit >>> 3] = (page[bit >>> 3] as number) | (1 << (bit & 7));
  }

  has(id: number): boolean {
    const at = Math.floor(id / PAGE);
    const bit = id - at * PAGE;
    return (((this.#pages.get(at)?.[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) === 1;
  }
}
