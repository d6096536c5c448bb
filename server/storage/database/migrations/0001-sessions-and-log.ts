/**
 * Sessions: data and cookie are separate columns, so that a touch moves the expiry without rewriting (or restoring) the
 * data. The log: one row for each entry, with the whole entry as JSON and columns for lists and look-ups. `old_sid` is
 * filled only if the session after a request differs from the one before it. These rows connect the sids of a session.
 */
export const sql = `
CREATE TABLE sessions (
  sid             TEXT    NOT NULL PRIMARY KEY,
  data_json       TEXT    NOT NULL,
  cookie_json     TEXT    NOT NULL,
  cookie_expires  INTEGER NOT NULL CHECK (cookie_expires IN (0, 1)),
  expires_at_ms   INTEGER NOT NULL,
  created_at_ms   INTEGER NOT NULL,
  last_used_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_expiry ON sessions (expires_at_ms);
CREATE INDEX sessions_by_last_use ON sessions (last_used_at_ms);

CREATE TABLE log (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  kind       TEXT    NOT NULL CHECK (kind IN ('request', 'gap', 'edit', 'notice')),
  at_ms      INTEGER NOT NULL,
  sid        TEXT,
  old_sid    TEXT,
  entry_json TEXT    NOT NULL
) STRICT;
CREATE INDEX log_by_sid ON log (sid) WHERE sid IS NOT NULL;
CREATE INDEX log_by_old_sid ON log (old_sid) WHERE old_sid IS NOT NULL;

CREATE TABLE runs (
  id            INTEGER PRIMARY KEY,
  started_at_ms INTEGER NOT NULL,
  ended_at_ms   INTEGER
) STRICT;

CREATE TABLE actor_jars (
  actor_id      TEXT    NOT NULL PRIMARY KEY,
  jar_json      TEXT    NOT NULL,
  updated_at_ms INTEGER NOT NULL
) STRICT;
`;
