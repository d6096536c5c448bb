import { ArrowDown, ArrowUp, Eye, EyeOff, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SecretsState } from '../../../server/contract/workbench.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { ConfirmQuestion } from '../../ui/confirm-question.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './secret-list.module.css';

export interface SecretRowProps {
  readonly secret: SecretsState['secrets'][number];
  /** Counted from 1. */
  readonly number: number;
  readonly count: number;
  readonly onMove: (direction: 'up' | 'down') => Promise<void>;
  readonly onRemove: () => Promise<void>;
}

/** One secret: its effect at its position, and its text after the user reveals it. */
export function SecretRow({ secret, number, count, onMove, onRemove }: SecretRowProps) {
  const t = useStringsWithLater().appSettings.secrets;
  const { revealSecret } = useCommands();
  const [text, setText] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const remove = useRef<HTMLSpanElement>(null);
  const [isFirst, isLast, isOnly] = [number === 1, number === count, count === 1];
  return (
    <li className={styles.secret}>
      <div className={styles.words}>
        <p>
          <span className={styles.name} data-control="name" tabIndex={-1}>
            {t.name(number)}
          </span>{' '}
          <span className={styles.does} data-signs={isFirst || undefined}>
            {isFirst ? t.signs : t.verifies}
          </span>{' '}
          {secret.isWeak && <span className={styles.weak}>{t.weak}</span>}
        </p>
        <p className={styles.facts}>
          {t.length(secret.characters)} · {t.fingerprint(secret.fingerprint)}
        </p>
        {text !== null && (
          <p className={styles.text}>
            <code>
              <HostileText text={text} />
            </code>
            <CopyButton text={text} label={t.copy(number)} />
          </p>
        )}
      </div>
      <div className={styles.tools}>
        <IconButton
          label={text === null ? t.reveal(number) : t.hide(number)}
          onClick={async () => setText(text === null ? await revealSecret(number) : null)}
        >
          {text === null ? <Eye size={15} /> : <EyeOff size={15} />}
        </IconButton>
        <IconButton
          label={t.up(number)}
          data-control="up"
          aria-disabled={isFirst || undefined}
          onClick={isFirst ? undefined : () => void onMove('up')}
        >
          <ArrowUp size={15} />
        </IconButton>
        <IconButton
          label={t.down(number)}
          data-control="down"
          aria-disabled={isLast || undefined}
          onClick={isLast ? undefined : () => void onMove('down')}
        >
          <ArrowDown size={15} />
        </IconButton>
        <span ref={remove} className={styles.anchor}>
          <IconButton
            label={isOnly ? t.lastStays : t.remove(number)}
            aria-disabled={isOnly || undefined}
            aria-expanded={isOnly ? undefined : isAsking}
            onClick={isOnly ? undefined : () => setIsAsking(!isAsking)}
          >
            <Trash2 size={15} />
          </IconButton>
          {isAsking && (
            <ConfirmQuestion
              question={t.removeAsk(number)}
              yes={t.removeYes}
              no={t.removeNo}
              onYes={() => {
                setIsAsking(false);
                void onRemove();
              }}
              onNo={() => {
                remove.current?.querySelector('button')?.focus();
                setIsAsking(false);
              }}
              onLeave={() => setIsAsking(false)}
            />
          )}
        </span>
      </div>
    </li>
  );
}
