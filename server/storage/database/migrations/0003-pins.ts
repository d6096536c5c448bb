/** Pinned requests. They are copies, so that they stay when the log is cleared or shortened. */
export const sql = `
CREATE TABLE pins (
  id           INTEGER PRIMARY KEY,
  pinned_at_ms INTEGER NOT NULL,
  entry_json   TEXT    NOT NULL
) STRICT;
`;
