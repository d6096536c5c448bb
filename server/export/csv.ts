import type { LogEntry, RequestRecord, UnreadableEntry } from '../contract/log-entry.ts';
import { isSeenFromOutside } from '../contract/seen-from-outside.ts';
import type { StoreEvidence, StoreSide } from '../contract/store-evidence.ts';
import type { Verdict } from '../contract/verdict.ts';
import { csvCell } from './csv-cell.ts';
import { expectedCookiesText } from './expected-cookies-text.ts';
import { isoTime } from './iso-time.ts';
import type { LogWriter } from './log-writer.ts';

const COLUMNS = [
  'id',
  'kind',
  'time',
  'actor',
  'method',
  'url',
  'status',
  'duration_ms',
  'response_bytes',
  'verdict',
  'sid_before',
  'sid_after',
  'operations',
  'session_before',
  'session_after',
  'cookie',
  'set_cookie',
  'store_operations',
  'errors',
  'aborted',
  'engine',
  'resend_of',
  'detail',
  'expected_cookies',
  'change_of',
  'row_before',
  'row_after',
  'row_key',
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number | boolean | null>>;

const BYTE_ORDER_MARK = '\ufeff';

/**
 * CSV by RFC 4180 (CRLF, quotes doubled), with a byte order mark and a header row, so that spreadsheets read it as
 * UTF-8. Each entry is one row; lists and session data are JSON in their cells. An unknown value is an empty cell.
 * csvCell makes cells safe for spreadsheets, so CSV is for reading; NDJSON has the exact data.
 */
export function csvWriter(): LogWriter {
  return {
    head: () => `${BYTE_ORDER_MARK}${COLUMNS.join(',')}\r\n`,
    entry(entryJson) {
      const row = rowOf(JSON.parse(entryJson) as LogEntry);
      return `${COLUMNS.map((column) => csvCell(row[column] ?? null)).join(',')}\r\n`;
    },
    end: () => '',
  };
}

function rowOf(entry: LogEntry): Row {
  switch (entry.kind) {
    case 'request':
      return requestRow(entry);
    case 'edit':
      return {
        id: entry.id,
        kind: entry.kind,
        time: isoTime(entry.atMs),
        sid_before: entry.sid,
        sid_after: entry.action === 'destroy' ? null : entry.sid,
        operations: JSON.stringify([
          { op: entry.action, key: entry.key, before: entry.before, after: entry.after, by: entry.by },
        ]),
      };
    case 'gap':
      return {
        id: entry.id,
        kind: entry.kind,
        time: isoTime(entry.toMs),
        detail: JSON.stringify({ from: isoTime(entry.fromMs), to: isoTime(entry.toMs) }),
      };
    case 'unreadable':
      return { id: entry.id, kind: entry.kind, time: isoTime(entry.atMs), detail: unreadableSentence(entry) };
    case 'notice':
      return { id: entry.id, kind: entry.kind, time: isoTime(entry.atMs), detail: JSON.stringify(entry.notice) };
  }
}

function unreadableSentence({ id, reason }: UnreadableEntry): string {
  const row = `Row ${id} of the log cannot be read`;
  switch (reason.code) {
    case 'not-json':
      return `${row}: its text is not JSON.`;
    case 'newer':
      return `${row}: a newer version of the app wrote it (format ${reason.version}).`;
    case 'misfit':
      return reason.member === null
        ? `${row}: its text is JSON, but not an entry of a log.`
        : `${row}: its member ${reason.member} does not fit.`;
  }
}

function requestRow(record: RequestRecord): Row {
  const store = record.evidence?.store;
  const isOutside = isSeenFromOutside(record);
  const isOfFile = record.verdict.kind === 'not-observed';
  return {
    id: record.id,
    kind: record.kind,
    time: record.isTimeUnknown ? null : isoTime(record.arrivedAtMs),
    actor: record.actor.name,
    method: record.method,
    url: record.url,
    status: record.status,
    duration_ms: record.durationMs,
    response_bytes: record.responseBodyBytes,
    verdict: verdictText(record.verdict),
    sid_before: record.sidBefore,
    sid_after: record.sidAfter,
    operations: isOutside ? null : JSON.stringify(record.operations),
    session_before: record.sessionBefore && JSON.stringify(record.sessionBefore),
    session_after: record.sessionAfter && JSON.stringify(record.sessionAfter),
    cookie: record.cookieValue,
    set_cookie: record.setCookie,
    store_operations: isOutside ? null : JSON.stringify(record.storeOperations),
    errors: record.errors.length === 0 ? null : JSON.stringify(record.errors),
    aborted: isOfFile ? null : record.isAborted,
    engine: isOfFile ? null : record.engine,
    resend_of: record.resendOf ?? null,
    expected_cookies: expectedCookiesText(record.expectedCookies ?? []) || null,
    ...(store === undefined ? {} : storeCells(store)),
  };
}

/**
 * What the session store of a watched app tells: whose change it is, such as `shared (5, 7)` with the numbers of the
 * overlapping requests or `late (703 ms)`, the state of the row before and after, with the reason if it is not known,
 * and the key of the row.
 */
function storeCells({ attribution, sharedWith, savedLateMs, before, after }: StoreEvidence): Row {
  const about = [...sharedWith.map(String), ...(savedLateMs === null ? [] : [`${Math.round(savedLateMs)} ms`])];
  return {
    change_of: about.length === 0 ? attribution : `${attribution} (${about.join(', ')})`,
    row_before: sideText(before),
    row_after: sideText(after),
    row_key: after.key ?? before.key,
  };
}

function sideText({ state, detail, dangerous }: StoreSide): string {
  const about = [detail, dangerous.length === 0 ? null : `runs ${dangerous.join(', ')}`].filter(
    (each) => each !== null,
  );
  return about.length === 0 ? state : `${state} (${about.join('; ')})`;
}

/** `accepted`, or with a reason `malformed (no-prefix)`. */
function verdictText(verdict: Verdict): string {
  return verdict.kind === 'malformed' ? `${verdict.kind} (${verdict.reason})` : verdict.kind;
}
