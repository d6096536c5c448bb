import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import type { LogColumn } from './log-columns.ts';
import { OtherCells } from './other-cells.tsx';
import { RequestCells } from './request-cells.tsx';

/** The cells of one row of the log. */
export function EntryCells({ entry, columns }: { entry: LogEntry; columns: readonly LogColumn[] }) {
  return entry.kind === 'request' ? (
    <RequestCells record={entry} columns={columns} />
  ) : (
    <OtherCells entry={entry} columnCount={columns.length} />
  );
}
