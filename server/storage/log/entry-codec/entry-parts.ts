import { jsonItems } from '../../../base/json-scan.ts';
import { lastOf } from '../../../base/last-of.ts';
import { EXTRA_NAMES, type ExtraName, type HeaderList, type RequestRecord } from '../../../contract/log-entry.ts';
import { unpackDecision } from './decision.ts';
import { positionalRowVersion, rowVersion, unpackActor, unpackVerdict } from './entry-codec.ts';
import { unpackHeaders } from './header-lines.ts';
import { unpackOperation, unpackStoreOperation } from './operations.ts';
import { unpackCookies } from './received-cookies.ts';

/* A packed row that is read member by member, for readers of a million rows. Most members of most records are equal to
   those of the previous record, so a reader that caches them by their text has nothing to parse. */

/** A member that is computed from items of the row. Equal items give equal members. */
export interface PackedMember {
  /** The positions of these items in the row. */
  readonly items: readonly number[];
  /** The value from these items, parsed. */
  readonly unpack: (...items: never[]) => unknown;
  /** The positions of the times in each entry of the first item, because times differ in every record. */
  readonly timesIn?: (entry: readonly string[]) => readonly number[];
}

/** A member of a record in a row: its JSON, or the way to compute it. Null for an absent member. */
export type RowMember = string | PackedMember | null;

/** The items that every row has. */
const itemCount = 33;
const extrasPlace = itemCount;
const cookieLinesPlace = itemCount + 1;
const noExtras = '{}';
/**
 * The items with texts that differ from client to client. `cookieLines` are the headers a second time, for the members
 * that depend only on the Cookie header.
 */
export const rowPlaces = {
  url: 9,
  requestHeaders: 13,
  responseHeaders: 14,
  sids: 19,
  cookieLines: cookieLinesPlace,
} as const;

const engines = ['"server-side"', '"client-side"'];
const actor: PackedMember = { items: [4, 5, 6], unpack: unpackActor };
const requestHeaders: PackedMember = { items: [13], unpack: unpackHeaders };
const responseHeaders: PackedMember = { items: [14], unpack: unpackHeaders };
const receivedCookies: PackedMember = { items: [18, cookieLinesPlace], unpack: cookiesOf };
const cookieValue: PackedMember = {
  items: [17, 18, cookieLinesPlace],
  unpack: (
    number: number,
    cookies: Parameters<typeof unpackCookies>[0],
    headers: Parameters<typeof unpackHeaders>[0],
  ) => cookiesOf(cookies, headers)[number]?.value,
};
const verdict: PackedMember = { items: [20, 19], unpack: unpackVerdict };
const sidBefore: PackedMember = { items: [21, 19], unpack: (number: number, sids: string[]) => sids[number] };
const sidAfter: PackedMember = { items: [22, 19], unpack: (number: number, sids: string[]) => sids[number] };
const operations: PackedMember = {
  items: [25],
  unpack: (list: Parameters<typeof unpackOperation>[0][]) => list.map(unpackOperation),
  timesIn: () => [0],
};
const storeOperations: PackedMember = {
  items: [26, 19],
  unpack: (list: Parameters<typeof unpackStoreOperation>[0][], sids: string[]) =>
    list.map((call) => unpackStoreOperation(call, sids)),
  timesIn: (call) => (Number(call[6]) & 1 ? [0, 4, 7] : [0, 4]),
};
const decision: PackedMember = { items: [27], unpack: unpackDecision };
const setCookie: PackedMember = {
  items: [29, 14],
  unpack: (number: number, headers: Parameters<typeof unpackHeaders>[0]) => unpackHeaders(headers)[number]?.[1],
};

/** Every member that all records have, in order, by its position in the row (see PackedRequest). */
const members: { readonly [Name in Exclude<keyof RequestRecord, ExtraName>]: (row: readonly string[]) => RowMember } = {
  kind: () => '"request"',
  id: item(1),
  arrivedAtMs: item(2),
  durationMs: item(3),
  actor: () => actor,
  // An unknown engine number becomes a value that does not match the contract.
  engine: (row) => (row[7] === '-1' ? 'null' : (engines[Number(row[7])] ?? 'false')),
  method: item(8),
  url: item(9),
  httpVersion: item(10),
  status: item(11),
  statusText: item(12),
  requestHeaders: () => requestHeaders,
  responseHeaders: () => responseHeaders,
  responseBodyBytes: item(15),
  cookieName: item(16),
  cookieValue: (row) => (isNumber(row[17]) ? cookieValue : item(17)(row)),
  receivedCookies: () => receivedCookies,
  verdict: () => verdict,
  sidBefore: (row) => (row[21] === '-1' ? 'null' : sidBefore),
  sidAfter: (row) => (row[22] === '-1' ? 'null' : sidAfter),
  sessionBefore: item(23),
  sessionAfter: (row) => item(row[24] === '0' ? 23 : 24)(row),
  operations: () => operations,
  storeOperations: () => storeOperations,
  decision: () => decision,
  headSentAtMs: item(28),
  setCookie: (row) => (isNumber(row[29]) ? setCookie : item(29)(row)),
  errors: item(30),
  findings: item(31),
  isAborted: (row) => (row[32] === '1' ? 'true' : row[32] === '0' ? 'false' : 'null'),
};

/** The members of a record, in the order in which it is written. */
export const rowMembers: readonly (readonly [keyof RequestRecord, (row: readonly string[]) => RowMember])[] = [
  ...(Object.entries(members) as [keyof RequestRecord, (row: readonly string[]) => RowMember][]),
  ...EXTRA_NAMES.map((name) => [name, extra(name)] as const),
];

/**
 * The JSON of each item of a packed row, with its extras and its `cookieLines`. Null for a row that is not packed, or
 * that has extras by position. Such rows are rare and are read as a whole.
 */
export function packedRow(text: string): readonly string[] | null {
  const row = jsonItems(text);
  if (row === null) return null;
  if (row[0] === String(positionalRowVersion) && row.length === itemCount) row.push(noExtras);
  else if (row[0] !== String(rowVersion) || row.length !== itemCount + 1) return null;
  row.push(row[rowPlaces.requestHeaders] ?? '[]');
  return row;
}

/** The texts from which a member is computed. Equal values have equal texts. */
export function sourceOf({ items }: PackedMember, row: readonly string[]): string[] {
  return items.map((place) => row[place] ?? 'null');
}

export function unpackMember({ unpack }: PackedMember, source: readonly string[]): unknown {
  return (unpack as (...items: unknown[]) => unknown)(...source.map((json) => JSON.parse(json) as unknown));
}

function item(place: number): (row: readonly string[]) => string {
  return (row) => row[place] ?? 'null';
}

function extra(name: ExtraName): (row: readonly string[]) => string | null {
  return (row) => {
    const extras = row[extrasPlace] ?? noExtras;
    if (extras === noExtras) return null;
    return extrasIn(extras)[name] ?? null;
  };
}

/** The JSON of each extra. All extras of a row are read in order. */
const extrasIn = lastOf((extras: string): Partial<Record<ExtraName, string>> => {
  const values = Object.entries(JSON.parse(extras) as Partial<Record<ExtraName, unknown>>);
  return Object.fromEntries(values.map(([name, value]) => [name, JSON.stringify(value)]));
});

/** The JSON of each extra. All extras of a row are read in order. */
function isNumber(json: string | undefined): boolean {
  return json !== undefined && !json.startsWith('"') && json !== 'null';
}

function cookiesOf(
  cookies: Parameters<typeof unpackCookies>[0],
  headers: Parameters<typeof unpackHeaders>[0],
): ReturnType<typeof unpackCookies> {
  const lines: HeaderList = unpackHeaders(headers);
  return unpackCookies(cookies, lines);
}
