import { keptAsideSentence } from '../../server/contract/file-words-en.ts';
import type { EditEntry, GapEntry, LogEntry, NoticeEntry, UnreadableEntry } from '../../server/contract/log-entry.ts';
import { shortSid } from '../model/short-sid.ts';
import type { Strings } from '../strings/en.ts';
import { failureSentence, recoverySentence } from './storage-sentence.ts';

/** An entry of the log that is not a request. */
export type OtherEntry = GapEntry | EditEntry | NoticeEntry | UnreadableEntry;

/** When an entry belongs in the log, in wall-clock ms. */
export function entryAtMs(entry: LogEntry): number {
  switch (entry.kind) {
    case 'request':
      return entry.arrivedAtMs;
    case 'gap':
      return entry.toMs;
    case 'edit':
    case 'notice':
    case 'unreadable':
      return entry.atMs;
  }
}

/** When an entry happened. Null for a request of a file that does not tell its time. */
export function knownAtMs(entry: LogEntry): number | null {
  return entry.kind === 'request' && entry.isTimeUnknown ? null : entryAtMs(entry);
}

/** The sentence of the table for an entry that is not a request. */
export function entrySentence(entry: OtherEntry, t: Strings): string {
  switch (entry.kind) {
    case 'gap':
      return t.live.gap(entry.fromMs, entry.toMs);
    case 'edit':
      return editSentence(entry, t.live);
    case 'notice':
      return noticeSentence(entry.notice, t);
    case 'unreadable':
      return unreadableSentence(entry, t.live.unreadable);
  }
}

/** The sentence for a row whose entry cannot be read. */
export function unreadableSentence({ id, reason }: UnreadableEntry, t: Strings['live']['unreadable']): string {
  switch (reason.code) {
    case 'not-json':
      return t.row(id, t.notJson);
    case 'newer':
      return t.row(id, t.newer(reason.version));
    case 'misfit':
      return t.row(id, reason.member === null ? t.noEntry : t.misfit(reason.member));
  }
}

function editSentence(entry: EditEntry, t: Strings['live']): string {
  const sid = shortSid(entry.sid);
  if (entry.by === 'lab') return t.putAwayByLab(sid);
  switch (entry.action) {
    case 'set':
    case 'pop':
      return t.edit[entry.action](sid, entry.key ?? '');
    case 'replace':
    case 'expire':
    case 'destroy':
      return t.edit[entry.action](sid);
  }
}

function noticeSentence(notice: NoticeEntry['notice'], { live: t, storage }: Strings): string {
  switch (notice.code) {
    case 'port-taken':
      return t.notice.portTaken(notice.wanted, notice.got);
    case 'recording-paused':
      return t.notice.paused;
    case 'recording-resumed':
      return t.notice.resumed;
    case 'single-connection':
      return t.notice.singleConnection(notice.sqliteVersion);
    case 'secrets-changed':
      return t.notice.secretsChanged[notice.change](notice.count);
    case 'site-moved':
      return t.notice.siteMoved(notice.port);
    case 'cookie-renamed':
      return t.notice.cookieRenamed[notice.engine](notice.name);
    case 'requests-refused':
      return t.notice.requestsRefused(notice.status, notice.count);
    case 'connections-closed':
      return t.notice.connectionsClosed[notice.why](notice.at, notice.count);
    case 'settings-unreadable':
      return t.notice.settingsUnreadable(
        notice.keptAside,
        notice.dropped.map((name) => settingName(name, t)),
      );
    case 'settings-not-kept':
      return t.notice.settingsNotKept(notice.reason);
    case 'file-kept-aside':
      return keptAsideSentence(notice, t.notice.keptAside);
    case 'writes-refused':
      return storage.wereRefused(storage.refusalPast[notice.obstacle], notice);
    case 'store-was-away':
      return storage.storeWasAway(notice.place, notice.fromMs, notice.toMs);
    case 'sessions-removed':
      return t.notice.sessionsRemoved[notice.limit](notice.max, notice.removed);
    case 'log-shortened':
      return t.notice.logShortened[notice.limit](notice.max, notice.removed);
    case 'database-set-aside':
    case 'database-missing':
    case 'database-temporary':
      return recoverySentence(notice, storage);
    case 'database-failed':
      return failureSentence(notice, null, storage);
    case 'database-copied':
      return storage.copied(notice.copy);
    case 'database-not-copied':
      return storage.notCopied(notice.reason);
    case 'closed-off':
      return storage.closedOff[notice.what];
  }
}

/** The name of a setting; one that only another version knows goes by the name in its file. */
function settingName(name: string, t: Strings['live']): string {
  const names: Readonly<Record<string, string>> = t.notice.settingNames;
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}
