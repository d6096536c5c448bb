/**
 * The number and the bytes of requests and of sessions, in one row that SQLite updates by triggers. A write that is
 * rolled back is not counted, and no recount is needed after a crash. The bytes are those of the pages that a row
 * fills: a page of 4 KiB contains as many rows of one size as fit, and a larger row has its own pages. `pid` is the
 * process of a run.
 */
const pagesOf = (bytes: string) => `CASE WHEN ${bytes} > 4061 THEN ${bytes} + 512 ELSE 4096 / (4088 / ${bytes}) END`;

/** In addition to its texts, each row has other columns and entries in the indexes. */
export const bytesOfEntry = (row: string) => pagesOf(`(octet_length(${row}entry_json) + 100)`);
export const bytesOfSession = (row: string) =>
  pagesOf(`(octet_length(${row}data_json) + octet_length(${row}cookie_json) + 150)`);

/** Counts every row, into a table without a row. */
export const countAll = `INSERT INTO totals SELECT 1, count(*) FILTER (WHERE kind = 'request'), ifnull(sum(${bytesOfEntry('')}), 0), 0, 0 FROM log;
UPDATE totals SET (sessions, session_bytes) = (SELECT count(*), ifnull(sum(${bytesOfSession('')}), 0) FROM sessions);`;

export const sql = `
CREATE TABLE totals (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  requests      INTEGER NOT NULL,
  log_bytes     INTEGER NOT NULL,
  sessions      INTEGER NOT NULL,
  session_bytes INTEGER NOT NULL
) STRICT;
${countAll}

CREATE TRIGGER log_added AFTER INSERT ON log BEGIN
  UPDATE totals SET requests = requests + (NEW.kind = 'request'), log_bytes = log_bytes + ${bytesOfEntry('NEW.')};
END;
CREATE TRIGGER log_removed AFTER DELETE ON log BEGIN
  UPDATE totals SET requests = requests - (OLD.kind = 'request'), log_bytes = log_bytes - ${bytesOfEntry('OLD.')};
END;
CREATE TRIGGER session_added AFTER INSERT ON sessions BEGIN
  UPDATE totals SET sessions = sessions + 1, session_bytes = session_bytes + ${bytesOfSession('NEW.')};
END;
CREATE TRIGGER session_changed AFTER UPDATE OF data_json, cookie_json ON sessions BEGIN
  UPDATE totals SET session_bytes = session_bytes - ${bytesOfSession('OLD.')} + ${bytesOfSession('NEW.')};
END;
CREATE TRIGGER session_removed AFTER DELETE ON sessions BEGIN
  UPDATE totals SET sessions = sessions - 1, session_bytes = session_bytes - ${bytesOfSession('OLD.')};
END;

ALTER TABLE runs ADD COLUMN pid INTEGER;
`;
