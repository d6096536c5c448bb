import { CircleHelp } from 'lucide-react';
import { useWorkspaceKind, type WorkspaceKind } from '../data/use-watching.ts';
import type { Strings } from '../strings/en.ts';
import { useStrings } from '../strings/use-strings.ts';
import { EmptyState } from '../ui/empty-state.tsx';

export type NotToldPane = 'story' | 'session' | 'store';

/** Replaces a pane for which a record from outside the app has no data, and says why. */
export function NotTold({ pane }: { pane: NotToldPane }) {
  const text = notToldText(pane, useWorkspaceKind(), useStrings());
  return <EmptyState icon={<CircleHelp size={24} strokeWidth={1.6} />} text={text} />;
}

/** The same as a sentence, where other things are known. */
export function notToldText(
  pane: NotToldPane,
  workspace: WorkspaceKind,
  { recording, watchedSessions }: Pick<Strings, 'recording' | 'watchedSessions'>,
): string {
  const t = workspace === 'watched' ? watchedSessions : recording;
  return `${t.notTold} ${t.notToldWhat[pane]}`;
}
