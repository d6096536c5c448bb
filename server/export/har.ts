import type { LogEntry } from '../contract/log-entry.ts';
import { EXPORT_FORMAT, type ExportHead } from './export-head.ts';
import { harEntry } from './har-entry.ts';
import { isoTime } from './iso-time.ts';

const CREATOR = { name: 'Session Inspector', version: EXPORT_FORMAT };

/**
 * Writes entries as one HAR 1.2 document, in pieces of text. Each request is an entry of `log.entries` (see harEntry). What is
 * no request is kept whole where it happened: in `_followedBy` of the request before it, or in `log._inspector.entries` if no
 * request came before. The text is a JSON document only when read to its end.
 */
export async function* writeHar(entries: AsyncIterable<LogEntry>, head: ExportHead): AsyncGenerator<string> {
  const about = { format: EXPORT_FORMAT, exportedAt: isoTime(head.exportedAtMs), redacted: head.isRedacted };
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(CREATOR)},"_inspector":${openMember(about, 'entries')}`;
  // What is still open: the list of entries before the first request, or the request written last, with or without followers.
  let open: 'beginning' | 'request' | 'followers' = 'beginning';
  let isFirstOther = true;
  for await (const entry of entries) {
    if (entry.kind === 'request') {
      yield `${close(open)}\n${JSON.stringify(harEntry(entry, head)).slice(0, -1)}`;
      open = 'request';
      isFirstOther = true;
    } else {
      const before = open === 'request' ? ',"_followedBy":[' : isFirstOther ? '' : ',';
      yield before + JSON.stringify(entry);
      if (open === 'request') open = 'followers';
      isFirstOther = false;
    }
  }
  yield open === 'beginning' ? ']},"entries":[]}}\n' : `${open === 'followers' ? ']' : ''}}\n]}}\n`;
}

/** What has to be written between what is open and the next request. */
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

/** The object's JSON with one more member, a list that is left open. */
function openMember(object: object, name: string): string {
  return `${JSON.stringify(object).slice(0, -1)},${JSON.stringify(name)}:[`;
}
