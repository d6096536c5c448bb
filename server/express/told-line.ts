import { MAX_SESSION_BYTES } from '../contract/app-line-limits.ts';
import type { AppRequestPlace } from '../contract/app-lines.ts';
import type { StoreOperation } from '../contract/log-entry.ts';
import type { Verdict } from '../contract/verdict.ts';
import { decideExpress, type ExpressFacts } from '../engines/express-decision.ts';
import { dataJsonOf } from '../engines/session-data.ts';
import { isKept } from '../record/kept-session.ts';
import type { RequestNote } from './request-note.ts';

export interface ToldLine {
  readonly place: AppRequestPlace;
  readonly cookieName: string;
  readonly store: string;
  readonly verdict: Verdict;
  readonly facts: ExpressFacts;
}

const mostCalls = 200;
const longestMessage = 2_000;

/** The line about a request that has ended (`toldRequestSchema`), without the end mark. */
export function toldLine(note: RequestNote, { place, cookieName, store, verdict, facts }: ToldLine): string {
  const { request } = note;
  const line = {
    t: 'request',
    place,
    method: request.method ?? '',
    url: (request as { readonly originalUrl?: string }).originalUrl ?? request.url ?? '',
    arrivedAtMs: note.arrivedAtMs,
    cookieName,
    store,
    verdict,
    operations: note.operations.slice(0, mostCalls),
    storeOperations: note.storeOperations.slice(0, mostCalls).map(withShortError),
    decision: decideExpress(facts),
    errors: note.errors.map(({ message }) => message.slice(0, longestMessage)).slice(0, 20),
  };
  // The data is already text, so it is put into the line as it is.
  const { sidBefore: sid, sessionBeforeJson: json } = note;
  const after = sideAfter(note, facts);
  const isSame = after.sid === sid && after.json === json;
  const sides = `"before":${sideText({ sid, json })},"after":${isSame ? '"same"' : sideText(after)}`;
  return `${JSON.stringify(line).slice(0, -1)},${sides}}`;
}

function withShortError(call: StoreOperation): StoreOperation {
  const { error = '' } = call;
  return error.length > longestMessage ? { ...call, error: error.slice(0, longestMessage) } : call;
}

interface Side {
  readonly sid: string | null;
  readonly json: string | null;
}

function sideAfter(note: RequestNote, { atEnd }: ExpressFacts): Side {
  const { session, sessionID } = note.request;
  if (!session || typeof sessionID !== 'string' || !isKept(note, sessionID)) return { sid: null, json: null };
  const isNoted = atEnd?.session === 'present' && atEnd.sid === sessionID;
  return { sid: sessionID, json: isNoted ? atEnd.dataJson : dataJsonOf(session) };
}

function sideText({ sid, json }: Side): string {
  const bytes = json === null ? 0 : Buffer.byteLength(json);
  if (bytes > MAX_SESSION_BYTES) return `{"sid":${JSON.stringify(sid)},"data":null,"tooLarge":${bytes}}`;
  return `{"sid":${JSON.stringify(sid)},"data":${json}}`;
}
