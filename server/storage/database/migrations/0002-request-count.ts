/** How many requests the log held when a run ended: so that the next start need not count them. */
export const sql = `
ALTER TABLE runs ADD COLUMN request_count INTEGER;
`;
