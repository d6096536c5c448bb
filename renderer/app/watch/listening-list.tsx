import { RotateCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Listening, ListeningSocket } from '../../../server/contract/watch.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './listening-list.module.css';

/** What listens on this machine now, each with a guess of what it is and why; one press watches it. */
export function ListeningList({ onWatch }: { onWatch: (url: string) => void }) {
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
      <Found found={found} onWatch={onWatch} />
    </section>
  );
}

function Found({ found, onWatch }: { found: Listening | null; onWatch: (url: string) => void }) {
  const t = useWatchStrings();
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
        <Row key={socket.port} socket={socket} onWatch={onWatch} />
      ))}
    </ul>
  );
}

function Row({ socket: { port, guess, command }, onWatch }: RowProps) {
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
      <Button aria-label={t.watchThis(`localhost:${port}`)} onClick={() => onWatch(url)}>
        {t.watch}
      </Button>
    </li>
  );
}

interface RowProps {
  readonly socket: ListeningSocket;
  readonly onWatch: (url: string) => void;
}

/** Programs that look like a web app come first. */
function byLikelihood(one: ListeningSocket, other: ListeningSocket): number {
  return Number(other.guess !== null) - Number(one.guess !== null) || one.port - other.port;
}
