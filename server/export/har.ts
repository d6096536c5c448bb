import type { LogEntry, RequestRecord } from '../contract/log-entry.ts';
import { CookieRunWriter } from './cookie-runs.ts';
import { aboutExport, EXPORT_FORMAT, type ExportHead } from './export-head.ts';
import { harEntry } from './har-entry.ts';
import type { LogWriter } from './log-writer.ts';

const CREATOR = { name: 'Session Inspector', version: EXPORT_FORMAT };

/**
 * One HAR 1.2 document. Each request is an entry of `log.entries` (see harEntry). Entries of the log that are not
 * requests are kept in full at their position: in `_followedBy` of the previous request, or in `log._inspector.entries`
 * if there is no previous request. The text is valid JSON only if it is written to its end.
 */
export function harWriter(head: ExportHead): LogWriter {
  const about = aboutExport(head);
  // The part that is still open: the list of entries before the first request, or the last request, with or without
  // following entries.
  let open: 'beginning' | 'request' | 'followers' = 'beginning';
  let isFirstOther = true;
  const runs = new CookieRunWriter();
  return {
    head: () =>
      `{"log":{"version":"1.2","creator":${JSON.stringify(CREATOR)},"_inspector":${openMember(about, 'entries')}`,
    entry(entryJson) {
      const entry = JSON.parse(entryJson) as LogEntry;
      if (entry.kind === 'request') {
        const before = close(open);
        open = 'request';
        isFirstOther = true;
        return `${before}\n${JSON.stringify({ ...harEntry(entry, head), ...cookiesOf(entry, runs) }).slice(0, -1)}`;
      }
      const before = open === 'request' ? ',"_followedBy":[' : isFirstOther ? '' : ',';
      if (open === 'request') open = 'followers';
      isFirstOther = false;
      return before + entryJson;
    },
    end: () => (open === 'beginning' ? ']},"entries":[]}}\n' : `${open === 'followers' ? ']' : ''}}\n]}}\n`),
  };
}

/** The expected cookies; a long list refers to earlier entries, as in NDJSON. */
function cookiesOf(record: RequestRecord, runs: CookieRunWriter) {
  return record.expectedCookies === undefined ? {} : { _expectedCookies: runs.shortened(record) };
}

/** The text that closes the open part before the next request. */
function close(open: 'beginning' | 'request' | 'followers'): string {
  switch (open) {
    case 'beginning':
      return ']},"entries":[';
    case 'request':
      return '},';
    case 'followers':
      return ']},';
  }
}

/** The JSON of an object with one more member, a list that is not closed. */
function openMember(object: object, name: string): string {
  return `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(name)}:[`;
}
