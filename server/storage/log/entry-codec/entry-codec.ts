import { rememberingLast } from '../../../base/remembering.ts';
import type { SessionData } from '../../../contract/json.ts';
import {
  type EngineName,
  EXTRA_NAMES,
  type ExtraName,
  type HeaderList,
  type LogEntry,
  type RequestRecord,
} from '../../../contract/log-entry.ts';
import type { ReceivedCookie } from '../../../contract/received-cookie.ts';
import type { Verdict } from '../../../contract/verdict.ts';
import { type PackedDecision, packDecision, unpackDecision } from './decision.ts';
import { type PackedHeaders, packHeaders, unpackHeaders } from './header-lines.ts';
import {
  type PackedOperation,
  type PackedStoreOperation,
  packOperation,
  packStoreOperation,
  unpackOperation,
  unpackStoreOperation,
} from './operations.ts';
import { type PackedCookies, packCookies, unpackCookies } from './received-cookies.ts';

/*
 * A record repeats values, so that a reader finds each where it is needed: the cookie is in its header, among the
 * received cookies, and as the session cookie; the sid up to six times. A row contains each value once. That is about a
 * third of the text, so five records fit into a page of the database instead of one, and writing costs a third
 * (docs/speed.md).
 */

/**
 * The first item of a packed row is its version. Rows of version 2 end with an object of named extras. Rows of version
 * 1 end before that object, or with the extras `resendOf` and `isTimeUnknown` by position. A row that is not a list is
 * the JSON of an entry; the first release wrote these.
 */
export const rowVersion = 2;
export const positionalRowVersion = 1;

type Extras = Partial<Pick<RequestRecord, ExtraName>>;

const engines: readonly EngineName[] = ['server-side', 'client-side'];
const sameAsBefore = 0;

/** A sid or a text of the record by its number, or itself. */
type Reference = number | string | null;
type PackedVerdict = [sid: number, secretNumber: number] | Verdict;

type PackedRequest = [
  version: number,
  id: number,
  arrivedAtMs: number,
  durationMs: number | null,
  actorId: string,
  actorName: string,
  isSimulated: number,
  engine: number,
  method: string | null,
  url: string,
  httpVersion: string | null,
  status: number | null,
  statusText: string,
  requestHeaders: PackedHeaders,
  responseHeaders: PackedHeaders,
  responseBodyBytes: number | null,
  cookieName: string,
  cookieValue: Reference,
  receivedCookies: PackedCookies,
  sids: string[],
  verdict: PackedVerdict,
  sidBefore: number,
  sidAfter: number,
  sessionBefore: SessionData | null,
  sessionAfter: SessionData | null | typeof sameAsBefore,
  operations: PackedOperation[],
  storeOperations: PackedStoreOperation[],
  decision: PackedDecision,
  headSentAtMs: number | null,
  setCookie: Reference,
  errors: RequestRecord['errors'],
  findings: RequestRecord['findings'],
  isAborted: number,
  /** Version 2: the extras. Version 1: `resendOf`, and after it `isTimeUnknown`. */
  extras?: Extras | number | null,
  isTimeUnknown?: 1,
];

/** The text of an entry as a row of the log stores it. `decodeEntry` returns an equal entry. */
export function encodeEntry(entry: LogEntry): string {
  return entry.kind === 'request' ? requestText(entry) : JSON.stringify(entry);
}

/**
 * The entry of a row. Throws for a text that no version of this app has written: a SyntaxError if it is not JSON, or an
 * error if it is from a newer version. Not every accepted text is a valid entry: see `readEntry`.
 */
export function decodeEntry(text: string): LogEntry {
  const row = JSON.parse(text) as LogEntry | PackedRequest;
  if (typeof row !== 'object' || row === null) throw new TypeError('This row of the log is not an entry');
  if (!Array.isArray(row)) return row;
  if (row[0] !== rowVersion && row[0] !== positionalRowVersion) {
    throw new SyntaxError(`This row of the log has version ${row[0]}, which is newer than this app`);
  }
  return unpackRequest(row);
}

/*
 * The text of a PackedRequest, written member by member. The lists of headers and cookies are often the same objects,
 * so their text is cached, and no row is built only to be converted to text. This costs a third of the simple way
 * (docs/speed.md).
 */
function requestText(record: RequestRecord): string {
  const { actor, requestHeaders, responseHeaders, receivedCookies, cookieValue, setCookie } = record;
  const sids: string[] = [];
  const sidNumber = (sid: string): number => {
    const known = sids.indexOf(sid);
    return known === -1 ? sids.push(sid) - 1 : known;
  };
  const reference = (sid: string | null): number => (sid === null ? -1 : sidNumber(sid));
  const inCookies = receivedCookies.findIndex(({ value }) => value === cookieValue);
  const inHeaders = setCookie === null ? -1 : responseHeaders.findIndex(([, value]) => value === setCookie);
  // Numbers the sids in the record, in the order in which the text contains them.
  const verdict = json(packVerdict(record.verdict, sidNumber));
  const sidBefore = reference(record.sidBefore);
  const sidAfter = reference(record.sidAfter);
  const storeOperations = json(record.storeOperations.map((call) => packStoreOperation(call, sidNumber)));
  const isSame = record.sessionAfter !== null && record.sessionAfter === record.sessionBefore;
  const head = `${rowVersion},${record.id},${number(record.arrivedAtMs)},${number(record.durationMs)},${actorText(actor)}`;
  const line = `${record.engine === null ? -1 : engines.indexOf(record.engine)},${json(record.method)},${json(record.url)},${json(record.httpVersion)}`;
  const status = `${record.status},${json(record.statusText)}`;
  const headers = `${headersText(requestHeaders)},${headersText(responseHeaders)},${number(record.responseBodyBytes)}`;
  const cookie = `${json(record.cookieName)},${inCookies === -1 ? json(cookieValue) : inCookies}`;
  const cookies = cookiesText(receivedCookies, requestHeaders);
  const session = `${json(record.sessionBefore)},${isSame ? sameAsBefore : json(record.sessionAfter)}`;
  const uses = `${json(record.operations.map(packOperation))},${storeOperations},${json(packDecision(record.decision))}`;
  const sent = `${record.headSentAtMs === null ? null : number(record.headSentAtMs)},${inHeaders === -1 ? json(setCookie) : inHeaders}`;
  const end = `${json(record.errors)},${json(record.findings)},${record.isAborted ? 1 : 0}`;
  const extras = json(extrasOf(record));
  return `[${head},${line},${status},${headers},${cookie},${cookies},${json(sids)},${verdict},${sidBefore},${sidAfter},${session},${uses},${sent},${end},${extras}]`;
}

function extrasOf(record: RequestRecord): Extras {
  const extras: Record<string, unknown> = {};
  for (const name of EXTRA_NAMES) if (record[name] !== undefined) extras[name] = record[name];
  return extras;
}

const json = JSON.stringify;
const headersText = rememberingLast((lines: HeaderList) => json(packHeaders(lines)));
const cookiesText = rememberingLast((cookies: readonly ReceivedCookie[], lines: HeaderList) =>
  json(packCookies(cookies, lines)),
);
const actorText = rememberingLast(
  ({ id, name, kind }: RequestRecord['actor']) => `${json(id)},${json(name)},${kind === 'simulated' ? 1 : 0}`,
);

/** Like JSON: a value that is not a finite number becomes null. */
function number(value: number | null): string {
  return Number.isFinite(value) ? String(value) : 'null';
}

function unpackRequest(row: PackedRequest): RequestRecord {
  const requestHeaders = unpackHeaders(row[13]);
  const responseHeaders = unpackHeaders(row[14]);
  const receivedCookies = unpackCookies(row[18], requestHeaders);
  const sids = listOf<string>(row[19]);
  const sid = (number: number): string | null => (number === -1 ? null : (sids[number] as string));
  const sessionBefore = row[23];
  return {
    kind: 'request',
    id: row[1],
    arrivedAtMs: row[2],
    durationMs: row[3],
    actor: unpackActor(row[4], row[5], row[6]),
    engine: row[7] === -1 ? null : (engines[row[7]] as EngineName),
    method: row[8],
    url: row[9],
    httpVersion: row[10],
    status: row[11],
    statusText: row[12],
    requestHeaders,
    responseHeaders,
    responseBodyBytes: row[15],
    cookieName: row[16],
    cookieValue: typeof row[17] === 'number' ? (receivedCookies[row[17]]?.value as string) : row[17],
    receivedCookies,
    verdict: unpackVerdict(row[20], sids),
    sidBefore: sid(row[21]),
    sidAfter: sid(row[22]),
    sessionBefore,
    sessionAfter: row[24] === sameAsBefore ? sessionBefore : row[24],
    operations: listOf<PackedOperation>(row[25]).map(unpackOperation),
    storeOperations: listOf<PackedStoreOperation>(row[26]).map((call) => unpackStoreOperation(call, sids)),
    decision: unpackDecision(row[27]),
    headSentAtMs: row[28],
    setCookie: typeof row[29] === 'number' ? (responseHeaders[row[29]]?.[1] as string) : row[29],
    errors: row[30],
    findings: row[31],
    isAborted: isOne(row[32]),
    ...(row[0] === rowVersion ? (row[33] as Extras) : positionalExtras(row)),
  };
}

/** Throws for a value that is not a list, because it would otherwise count as an empty list. */
function listOf<T>(value: readonly T[]): readonly T[] {
  if (!Array.isArray(value)) throw new TypeError('A member of this row of the log should be a list, and is not');
  return value;
}

function isOne(bit: number): boolean {
  if (bit !== 0 && bit !== 1) throw new TypeError('A bit of this row of the log is neither 0 nor 1');
  return bit === 1;
}

function positionalExtras(row: PackedRequest): Extras {
  return {
    ...(typeof row[33] === 'number' ? { resendOf: row[33] } : undefined),
    ...(row[34] === 1 ? { isTimeUnknown: true } : undefined),
  };
}

function packVerdict(verdict: Verdict, sidNumber: (sid: string) => number): PackedVerdict {
  const isPlain = verdict.kind === 'accepted' && verdict.sid !== null;
  return isPlain ? [sidNumber(verdict.sid as string), verdict.secretNumber] : verdict;
}

export function unpackActor(id: string, name: string, isSimulated: number): RequestRecord['actor'] {
  return { id, name, kind: isOne(isSimulated) ? 'simulated' : 'outside' };
}

export function unpackVerdict(packed: PackedVerdict, sids: readonly string[]): Verdict {
  if (!Array.isArray(packed)) return packed;
  return { kind: 'accepted', sid: sids[packed[0]] as string, secretNumber: packed[1] };
}
