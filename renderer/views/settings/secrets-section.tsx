import { KeyRound, Plus, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import { SecretList } from './secret-list.tsx';
import styles from './section.module.css';
import { SettingsSection } from './settings-section.tsx';
import { type Secrets, type SecretsNews, useSecrets } from './use-secrets.ts';

/** More than anyone rotates through; the inspector refuses one more. */
const MAX_SECRETS = 10;
const EFFECTS = ['rotate', 'reorder', 'remove'] as const;

/** The signing secrets: view, rotate, reorder and remove them, with the effect of each action on live sessions. */
export function SecretsSection() {
  const { sections, secrets: t } = useStringsWithLater().appSettings;
  const secrets = useSecrets();
  const { state, news } = secrets;
  return (
    <SettingsSection
      id="secrets"
      icon={<KeyRound size={15} />}
      title={sections.secrets}
      lead={t.lead}
      end={state !== null && <RotateButton secrets={secrets} count={state.secrets.length} />}
    >
      {state === null ? (
        <p className={`${styles.facts} ${styles.muted}`}>{t.loading}</p>
      ) : (
        <>
          {state.secrets.some(({ isWeak }) => isWeak) && <Notice tone="warn">{t.weakWhy}</Notice>}
          <AddSecret secrets={secrets} count={state.secrets.length} />
          <SecretList secrets={state.secrets} onMove={secrets.move} onRemove={secrets.remove} />
          <dl className={styles.facts}>
            {EFFECTS.map((name) => (
              <Fact key={name} name={t.effects[name].title} text={t.effects[name].text} />
            ))}
          </dl>
          <dl className={styles.facts}>
            <Fact
              name={t.keptIn}
              text={state.areGiven ? t.given : state.isProtected ? t.isProtected : t.isNotProtected}
            />
          </dl>
        </>
      )}
      <VisuallyHidden>
        <output>{news === null ? '' : newsText(news, t)}</output>
      </VisuallyHidden>
    </SettingsSection>
  );
}

function RotateButton({ secrets, count }: { secrets: Secrets; count: number }) {
  const t = useStringsWithLater().appSettings.secrets;
  const isFull = count >= MAX_SECRETS;
  return (
    <>
      {isFull && <span className={styles.muted}>{t.full(count)} </span>}
      <Button isUnavailable={isFull} onClick={() => void secrets.rotate()}>
        <RefreshCw size={13} />
        {t.rotate}
      </Button>
    </>
  );
}

/** Adds a secret of the user, such as the one of a Flask app. */
function AddSecret({ secrets, count }: { secrets: Secrets; count: number }) {
  const t = useStringsWithLater().appSettings.secrets;
  const [text, setText] = useState('');
  const canAdd = text !== '' && count < MAX_SECRETS;
  const add = async () => {
    // A refused text stays in the field, so that the user can correct it.
    if (canAdd && (await secrets.add(text))) setText((now) => (now === text ? '' : now));
  };
  return (
    <div className={styles.addLine}>
      <TextField
        label={t.own}
        placeholder={t.own}
        hint={t.ownWhy}
        value={text}
        onChange={setText}
        onSubmit={() => void add()}
      />
      <Button isUnavailable={!canAdd} onClick={() => void add()}>
        <Plus size={13} />
        {t.add}
      </Button>
    </div>
  );
}

function Fact({ name, text }: { name: string; text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </>
  );
}

function newsText(news: SecretsNews, t: ReturnType<typeof useStringsWithLater>['appSettings']['secrets']): string {
  return news.kind === 'moved' ? t.moved(news.to) : t[news.kind];
}
