import type { SessionSummary } from '../../../server/contract/session-page.ts';

/** A row of the table; its session is null while its page is on its way. */
export interface SessionRow {
  readonly key: string | number;
  readonly session: SessionSummary | null;
}
