import { useInspector } from '../data/use-inspector.ts';
import { FileDrop } from './recording/file-drop.tsx';
import { RecordingGate } from './recording/recording-gate.tsx';
import { AppShell } from './shell/app-shell.tsx';
import { ConnectingScreen } from './shell/connecting-screen.tsx';
import { RefusalScreen } from './shell/refusal-screen.tsx';
import { useLook } from './shell/use-look.ts';

/** The whole window: the inspector, or what stands in for it while there is none to show. */
export function App() {
  useLook();
  const connection = useInspector((state) => state.connection);
  const hasData = useInspector((state) => state.site !== null);
  if (connection === 'refused') return <RefusalScreen />;
  if (!hasData) return <ConnectingScreen connection={connection} />;
  return (
    <>
      <RecordingGate>
        <AppShell />
      </RecordingGate>
      <FileDrop />
    </>
  );
}
