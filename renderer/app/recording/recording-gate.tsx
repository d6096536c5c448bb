import type { ReactNode } from 'react';
import { InspectorContext, useInspectorHere } from '../../data/use-inspector.ts';
import { useRecordingsState } from '../../data/use-recordings.ts';

/**
 * What is below sees the file that is open in the place of the live log, if one is. Each begins anew: what was chosen
 * in one log means nothing in another.
 */
export function RecordingGate({ children }: { children: ReactNode }) {
  const live = useInspectorHere();
  const { open } = useRecordingsState();
  return (
    <InspectorContext key={open?.id ?? 'live'} value={open?.inspector ?? live}>
      {children}
    </InspectorContext>
  );
}
