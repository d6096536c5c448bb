import { FlaskConical, FlaskConicalOff } from 'lucide-react';
import { isLabActor } from '../../../server/contract/lab/lab-actors.ts';
import type { LogEntry } from '../../../server/contract/log-entry.ts';
import { useCommandRegistry } from '../../commands/use-commands.ts';
import { useFiltered, useLiveInspector } from '../../data/use-inspector.ts';
import { hasTerm, NO_LAB } from '../../model/filter-text.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** Hides the requests of the Lab, or shows them again. There only while the log in memory has some, or hides them. */
export function LabSwitch() {
  const t = useStrings().filter;
  const registry = useCommandRegistry();
  const isHiding = useFiltered(({ text }) => hasTerm(text, NO_LAB));
  const hasAny = useLiveInspector(({ log }) => hasLabRequests(log.entries));
  if (!hasAny && !isHiding) return null;
  return (
    <IconButton label={isHiding ? t.showLab : t.hideLab} onClick={() => void registry.run('hide-lab-rows')}>
      {isHiding ? <FlaskConicalOff size={14} /> : <FlaskConical size={14} />}
    </IconButton>
  );
}

let lastAsked: { readonly entries: readonly LogEntry[]; readonly answer: boolean } = { entries: [], answer: false };

/** The result for an array is cached, because it is needed at every change and entries change rarely. */
function hasLabRequests(entries: readonly LogEntry[]): boolean {
  if (lastAsked.entries !== entries) {
    const answer = entries.some((entry) => entry.kind === 'request' && isLabActor(entry.actor.id));
    lastAsked = { entries, answer };
  }
  return lastAsked.answer;
}
