import type { HeaderList, LogEntry } from '../contract/log-entry.ts';
import {
  isRest,
  type PartReading,
  type RecordingAbout,
  type RecordingSecrets,
  type Skipped,
} from '../contract/recording.ts';

/** The number of skipped parts that are listed. Further ones are only counted. */
const skippedTold = 100;

/** A place in a file: the line, counted from 1, and in a HAR the number of the entry in its list, also from 1. */
export interface PlaceInFile {
  readonly line: number;
  readonly entry?: number;
}

/** Counts what was read of a file. */
export class Tally {
  requestCount = 0;
  otherCount = 0;
  skippedCount = 0;
  readonly skipped: Skipped[] = [];
  readonly #skippedWhy = new Map<Skipped['why'], number>();
  readonly #parts = new Map<string, PartReading>();
  /** Whether a request has a cookie. */
  #hasCookies = false;
  /**
   * Whether there is a request from a program that does not know what the server did, and one from a program that does.
   */
  #hasForeign = false;
  #hasObserved = false;

  get entryCount(): number {
    return this.requestCount + this.otherCount;
  }

  count(entry: LogEntry): void {
    if (entry.kind !== 'request') {
      this.otherCount++;
      return;
    }
    this.requestCount++;
    this.#hasCookies ||= [...entry.requestHeaders, ...entry.responseHeaders].some(isOfCookies);
    if (entry.verdict.kind === 'not-observed') this.#hasForeign = true;
    else this.#hasObserved = true;
  }

  /** Whether any part of the file describes what the server did. */
  get tellsServer(): boolean {
    return this.#hasObserved || !this.#hasForeign;
  }

  skip(place: PlaceInFile, why: Skipped['why'], detail = ''): void {
    this.skippedCount++;
    this.#skippedWhy.set(why, (this.#skippedWhy.get(why) ?? 0) + 1);
    // The rest of a file comes last, and is listed after any number of skipped entries.
    if (this.skipped.length < skippedTold || isRest(why))
      this.skipped.push({ ...place, why, detail: detail.slice(0, 200) });
  }

  /** Reports a part of the entry at this place that is not shown exactly as in the file. */
  notePart(place: PlaceInFile, how: PartReading['how'], member: string): void {
    const key = `${how} ${member}`;
    const first = this.#parts.get(key) ?? { how, member, count: 0, ...place };
    this.#parts.set(key, { ...first, count: first.count + 1 });
  }

  get skippedWhy(): RecordingAbout['skippedWhy'] {
    return commonestFirst([...this.#skippedWhy].map(([why, count]) => ({ why, count })));
  }

  get parts(): RecordingAbout['parts'] {
    return commonestFirst([...this.#parts.values()]);
  }

  /** `isRedacted` is the declaration of the file. Null if it has none. */
  secrets(isRedacted: boolean | null): RecordingSecrets {
    if (isRedacted !== null) return isRedacted ? 'pseudonyms' : 'whole';
    return this.#hasForeign && !this.#hasCookies ? 'no-cookies' : 'not-told';
  }
}

function isOfCookies([name]: HeaderList[number]): boolean {
  return /^(?:set-)?cookie$/i.test(name);
}

function commonestFirst<Counted extends { readonly count: number }>(list: readonly Counted[]): Counted[] {
  return list.toSorted((a, b) => b.count - a.count);
}
