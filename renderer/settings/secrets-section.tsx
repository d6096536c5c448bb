import { KeyRound } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import type { SecretsState } from '../../server/contract/workbench.ts';
import { useCommands } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { byPlace } from '../ui/by-place.ts';
import { Notice } from '../ui/notice.tsx';
import styles from './section.module.css';

/** What may be told of the signing secrets without telling them. */
export function SecretsSection() {
  const t = useStrings().settings.secrets;
  const { secretsState } = useCommands();
  const [state, setState] = useState<SecretsState | null>(null);
  const titleId = useId();

  useEffect(() => {
    let isGone = false;
    void secretsState().then((answer) => {
      if (!isGone) setState(answer);
    });
    return () => {
      isGone = true;
    };
  }, [secretsState]);

  return (
    <section aria-labelledby={titleId} className={styles.section}>
      <div className={styles.head}>
        <KeyRound size={15} />
        <h3 id={titleId} className={styles.title}>
          {t.title}
        </h3>
      </div>
      <p className={styles.lead}>{t.lead}</p>
      <div className={`${styles.card} ${styles.clipped}`}>
        {state === null ? (
          <dl className={styles.facts}>
            <dd className={styles.muted}>{t.loading}</dd>
          </dl>
        ) : (
          <SecretList state={state} />
        )}
      </div>
    </section>
  );
}

function SecretList({ state }: { state: SecretsState }) {
  const t = useStrings().settings.secrets;
  return (
    <>
      {state.secrets.some(({ isWeak }) => isWeak) && <Notice tone="warn">{t.weakWhy}</Notice>}
      <dl className={styles.facts}>
        {byPlace(state.secrets).map(({ key, item }, place) => (
          <SecretFact key={key} number={place + 1} characters={item.characters} isWeak={item.isWeak} />
        ))}
      </dl>
      <dl className={styles.facts}>
        <dt>{t.keptIn}</dt>
        <dd>{state.areGiven ? t.given : `${state.keptIn}. ${state.isProtected ? t.isProtected : t.isNotProtected}`}</dd>
      </dl>
    </>
  );
}

interface SecretFactProps {
  readonly number: number;
  readonly characters: number;
  readonly isWeak: boolean;
}

function SecretFact({ number, characters, isWeak }: SecretFactProps) {
  const t = useStrings().settings.secrets;
  return (
    <>
      <dt>{t.name(number)}</dt>
      <dd>
        {t.length(characters)} <span className={styles.muted}>· {t.order(number)}</span>{' '}
        {isWeak && <span className={styles.weak}>{t.weak}</span>}
      </dd>
    </>
  );
}
