import { CircleHelp } from 'lucide-react';
import { useStrings } from '../strings/use-strings.ts';
import { EmptyState } from '../ui/empty-state.tsx';

export type NotToldPane = 'story' | 'session' | 'store';

/** Stands in a pane for which a file of another program has nothing: says what it cannot tell, and why. */
export function NotTold({ pane }: { pane: NotToldPane }) {
  const t = useStrings().recording;
  return <EmptyState icon={<CircleHelp size={24} strokeWidth={1.6} />} text={`${t.notTold} ${t.notToldWhat[pane]}`} />;
}
