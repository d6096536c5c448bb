import { Cookie, ExternalLink } from 'lucide-react';
import type { WatchedApp } from '../../../../server/contract/watch.ts';
import { useCommandRegistry } from '../../../commands/use-commands.ts';
import { shellApi } from '../../../data/shell-api.ts';
import { pageToOpen } from '../../../model/page-to-open.ts';
import { portOf } from '../../../model/port-of.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { useWatchStrings } from '../../../strings/use-watch-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import styles from './watched-empty.module.css';

/** How each framework is started on another port, as its documentation has it. */
const START_ON_PORT: readonly ((port: number) => string)[] = [
  (port) => `flask run --port ${port}`,
  (port) => `python manage.py runserver ${port}`,
  (port) => `php -S localhost:${port}`,
  (port) => `php artisan serve --port=${port}`,
  (port) => `rails server -p ${port}`,
  (port) => `PORT=${port} npm start`,
  (port) => `npm run dev -- --port ${port}`,
];
/** So far from its usual port an app is moved: development servers seldom use such ports. */
const MOVE_BY = 100;

/** Shown in the empty log of a watched app: where to open the app, and the simulated browsers as an alternative. */
export function WatchedEmpty({ app }: { app: WatchedApp }) {
  const t = useWatchStrings();
  const { tour } = useStrings();
  const registry = useCommandRegistry();
  const { id } = app;
  const open = pageToOpen(app);
  const port = portOf(app.app);
  const openIt = () => {
    if (open === null) return;
    if (shellApi === null) window.open(open, '_blank', 'noopener,noreferrer');
    else void shellApi.openSite(id);
  };
  return (
    <div className={styles.empty}>
      <EmptyState
        icon={<Cookie size={24} strokeWidth={1.6} />}
        text={open === null ? t.emptyTitle(app.name) : t.emptyOpen(app.name, open, app.app)}
      >
        {open !== null && (
          <Button look="primary" onClick={openIt}>
            <ExternalLink size={14} />
            {t.openButton(open.replace(/^http:\/\//, ''))}
          </Button>
        )}
        <Button onClick={() => void registry.run('take-tour')}>{tour.showAround}</Button>
      </EmptyState>
      {open !== null && <p className={styles.wrong}>{t.wrongPort(open, app.app)}</p>}
      <details className={styles.swap}>
        <summary>{t.swap}</summary>
        <p>{t.swapLead(port)}</p>
        <ul>
          {START_ON_PORT.map((command) => command(port + MOVE_BY)).map((command) => (
            <li key={command}>
              <code>{command}</code>
            </li>
          ))}
        </ul>
        <p>{t.swapThen(port)}</p>
      </details>
    </div>
  );
}
