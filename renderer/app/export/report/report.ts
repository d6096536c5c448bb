/** The content of a report, and the functions that several of its parts use. */
import type { ActorRef } from '../../../../server/contract/actor.ts';
import type { EngineName, LogEntry, RequestRecord } from '../../../../server/contract/log-entry.ts';
import type { Settings } from '../../../../server/contract/settings.ts';
import { learnOwners, ownerOfCookie, type SessionOwners } from '../../../data/session-owners.ts';
import { knownAtMs } from '../../../sentences/entry-sentence.ts';

export interface ReportInput {
  /** Oldest first; not empty. */
  readonly entries: readonly LogEntry[];
  /** How many there are in all; `entries` are the newest of them. */
  readonly total: number;
  /** The session of the report, as in its entries; null if the report is about a filter or the whole log. */
  readonly sid: string | null;
  /** The actor to whom that session was issued, if entries outside of the report show it. */
  readonly owner: ActorRef | null;
  /** As they are now. */
  readonly settings: Settings;
  readonly isRaw: boolean;
  /** The title and the author of the report; empty if not given. */
  readonly title: string;
  readonly author: string;
  readonly madeAtMs: number;
}

/** A report, looked through once. */
export interface Report extends ReportInput {
  readonly requests: readonly RequestRecord[];
  /** The first and the last time that is known. Null if no time is known. */
  readonly span: { readonly firstAtMs: number; readonly lastAtMs: number } | null;
  /** The senders, in the order of their first requests. */
  readonly senders: readonly ActorRef[];
  readonly engines: readonly EngineName[];
  readonly owners: SessionOwners;
}

const MAX_OWNERS = 1000;

export function readReport(input: ReportInput): Report {
  const { entries, sid, owner, settings } = input;
  const requests = entries.filter((entry) => entry.kind === 'request');
  const times = entries.flatMap((entry) => knownAtMs(entry) ?? []);
  const engines = [...new Set(requests.flatMap(({ engine }) => engine ?? []))];
  const known: SessionOwners = sid !== null && owner !== null ? new Map([[sid, owner]]) : new Map();
  return {
    ...input,
    requests,
    span: times.length === 0 ? null : { firstAtMs: Math.min(...times), lastAtMs: Math.max(...times) },
    senders: [...new Map(requests.map(({ actor }) => [actor.id, actor])).values()],
    engines: requests.length === 0 ? [settings.engine] : engines,
    owners: learnOwners(known, entries, MAX_OWNERS),
  };
}

/** The actor to whom the session of a request was issued; null if unknown. */
export function ownerOf(record: RequestRecord, { owners }: Report): ActorRef | null {
  return ownerOfCookie(owners, record);
}
