import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useCommandKeys } from '../commands/use-command-keys.ts';
import { useNativeMenu } from '../commands/use-native-menu.ts';
import { SingleKeysContext, useSingleKeys } from '../commands/use-single-keys.ts';
import { LiveView } from '../live/live-view.tsx';
import { useStrings } from '../strings/use-strings.ts';
import { preloadWhenIdle } from '../ui/lazy-part.tsx';
import { PopupPlaceContext } from '../ui/popup-place.ts';
import styles from './app-shell.module.css';
import { DownloadNote } from './download-note.tsx';
import { CookiesView, ExportDialog, LAZY_PARTS, SessionsView, SettingsView } from './parts.ts';
import { ProblemStrip } from './problem-strip.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useShellCommands } from './use-shell-commands.ts';
import { useView, type View } from './use-view.ts';

const VIEWS: Record<View, ReactNode> = {
  live: <LiveView />,
  sessions: <SessionsView />,
  cookies: <CookiesView />,
  settings: <SettingsView />,
};

/** The frame around every view: bar, rail, status line; and what can be asked from anywhere. */
export function AppShell() {
  const t = useStrings().shell;
  const view = useView();
  const singleKeys = useSingleKeys();
  const main = useRef<HTMLElement>(null);
  const [isExporting, setIsExporting] = useState(false);
  const [isClearing, setIsClearing] = useState(false);
  const [savedAs, setSavedAs] = useState<string | null>(null);

  useEffect(() => preloadWhenIdle(LAZY_PARTS), []);
  useShellCommands({ askToClear: () => setIsClearing(true), openExport: () => setIsExporting(true) });
  useCommandKeys(singleKeys.areOn);
  useNativeMenu();

  return (
    <SingleKeysContext value={singleKeys}>
      <PopupPlaceContext value={main}>
        <div className={styles.shell}>
          <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
            {t.skipToMain}
          </button>
          <TopBar isClearing={isClearing} onClearing={setIsClearing} onExport={() => setIsExporting(true)} />
          <Rail view={view} />
          <main ref={main} tabIndex={-1} className={styles.main}>
            <ProblemStrip />
            <DownloadNote fileName={savedAs} onDismiss={() => setSavedAs(null)} />
            <div className={styles.view}>{VIEWS[view]}</div>
          </main>
          <StatusBar />
          <ExportDialog isOpen={isExporting} onOpenChange={setIsExporting} onStarted={setSavedAs} />
        </div>
      </PopupPlaceContext>
    </SingleKeysContext>
  );
}
