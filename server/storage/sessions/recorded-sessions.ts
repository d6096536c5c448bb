import type { Database } from 'better-sqlite3';
import type { RecordedSession, RecordedSessions } from '../../contract/recording.ts';

/**
 * The sessions in the entries of a log, last seen first, for a log without stored sessions. The time 0 is that of the
 * entries of a file without any time.
 */
export function createRecordedSessions(database: Database): (limit: number) => RecordedSessions {
  const sids = `SELECT sid, id, at_ms FROM log WHERE sid IS NOT NULL
                UNION ALL SELECT old_sid, id, at_ms FROM log WHERE old_sid IS NOT NULL`;
  const list = database.prepare<[number], RecordedSession>(
    `SELECT sid, count(*) AS entryCount, nullif(min(at_ms), 0) AS firstAtMs, nullif(max(at_ms), 0) AS lastAtMs
     FROM (${sids}) GROUP BY sid ORDER BY max(id) DESC LIMIT ?`,
  );
  const count = database.prepare<[], number>(`SELECT count(DISTINCT sid) FROM (${sids})`).pluck();
  return (limit) => ({ sessions: list.all(limit), all: count.get() ?? 0 });
}
