import { RotateCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Listening, ListeningSocket, WatchedApp } from '../../../server/contract/watch.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useWatchedApps } from '../../data/use-watching.ts';
import { portOf } from '../../model/port-of.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './listening-list.module.css';

interface ListeningListProps {
  readonly onWatch: (url: string) => void;
  /** Shows an app that is watched already. */
  readonly onShow: (appId: string) => void;
}

/**
 * The programs that listen on this machine, each with a guess and its reason. One press watches a program, or shows it
 * if it is already watched.
 */
export function ListeningList({ onWatch, onShow }: ListeningListProps) {
  const t = useWatchStrings();
  const { listening } = useCommands();
  const [found, setFound] = useState<Listening | null>(null);
  const look = useCallback(async () => setFound(await listening()), [listening]);
  useEffect(() => void look(), [look]);
  return (
    <section className={styles.section} aria-label={t.found}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t.found}</h3>
        <IconButton label={t.again} onClick={() => void look()}>
          <RotateCw size={14} />
        </IconButton>
      </div>
      <Found found={found} onWatch={onWatch} onShow={onShow} />
    </section>
  );
}

function Found({ found, onWatch, onShow }: ListeningListProps & { found: Listening | null }) {
  const t = useWatchStrings();
  const apps = useWatchedApps();
  if (found === null) return <p className={styles.note}>{t.looking}</p>;
  if (!found.ok) {
    return (
      <p className={styles.note}>
        <HostileText text={t.notTold(found.reason)} />
      </p>
    );
  }
  const sockets = found.sockets.filter(({ isOwn }) => !isOwn).toSorted(byLikelihood);
  if (sockets.length === 0) return <p className={styles.note}>{t.nothingFound}</p>;
  return (
    <ul className={styles.list}>
      {sockets.map((socket) => (
        <Row
          key={socket.port}
          socket={socket}
          watched={apps.find(({ app }) => portOf(app) === socket.port) ?? null}
          onWatch={onWatch}
          onShow={onShow}
        />
      ))}
    </ul>
  );
}

function Row({ socket: { port, guess, command }, watched, onWatch, onShow }: RowProps) {
  const t = useWatchStrings();
  const url = `http://localhost:${port}`;
  return (
    <li className={styles.row}>
      <code className={styles.place}>{`localhost:${port}`}</code>
      <span className={styles.what}>
        <span>{guess === null ? t.noGuess : t.guess(guess.framework)}</span>
        <span className={styles.why}>
          <HostileText text={guess === null ? (command ?? '') : t.sign[guess.by](guess.sign)} />
        </span>
      </span>
      {watched === null ? (
        <Button aria-label={t.watchThis(`localhost:${port}`)} onClick={() => onWatch(url)}>
          {t.watch}
        </Button>
      ) : (
        <Button aria-label={t.showThis(watched.name)} onClick={() => onShow(watched.id)}>
          {t.show}
        </Button>
      )}
    </li>
  );
}

interface RowProps extends ListeningListProps {
  readonly socket: ListeningSocket;
  readonly watched: WatchedApp | null;
}

/** Apps that have told of themselves come first, then programs that are probably web apps. */
function byLikelihood(one: ListeningSocket, other: ListeningSocket): number {
  return likelihood(other) - likelihood(one) || one.port - other.port;
}

function likelihood({ guess }: ListeningSocket): number {
  return guess === null ? 0 : guess.by === 'told' ? 2 : 1;
}
