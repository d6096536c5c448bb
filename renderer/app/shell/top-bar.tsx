import { Download } from 'lucide-react';
import { useRecording } from '../../data/use-recordings.ts';
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
  /** Clearing asks once more; true while it asks. */
  readonly isClearing: boolean;
  readonly onClearing: (isClearing: boolean) => void;
  readonly onExport: () => void;
}

/** Where the site is, and what can be done with the whole log. */
export function TopBar({ isClearing, onClearing, onExport }: TopBarProps) {
  const t = useStrings().shell;
  const view = useView();
  // What is shown is a file: there is no site to see it happen on, and nothing in it can be cleared.
  const isRecording = useRecording() !== null;
  return (
    <header className={styles.bar}>
      <h1 className={styles.brand}>
        <BrandMark />
        <span className={styles.product}>{t.product}</span>
      </h1>
      {!isRecording && (
        <>
          <SiteAddress />
          <EngineSwitch />
        </>
      )}
      {view === 'live' ? <FilterField /> : <span className={styles.space} />}
      <fieldset className={styles.tools} aria-label={t.toolbar}>
        {!isRecording && (
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
