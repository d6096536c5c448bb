import { useCallback, useEffect, useRef, useState } from 'react';
import { useCommandKeys } from '../../commands/use-command-keys.ts';
import { useNativeMenu } from '../../commands/use-native-menu.ts';
import { useSingleKeys } from '../../commands/use-single-keys.ts';
import { useHasData } from '../../data/use-inspector.ts';
import { useRecording } from '../../data/use-recordings.ts';
import { useWatchedApp, useWorkspaceKind } from '../../data/use-watching.ts';
import { type ExportWish, OpenExportContext } from '../../navigation/open-export.ts';
import { useView } from '../../navigation/use-view.ts';
import { preloadWhenIdle } from '../../shared/lazy-part.tsx';
import { LiveOnly } from '../../shared/live-only.tsx';
import { useStrings } from '../../strings/use-strings.ts';
import { Hints } from '../../ui/hints.tsx';
import { PopupPlaceContext } from '../../ui/popup-place.ts';
import { OpeningStrip } from '../recording/opening-strip.tsx';
import { useTour } from '../tour/use-tour.ts';
import styles from './app-shell.module.css';
import { Connecting } from './connecting.tsx';
import { DownloadNote } from './download-note.tsx';
import {
  ExportDialog,
  GlossaryDialog,
  KeySheet,
  LAZY_PARTS,
  PaletteDialog,
  RecordingStrip,
  Tour,
  WatchDialog,
  WatchStrip,
} from './parts.ts';
import { ProblemStrip } from './problem-strip.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useShellCommands } from './use-shell-commands.ts';
import { VIEW_FACTS } from './views.ts';

/**
 * The frame around every view: bar, rail, status line; and the dialogs that can be opened from anywhere. Before the
 * first data, only what is certain can be seen: the name, the rail, and the places of the others.
 */
export function AppShell() {
  const t = useStrings().shell;
  const view = useView();
  const hasData = useHasData();
  const { areOn: hasSingleKeys } = useSingleKeys();
  const kind = useWorkspaceKind();
  const app = useWatchedApp();
  const recording = useRecording();
  const { View, hasRecording } = VIEW_FACTS[view];
  const main = useRef<HTMLElement>(null);
  const [dialog, setDialog] = useState<'export' | 'palette' | 'keys' | 'words' | 'watch' | null>(null);
  const [wish, setWish] = useState<ExportWish>({});
  const [isClearing, setIsClearing] = useState(false);
  const [savedAs, setSavedAs] = useState<string | null>(null);

  const openExport = useCallback((wanted: ExportWish) => {
    setWish(wanted);
    setDialog('export');
  }, []);
  useEffect(() => preloadWhenIdle(LAZY_PARTS), []);
  const tour = useTour();
  useShellCommands({
    askToClear: () => setIsClearing(true),
    openExport: () => openExport({}),
    openWatch: () => setDialog('watch'),
    openPalette: () => setDialog('palette'),
    openKeys: () => setDialog('keys'),
    openWords: () => setDialog('words'),
    takeTour: tour.start,
  });
  useCommandKeys({ hasSingleKeys, isBehind: dialog !== null || !hasData });
  useNativeMenu(hasData);

  const dialogProps = (name: typeof dialog) => ({
    isOpen: dialog === name,
    onOpenChange: (isOpen: boolean) => setDialog(isOpen ? name : null),
  });
  return (
    <PopupPlaceContext value={main}>
      <div className={styles.shell} data-waiting={!hasData || undefined} aria-busy={!hasData}>
        <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
          {t.skipToMain}
        </button>
        <TopBar isClearing={isClearing} onClearing={setIsClearing} onExport={() => openExport({})} />
        <Rail view={view} isTourOffered={hasData && tour.isOffered} />
        <main ref={main} tabIndex={-1} className={styles.main}>
          <Tour isOpen={tour.isOpen} onClose={tour.close} />
          {app !== null && <WatchStrip app={app} />}
          {recording !== null && <RecordingStrip about={recording} />}
          <OpeningStrip />
          <ProblemStrip />
          <DownloadNote fileName={savedAs} isQuiet={dialog === 'export'} onDismiss={() => setSavedAs(null)} />
          <div className={styles.view}>
            <OpenExportContext value={openExport}>
              {kind !== 'tutorial' && !hasRecording ? <LiveOnly /> : (hasData || view === 'live') && <View />}
            </OpenExportContext>
          </div>
        </main>
        {!hasData && <Connecting />}
        <StatusBar />
        <ExportDialog {...dialogProps('export')} wish={wish} onLeft={setSavedAs} />
        <PaletteDialog {...dialogProps('palette')} />
        <KeySheet {...dialogProps('keys')} />
        <GlossaryDialog {...dialogProps('words')} />
        <WatchDialog {...dialogProps('watch')} />
        <Hints />
      </div>
    </PopupPlaceContext>
  );
}
