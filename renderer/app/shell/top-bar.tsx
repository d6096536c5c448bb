import { Download } from 'lucide-react';
import { useHasData } from '../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../data/use-watching.ts';
import { useView } from '../../navigation/use-view.ts';
import { FilterField } from '../../shared/filter/filter-field.tsx';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { OpenButton } from '../recording/open-button.tsx';
import { BrandMark } from './brand-mark.tsx';
import { ClearButton } from './clear-button.tsx';
import { EngineSwitch } from './engine-switch.tsx';
import { RecordingToggle } from './recording-toggle.tsx';
import { SiteAddress } from './site-address.tsx';
import styles from './top-bar.module.css';

export interface TopBarProps {
  /** True while the question about clearing is shown. */
  readonly isClearing: boolean;
  readonly onClearing: (isClearing: boolean) => void;
  readonly onExport: () => void;
}

/** The selected workspace, and the actions on its whole log. */
export function TopBar({ isClearing, onClearing, onExport }: TopBarProps) {
  const t = useStrings().shell;
  const view = useView();
  const hasData = useHasData();
  // The log of a file cannot be cleared. Only the tutorial site has engines.
  const kind = useWorkspaceKind();
  return (
    <header className={styles.bar} data-waiting={!hasData || undefined}>
      <h1 className={styles.brand}>
        <BrandMark />
        <span className={styles.product}>{t.product}</span>
      </h1>
      <SiteAddress />
      {kind === 'tutorial' && <EngineSwitch />}
      {view === 'live' ? <FilterField /> : <span className={styles.space} />}
      <fieldset className={styles.tools} aria-label={t.toolbar}>
        {kind !== 'recording' && (
          <>
            <RecordingToggle />
            <ClearButton isAsking={isClearing} onAsking={onClearing} />
          </>
        )}
        <OpenButton />
        <Button look="primary" onClick={onExport} aria-haspopup="dialog">
          <Download size={14} />
          {t.export}
        </Button>
      </fieldset>
    </header>
  );
}
