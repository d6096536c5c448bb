import { CircleHelp } from 'lucide-react';
import { useWorkspaceKind } from '../data/use-watching.ts';
import { useStrings } from '../strings/use-strings.ts';
import { EmptyState } from '../ui/empty-state.tsx';

export type NotToldPane = 'story' | 'session' | 'store';

/** Shown in a pane for which a record from outside of the app has nothing: says what is not known, and why. */
export function NotTold({ pane }: { pane: NotToldPane }) {
  const { recording, watchedSessions } = useStrings();
  const t = useWorkspaceKind() === 'watched' ? watchedSessions : recording;
  return <EmptyState icon={<CircleHelp size={24} strokeWidth={1.6} />} text={`${t.notTold} ${t.notToldWhat[pane]}`} />;
}
