import { ExternalLink, Info, Users } from 'lucide-react';
import type { WatchedApp } from '../../../server/contract/watch.ts';
import { shellApi } from '../../data/shell-api.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { usePreference } from '../../data/use-preference.ts';
import { pageToOpen } from '../../model/page-to-open.ts';
import { useWatchActors } from '../../navigation/watch-actors.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import { AppFacts } from './app-facts.tsx';
import { AppMenu } from './app-menu.tsx';
import { appTrouble, isElsewhere } from './app-trouble.ts';
import styles from './watch-strip.module.css';

/** Shown above the log of a watched app: where to open it, its state, and the facts about its sessions. */
export function WatchStrip({ app }: { app: WatchedApp }) {
  const t = useWatchStrings();
  const isLow = useMediaQuery('(max-height: 640px)');
  const [chosen, setHasFacts] = usePreference('watch-facts', (stored) => stored ?? '');
  const open = pageToOpen(app);
  const hasFacts = chosen === '' ? !isLow : chosen === 'shown';
  return (
    <section className={styles.strip} aria-label={t.strip} data-tour="strip">
      <div className={styles.line}>
        {open !== null && (
          <span className={styles.open} data-tour="open">
            <span className={styles.instead}>{t.openInstead(open, app.app)}</span>
            <CopyButton text={open} label={t.copyOpen} />
            <OpenApp app={app} open={open} />
          </span>
        )}
        <AppState app={app} />
        <FactsToggle isShown={hasFacts} onShow={(isShown) => setHasFacts(isShown ? 'shown' : 'hidden')} />
        <ActorsToggle />
        <AppMenu app={app} />
      </div>
      {hasFacts && <AppFacts app={app} />}
    </section>
  );
}

interface FactsToggleProps {
  readonly isShown: boolean;
  readonly onShow: (isShown: boolean) => void;
}

/** In a low window the facts are hidden to show more requests, until the user shows them. */
function FactsToggle({ isShown, onShow }: FactsToggleProps) {
  const t = useWatchStrings();
  return (
    <IconButton
      label={isShown ? t.hideFacts : t.showFacts}
      isFramed
      data-tour="facts-toggle"
      aria-expanded={isShown}
      onClick={() => onShow(!isShown)}
    >
      <Info size={14} />
    </IconButton>
  );
}

/** The simulated browsers take the space of five requests, so they are hidden until the user shows them. */
function ActorsToggle() {
  const t = useWatchStrings();
  const [isShown, setIsShown] = useWatchActors();
  return (
    <Button aria-expanded={isShown} data-tour="try" onClick={() => setIsShown(!isShown)}>
      <Users size={14} />
      {isShown ? t.hideActors : t.showActors}
    </Button>
  );
}

/** The fault of the app or of the proxy; without a fault, the app's own address, at which it answers. */
function AppState({ app }: { app: WatchedApp }) {
  const t = useWatchStrings();
  const { changeWatched, setRecording } = useCommands();
  const trouble = appTrouble(app, t);
  const action =
    app.proxy.state !== 'listening' ? (
      <Button onClick={() => void changeWatched({ id: app.id, isListening: true })}>{t.listenAgain}</Button>
    ) : !app.isRecording ? (
      <Button onClick={() => void setRecording(true)}>{t.record}</Button>
    ) : isElsewhere(app) ? (
      <Button onClick={() => void changeWatched({ id: app.id, port: app.wantedPort })}>
        {t.tryPort(app.wantedPort)}
      </Button>
    ) : null;
  return (
    <span className={styles.state} role="status" data-bad={trouble !== null || undefined}>
      <span className={styles.dot} aria-hidden="true" />
      <HostileText text={trouble ?? calmState(app, t)} />
      {action}
    </span>
  );
}

function calmState(app: WatchedApp, t: ReturnType<typeof useWatchStrings>): string {
  const { upstream, sessionCookie, requestCount } = app;
  if (upstream.state !== 'running') return t.upstream.starting;
  if (sessionCookie === null && requestCount > 0) return t.noCookieState(upstream.address);
  return t.upstream.running(upstream.address);
}

/** On the desktop the shell opens the user's browser; a tab opens another tab. */
function OpenApp({ app, open }: { app: WatchedApp; open: string }) {
  const t = useWatchStrings();
  const openIt = () => {
    if (shellApi === null) window.open(open, '_blank', 'noopener,noreferrer');
    else void shellApi.openSite(app.id);
  };
  return (
    <Button onClick={openIt}>
      <ExternalLink size={14} />
      {t.openButton(open.replace(/^http:\/\//, ''))}
    </Button>
  );
}
