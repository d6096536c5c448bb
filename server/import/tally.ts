import type { LogEntry } from '../contract/log-entry.ts';
import type { RecordingSecrets, Skipped } from '../contract/recording.ts';

/** So many are told one by one; the others are counted. */
const skippedTold = 100;

/** What was read of a file so far. */
export class Tally {
  requestCount = 0;
  otherCount = 0;
  skippedCount = 0;
  readonly skipped: Skipped[] = [];
  /** Whether a cookie stood in any entry. */
  hasCookies = false;
  /** Whether an entry came from a program that does not know what the server did. */
  hasForeign = false;

  get entryCount(): number {
    return this.requestCount + this.otherCount;
  }

  count(entry: LogEntry): void {
    if (entry.kind === 'request') this.requestCount++;
    else this.otherCount++;
  }

  skip(line: number, why: Skipped['why'], detail = ''): void {
    this.skippedCount++;
    if (this.skipped.length < skippedTold) this.skipped.push({ line, why, detail: detail.slice(0, 200) });
  }

  /** `isRedacted`: what the file says of itself, null where it does not. */
  secrets(isRedacted: boolean | null): RecordingSecrets {
    if (isRedacted !== null) return isRedacted ? 'pseudonyms' : 'whole';
    return this.hasForeign && !this.hasCookies ? 'no-cookies' : 'not-told';
  }
}
