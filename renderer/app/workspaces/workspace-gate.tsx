import { type ReactNode, useSyncExternalStore } from 'react';
import { InspectorContext, useInspectorHere } from '../../data/use-inspector.ts';
import { useRecordingsState } from '../../data/use-recordings.ts';
import { useWatching } from '../../data/use-watching.ts';

/**
 * Gives everything below it the workspace that is shown: an open recording, else the watched app that was chosen, else
 * the tutorial site. Each workspace starts with new components, because a selection in one log means nothing in
 * another.
 */
export function WorkspaceGate({ children }: { children: ReactNode }) {
  const tutorial = useInspectorHere();
  const { open } = useRecordingsState();
  const watching = useWatching();
  const app = useSyncExternalStore(watching.subscribe, () => watching.getState().shown);
  const shown = open ?? app;
  return (
    <InspectorContext key={shown?.id ?? 'tutorial'} value={shown?.inspector ?? tutorial}>
      {children}
    </InspectorContext>
  );
}
