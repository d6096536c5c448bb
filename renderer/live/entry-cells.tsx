import type { LogEntry } from '../../server/contract/log-entry.ts';
import { OtherCells } from './other-cells.tsx';
import { RequestCells } from './request-cells.tsx';

/** The cells of one row of the log. */
export function EntryCells({ entry }: { entry: LogEntry }) {
  return entry.kind === 'request' ? <RequestCells record={entry} /> : <OtherCells entry={entry} />;
}
