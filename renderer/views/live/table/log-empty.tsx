import { Cookie } from 'lucide-react';
import { useCommands, useInspector } from '../../../data/use-inspector.ts';
import { useRecording } from '../../../data/use-recordings.ts';
import { useWatchedApp } from '../../../data/use-watching.ts';
import { lazyPart } from '../../../shared/lazy-part.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { FirstScreen } from './first-screen.tsx';

/** A separate file with its words, which is never loaded for the tutorial site. */
const WatchedEmpty = lazyPart(async () => (await import('./watched-empty.tsx')).WatchedEmpty);

/** Fills a log without entries: the ways to start, or why there are no entries. */
export function LogEmpty() {
  const {
    live: t,
    recording: { emptyLog },
  } = useStrings();
  const { setRecording } = useCommands();
  const isRecording = useInspector((state) => state.settings?.recording ?? true);
  const isFile = useRecording() !== null;
  const app = useWatchedApp();
  const icon = <Cookie size={24} strokeWidth={1.6} />;
  if (isFile) return <EmptyState icon={icon} text={emptyLog} />;
  if (isRecording) return app === null ? <FirstScreen /> : <WatchedEmpty app={app} />;
  return (
    <EmptyState icon={icon} text={t.emptyPaused}>
      <Button look="primary" onClick={() => void setRecording(true)}>
        {t.emptyResume}
      </Button>
    </EmptyState>
  );
}
