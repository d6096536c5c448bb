/** The number of requests in the log when a run ended, so that the next start need not count them. */
export const sql = `
ALTER TABLE runs ADD COLUMN request_count INTEGER;
`;
