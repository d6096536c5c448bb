import { useHasData, useInspector } from '../data/use-inspector.ts';
import { FileDrop } from './recording/file-drop.tsx';
import { AppShell } from './shell/app-shell.tsx';
import { RefusalScreen } from './shell/refusal-screen.tsx';
import { UnansweredScreen } from './shell/unanswered-screen.tsx';
import { useLook } from './shell/use-look.ts';
import { WorkspaceGate } from './workspaces/workspace-gate.tsx';

/**
 * The whole window: the inspector, or a screen in its place while the inspector cannot be shown. The frame is drawn
 * before the first data arrives, which then only has to fill it.
 */
export function App() {
  useLook();
  const connection = useInspector((state) => state.connection);
  const hasData = useHasData();
  if (connection === 'refused') return <RefusalScreen />;
  if (!hasData && connection !== 'connecting') return <UnansweredScreen isSilent={connection === 'lost'} />;
  return (
    <>
      <WorkspaceGate>
        <AppShell />
      </WorkspaceGate>
      {hasData && <FileDrop />}
    </>
  );
}
