import type { EngineName } from '../../../server/contract/log-entry.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './engine-switch.module.css';

const ENGINES: readonly EngineName[] = ['server-side', 'client-side'];

/** Where sessions are kept, and the change of it, which holds from the next request on. */
export function EngineSwitch() {
  const t = useStrings().engine;
  const engine = useInspector((state) => state.settings?.engine ?? 'server-side');
  const { changeSettings } = useCommands();
  return (
    <span className={styles.switch} data-tour="engine">
      <Segmented
        label={t.title}
        value={engine}
        onChange={(next) => void changeSettings({ engine: next })}
        options={ENGINES.map((value) => ({ value, label: t.names[value], hint: t.hint[value] }))}
      />
    </span>
  );
}
