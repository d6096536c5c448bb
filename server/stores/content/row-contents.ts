import { AskedThread } from '../../base/asked-thread.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { RowFormat } from '../mappings.ts';
import type { ContentAnswer, ContentQuestion } from './content-worker.ts';
import { contentsOf, type HeldRow, type RowContent, type ShownRow, shownRow } from './row-content.ts';

/** A smaller value is decoded at once: in less than a millisecond or two. */
const smallBytes = 8 * 1024;
/** A compressed value can be a thousand times as large. */
const smallPackedBytes = 64;
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
  const isPacked = packedFormats.has(format) || looksPacked(bytes);
  return bytes.length <= (isPacked ? smallPackedBytes : smallBytes);
}

const packedFormats: ReadonlySet<RowFormat> = new Set(['django-file-cache', 'rails-cache']);

/** Whether a value begins like zlib or gzip, as they are or in base64 or hex. */
function looksPacked(bytes: Buffer): boolean {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return true;
  if (bytes[0] === 0x78 && [0x01, 0x5e, 0x9c, 0xda].includes(bytes[1] ?? 0)) return true;
  return /^[.!]?(?:e[AFJN]|H4sI|78(?:01|5e|9c|da)|1f8b)/.test(bytes.toString('latin1', 0, 16));
}
