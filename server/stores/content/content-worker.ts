/** The thread of row-contents.ts: decodes large values, so that the thread of the requests does not have to. */
import { parentPort } from 'node:worker_threads';
import type { Answer, Question } from '../../base/asked-thread.ts';
import { tellCrash, toldError } from '../../base/thread-error.ts';
import { contentsOf, type HeldRow, type RowContent, type ShownRow, shownRow } from './row-content.ts';

/** Rows of a record, or a row that is shown. */
export type ContentQuestion =
  | { readonly before: HeldRow | null; readonly after: HeldRow | null }
  | { readonly shown: HeldRow };
export type ContentAnswer = readonly [RowContent | null, RowContent | null] | ShownRow;

const port = parentPort;
if (port !== null) {
  tellCrash();
  port.on('message', (order: Question<ContentQuestion> | 'stop') => {
    if (order === 'stop') port.close();
    else port.postMessage(answerTo(order));
  });
}

function answerTo({ number, asked }: Question<ContentQuestion>): Answer<ContentAnswer> {
  try {
    const answered =
      'shown' in asked ? shownRow(withBuffers(asked.shown)) : contentsOf(sent(asked.before), sent(asked.after));
    return { number, answered };
  } catch (error) {
    return { number, failure: toldError(error) };
  }
}

function sent(row: HeldRow | null): HeldRow | null {
  return row === null ? null : withBuffers(row);
}

/** A message contains bytes as plain arrays. */
function withBuffers(row: HeldRow): HeldRow {
  const { stored } = row;
  const { bytes, fields } = stored;
  const buffers = fields?.map(([name, value]): [string, Buffer] => [name, bufferOf(value)]);
  return {
    ...row,
    stored: { ...stored, bytes: bufferOf(bytes), ...(buffers === undefined ? {} : { fields: buffers }) },
  };
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
