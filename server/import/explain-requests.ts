import type { LogEntry } from '../contract/log-entry.ts';
import { RecordingFollower } from '../record/clients/follow-recording.ts';
import { AppsOfRecording } from './apps-of-recording.ts';

/**
 * Says of the requests of a recording which cookies were expected, and which session is that of their app. Entries have
 * to come in the order of time. `isHar`: a HAR of another program is the recording of one browser.
 */
export function explainRequests(isHar: boolean): (entry: LogEntry) => LogEntry {
  const clients = new RecordingFollower();
  const apps = new AppsOfRecording();
  return (entry) => {
    if (entry.kind !== 'request') return entry;
    const isForeign = entry.verdict.kind === 'not-observed';
    return clients.follow(isForeign ? apps.withOwnSession(entry) : entry, { isOneBrowser: isHar && isForeign });
  };
}
