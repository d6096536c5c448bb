import { useId } from 'react';
import type { EngineName } from '../../../server/contract/log-entry.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useStrings } from '../../strings/use-strings.ts';
import styles from './engine-choice.module.css';

export interface EngineChoiceProps {
  readonly engine: EngineName;
  readonly cookieNames: Partial<Record<EngineName, string>>;
}

const ENGINES: readonly EngineName[] = ['server-side', 'client-side'];

/** The two engines side by side, each with where it keeps the data. */
export function EngineChoice({ engine, cookieNames }: EngineChoiceProps) {
  const t = useStrings().engine;
  return (
    <fieldset aria-label={t.title} className={styles.engines}>
      {ENGINES.map((name) => (
        <EngineCard key={name} name={name} isChosen={name === engine} cookieName={cookieNames[name] ?? ''} />
      ))}
    </fieldset>
  );
}

interface EngineCardProps {
  readonly name: EngineName;
  readonly isChosen: boolean;
  readonly cookieName: string;
}

function EngineCard({ name, isChosen, cookieName }: EngineCardProps) {
  const t = useStrings().engine;
  const { changeSettings } = useCommands();
  const id = useId();
  return (
    <label className={styles.engine}>
      <input
        type="radio"
        name="settings-engine"
        className={styles.radio}
        checked={isChosen}
        onChange={() => void changeSettings({ engine: name })}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-picture`}
      />
      <span className={styles.head}>
        <span id={`${id}-name`} className={styles.name}>
          {t.names[name]}
        </span>
        <span className={styles.framework}>{t.frameworks[name]}</span>
      </span>
      <span id={`${id}-picture`} className={styles.picture}>
        <span className={styles.place}>{t.places.browser}</span>
        <span>
          <code className={styles.cookie}>{cookieName}</code> {t.picture[name].browser}
        </span>
        <span className={styles.place}>{t.places.server}</span>
        <span>{t.picture[name].server}</span>
      </span>
      <span className={styles.why}>{t.why[name]}</span>
    </label>
  );
}
