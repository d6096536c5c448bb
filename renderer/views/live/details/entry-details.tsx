import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { OtherDetails } from './other-details.tsx';
import { RequestDetails } from './request-details.tsx';

export interface EntryDetailsProps {
  readonly entry: LogEntry;
  readonly onClose: () => void;
}

/** The details of the selected entry. */
export function EntryDetails({ entry, onClose }: EntryDetailsProps) {
  return entry.kind === 'request' ? (
    <RequestDetails record={entry} onClose={onClose} />
  ) : (
    <OtherDetails entry={entry} onClose={onClose} />
  );
}
