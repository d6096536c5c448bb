import { useCommands } from '../../../data/use-inspector.ts';
import { useWatchedApp } from '../../../data/use-watching.ts';
import { useWatchStrings } from '../../../strings/use-watch-strings.ts';
import { Button } from '../../../ui/button.tsx';

/** Connects to the attached store once more, after a fault that is not tried again automatically. */
export function TryStoreAgain() {
  const t = useWatchStrings();
  const app = useWatchedApp();
  const { changeWatched } = useCommands();
  if (app === null) return null;
  return <Button onClick={() => void changeWatched({ id: app.id, triesStoreAgain: true })}>{t.tryStoreAgain}</Button>;
}
