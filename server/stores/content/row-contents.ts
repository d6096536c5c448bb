import { AskedThread } from '../../base/asked-thread.ts';
import { workerFile } from '../../base/worker-file.ts';
import { type UnpackOptions, unpack } from '../../encodings/packings.ts';
import type { RowFormat } from '../mappings.ts';
import type { ContentAnswer, ContentQuestion } from './content-worker.ts';
import { contentsOf, type HeldRow, type RowContent, type ShownRow, shownRow } from './row-content.ts';

/** A smaller value is decoded at once: in less than a millisecond or two. */
const smallBytes = 8 * 1024;
/** The same for the content of a compressed value, which can be a thousand times as large as the value. */
const smallContentBytes = 64 * 1024;
/** More values do not wait for the thread, because that many are large. */
const mostWaiting = 6;

type Sides = readonly [RowContent | null, RowContent | null];

/** Decodes the values of rows: small ones at once, others in a thread, which starts with the first of them. */
export class RowContents {
  #thread: AskedThread<ContentQuestion, ContentAnswer> | null = null;
  #waiting = 0;

  /** Starts the thread if this row will need it, because starting takes longer than decoding. */
  expect(row: HeldRow): void {
    if (!isQuick(row)) this.#thread ??= this.#start();
  }

  /** Null if too many other values wait to be decoded. Rejects only if a value makes the thread fail. */
  async contentsOf(before: HeldRow | null, after: HeldRow | null): Promise<Sides | null> {
    if ([before, after].every((row) => row === null || isQuick(row))) return contentsOf(before, after);
    return (await this.#ask({ before, after })) as Sides | null;
  }

  async shown(row: HeldRow): Promise<ShownRow | null> {
    return isSmall(row) ? shownRow(row) : ((await this.#ask({ shown: row })) as ShownRow | null);
  }

  async close(): Promise<void> {
    const ending = this.#thread;
    this.#thread = null;
    await ending?.stop();
  }

  async #ask(question: ContentQuestion): Promise<ContentAnswer | null> {
    if (this.#waiting >= mostWaiting) return null;
    this.#thread ??= this.#start();
    const thread = this.#thread;
    this.#waiting++;
    try {
      return await thread.ask(question);
    } finally {
      this.#waiting--;
    }
  }

  #start(): AskedThread<ContentQuestion, ContentAnswer> {
    const started: AskedThread<ContentQuestion, ContentAnswer> = new AskedThread(
      workerFile('content-worker', import.meta.url),
      {
        workerData: null,
        closed: 'The store is no longer attached.',
        onEnd: () => {
          if (this.#thread === started) this.#thread = null;
        },
      },
    );
    return started;
  }
}

/** Whether a row needs no thread for a record: a value that was read in part is not decoded. */
function isQuick(row: HeldRow): boolean {
  return row.stored.wholeBytes !== undefined || isSmall(row);
}

function isSmall({ stored: { bytes }, options: { format } }: HeldRow): boolean {
  if (bytes.length > smallBytes) return false;
  // These formats write a header of their own before the compressed part.
  const mostBefore = formatsWithHeader.has(format) ? mostHeaderBytes : 0;
  return !unpacksToMuch(bytes, mostBefore) && !unpacksToMuch(written(bytes), 0);
}

const formatsWithHeader: ReadonlySet<RowFormat> = new Set(['django-file-cache', 'rails-cache']);
const mostHeaderBytes = 128;
/** As often as compression is looked for within compression. */
const mostLayers = 4;

/** Whether compressed data begins within these bytes, and its content is large, or holds a compressed part that is. */
function unpacksToMuch(bytes: Buffer, mostBefore: number, layers = mostLayers): boolean {
  for (let at = 0; at <= mostBefore && at < bytes.length; at++) {
    const packed = bytes.subarray(at);
    const content = unpack(packed, looking)?.content ?? null;
    if (content === 'too-large' || (content !== null && layers === 0)) return true;
    if (content !== null && unpacksToMuch(content, 0, layers - 1)) return true;
  }
  return false;
}

/** Without a signature only large content matters here. */
const looking: UnpackOptions = {
  most: smallContentBytes,
  mayBeCut: true,
  accepts: (content, by) =>
    content === 'too-large' || by === 'gzip' || by === 'zlib' || content.length > smallContentBytes,
};

/** The bytes that a text of hex or base64 stands for, also behind the sign of a signed or compressed value. */
function written(bytes: Buffer): Buffer {
  const text = /^[.!]?([\w+/-]*)/.exec(bytes.toString('latin1'))?.[1] ?? '';
  return Buffer.from(text, /^[\da-f]*$/i.test(text) ? 'hex' : 'base64');
}
