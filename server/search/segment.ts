/**
 * A range of the log in columns, in order of id. This is the form that a search scans and that is stored on the disk.
 * It is never changed.
 */
export interface Segment {
  readonly count: number;
  /** Relative to the first id of its shard. */
  readonly ids: Uint32Array;
  readonly atMs: Float64Array;
  readonly flags: Uint32Array;
  readonly status: Uint16Array;
  readonly durationMs: Float32Array;
  readonly bytes: Uint32Array;
  /** The items of row n are `items[starts[n] .. starts[n + 1])`. */
  readonly starts: Uint32Array;
  readonly items: Uint32Array;
}

/** One entry with its texts interned. */
export interface Row {
  /** Relative to the first id of its shard. */
  readonly id: number;
  readonly atMs: number;
  readonly flags: number;
  readonly status: number;
  readonly durationMs: number;
  readonly bytes: number;
  readonly items: readonly number[];
}

const headBytes = 8;

/** `rows` must be in order of id. */
export function segmentOf(rows: readonly Row[]): Segment {
  const itemCount = rows.reduce((sum, { items }) => sum + items.length, 0);
  const segment = layOut(new ArrayBuffer(sizeOf(rows.length, itemCount)), rows.length, itemCount);
  let at = 0;
  rows.forEach((row, place) => {
    segment.ids[place] = row.id;
    segment.atMs[place] = row.atMs;
    segment.flags[place] = row.flags;
    segment.status[place] = row.status;
    segment.durationMs[place] = row.durationMs;
    segment.bytes[place] = row.bytes;
    segment.starts[place] = at;
    for (const item of row.items) segment.items[at++] = item;
  });
  segment.starts[rows.length] = at;
  return segment;
}

export function rowsOf(segment: Segment): Row[] {
  return Array.from({ length: segment.count }, (_, place) => ({
    id: segment.ids[place] as number,
    atMs: segment.atMs[place] as number,
    flags: segment.flags[place] as number,
    status: segment.status[place] as number,
    durationMs: segment.durationMs[place] as number,
    bytes: segment.bytes[place] as number,
    items: [...segment.items.subarray(segment.starts[place], segment.starts[place + 1])],
  }));
}

/** Little-endian, like every machine on which Node runs. */
export function encodeSegment(segment: Segment): Uint8Array {
  const bytes = new Uint8Array(segment.atMs.buffer);
  const head = new Uint32Array(segment.atMs.buffer, 0, 2);
  head[0] = segment.count;
  head[1] = segment.items.length;
  return bytes;
}

export function decodeSegment(bytes: Uint8Array): Segment {
  const buffer = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  const [count = 0, itemCount = 0] = new Uint32Array(buffer, 0, 2);
  if (sizeOf(count, itemCount) !== buffer.byteLength) throw new RangeError('A segment of the search index is damaged.');
  return layOut(buffer, count, itemCount);
}

function sizeOf(count: number, itemCount: number): number {
  return headBytes + count * (8 + 4 * 5 + 2) + 4 + 4 * itemCount;
}

/** The columns, the widest numbers first, so that every column is aligned. */
function layOut(buffer: ArrayBuffer, count: number, itemCount: number): Segment {
  let at = headBytes;
  const place = (bytes: number) => {
    const from = at;
    at += bytes;
    return from;
  };
  return {
    count,
    atMs: new Float64Array(buffer, place(8 * count), count),
    ids: new Uint32Array(buffer, place(4 * count), count),
    flags: new Uint32Array(buffer, place(4 * count), count),
    durationMs: new Float32Array(buffer, place(4 * count), count),
    bytes: new Uint32Array(buffer, place(4 * count), count),
    starts: new Uint32Array(buffer, place(4 * (count + 1)), count + 1),
    items: new Uint32Array(buffer, place(4 * itemCount), itemCount),
    status: new Uint16Array(buffer, place(2 * count), count),
  };
}

/** The index of an id, or the index at which it would be inserted. */
export function placeOf(segment: Segment, id: number): number {
  let low = 0;
  let high = segment.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segment.ids[middle] as number) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
