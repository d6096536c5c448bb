import { useInspector } from '../data/use-inspector.ts';
import { FileDrop } from './recording/file-drop.tsx';
import { AppShell } from './shell/app-shell.tsx';
import { ConnectingScreen } from './shell/connecting-screen.tsx';
import { RefusalScreen } from './shell/refusal-screen.tsx';
import { useLook } from './shell/use-look.ts';
import { WorkspaceGate } from './workspaces/workspace-gate.tsx';

/** The whole window: the inspector, or a screen in its place while the inspector cannot be shown. */
export function App() {
  useLook();
  const connection = useInspector((state) => state.connection);
  const hasData = useInspector((state) => state.site !== null);
  if (connection === 'refused') return <RefusalScreen />;
  if (!hasData) return <ConnectingScreen connection={connection} />;
  return (
    <>
      <WorkspaceGate>
        <AppShell />
      </WorkspaceGate>
      <FileDrop />
    </>
  );
}
