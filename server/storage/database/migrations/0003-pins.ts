/** Requests that somebody keeps in sight: copies, so that they outlive a clear of the log and its limits. */
export const sql = `
CREATE TABLE pins (
  id           INTEGER PRIMARY KEY,
  pinned_at_ms INTEGER NOT NULL,
  entry_json   TEXT    NOT NULL
) STRICT;
`;
