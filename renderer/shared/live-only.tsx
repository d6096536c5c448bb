import { FlaskConical } from 'lucide-react';
import { useCommandRegistry } from '../commands/use-commands.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Shown in a view that needs the tutorial site, while a recording or a watched app is shown. */
export function LiveOnly() {
  const { recording: t, commands } = useStrings();
  const registry = useCommandRegistry();
  return (
    <EmptyState icon={<FlaskConical size={24} strokeWidth={1.6} />} text={t.liveOnly}>
      <Button look="primary" onClick={() => void registry.run('show-tutorial')}>
        {commands.titles['show-tutorial']}
      </Button>
    </EmptyState>
  );
}
