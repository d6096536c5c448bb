import { useState } from 'react';
import type { Telling, WatchedApp } from '../../../server/contract/watch.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { frameworkOfStore, ruledFramework } from '../../model/framework-rule.ts';
import { storeBecauseText } from '../../sentences/store-because.ts';
import { isEmptySoFar, storeFaultText } from '../../sentences/store-fault-text.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './app-facts.module.css';
import { SecretForm } from './secret-form.tsx';
import { StoreColumnsForm } from './store-columns-form.tsx';
import { StoreForm } from './store-form.tsx';

const BY_ITSELF = '';

/** The known facts about the sessions of an app, each with its reason, and ways to find out more. */
export function AppFacts({ app }: { app: WatchedApp }) {
  const t = useWatchStrings();
  const ofStore = frameworkOfStore(app);
  const framework = ofStore === null ? app.framework : { framework: ofStore, sign: t.signOfStore };
  const rule = framework === null ? null : ruledFramework(framework.framework);
  return (
    <dl className={styles.facts} data-tour="facts">
      <div className={styles.fact}>
        <dt>{t.cookie}</dt>
        <dd>
          <ChosenCookie app={app} />
        </dd>
      </div>
      <div className={styles.fact}>
        <dt>{t.signature}</dt>
        <dd>
          <Signature app={app} />
        </dd>
      </div>
      <div className={styles.fact}>
        <dt>{t.data}</dt>
        <dd>
          {app.telling !== null && <TellingOfApp telling={app.telling} />}
          <Store app={app} />
          <span className={styles.why}>
            <HostileText text={framework === null ? t.noFramework : t.framework(framework.framework, framework.sign)} />
          </span>
          {rule !== null && <span className={styles.why}>{t.frameworkRule[rule]}</span>}
        </dd>
      </div>
    </dl>
  );
}

/** What the app says of itself, with session-inspector/express. */
function TellingOfApp({ telling: { sessions, missed } }: { telling: Telling }) {
  const t = useWatchStrings();
  return (
    <span className={styles.why}>
      <HostileText text={t.because(sessions.map(({ store, cookieName }) => t.tellingStore(store, cookieName)))} />
      {missed > 0 && ` · ${t.tellingMissed(missed)}`}
    </span>
  );
}

/** The session store of the app: how it is, or what would attach it. */
function Store({ app: { id, store, telling, sessionCookie, project = '' } }: { app: WatchedApp }) {
  const words = useStringsWithLater();
  const t = words.watch;
  const { changeWatched } = useCommands();
  const [isAsking, setAsking] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const tables = store?.state === 'fault' ? (store.tables ?? []) : [];
  if (isAsking) return <StoreForm id={id} project={project} onDone={() => setAsking(false)} />;
  if (isChoosing && tables.length > 0)
    return <StoreColumnsForm id={id} tables={tables} onDone={() => setChoosing(false)} />;
  if (store === null && sessionCookie?.holds === 'data' && telling === null)
    return <span className={styles.why}>{t.dataInCookie}</span>;
  if (store === null) {
    return (
      <>
        {telling === null && <span className={styles.why}>{t.dataSeen}</span>}
        <Button onClick={() => setAsking(true)}>{t.attachStore}</Button>
      </>
    );
  }
  const text =
    store.state === 'reading'
      ? store.confidence === 'guessed'
        ? t.storeGuessed(store.shown, store.mapping)
        : t.storeReading(store.shown, store.mapping)
      : store.state === 'fault'
        ? storeFaultText(store, words)
        : t.storeConnecting(store.shown);
  return (
    <>
      <span className={store.state === 'fault' && !isEmptySoFar(store) ? styles.fault : styles.why}>
        <HostileText text={text} />
      </span>
      {store.state === 'reading' && (
        <span className={styles.why}>
          <HostileText text={storeBecauseText(store, t)} />
        </span>
      )}
      {store.state === 'fault' && !store.isTriedAgain && (
        <Button onClick={() => void changeWatched({ id, triesStoreAgain: true })}>{t.tryStoreAgain}</Button>
      )}
      {tables.length > 0 && <Button onClick={() => setChoosing(true)}>{t.chooseColumns}</Button>}
      <Button onClick={() => void changeWatched({ id, store: null })}>{t.detachStore}</Button>
    </>
  );
}

function ChosenCookie({ app: { id, sessionCookie, candidates, requestCount } }: { app: WatchedApp }) {
  const t = useWatchStrings();
  const { changeWatched } = useCommands();
  const isChosen = sessionCookie?.reasons.includes('chosen') ?? false;
  return (
    <>
      {sessionCookie === null ? (
        <span className={styles.why}>{requestCount === 0 ? t.noCookieYet : t.noCookieSoFar}</span>
      ) : (
        <>
          <code className={styles.name}>
            <HostileText text={sessionCookie.name} />
          </code>
          <span className={styles.why}>{t.because(sessionCookie.reasons.map((reason) => t.reason[reason]))}</span>
        </>
      )}
      {candidates.length > 0 && (
        <select
          className={styles.select}
          aria-label={t.choose}
          value={isChosen ? (sessionCookie?.name ?? BY_ITSELF) : BY_ITSELF}
          onChange={({ target: { value } }) =>
            void changeWatched({ id, sessionCookie: value === BY_ITSELF ? null : value })
          }
        >
          <option value={BY_ITSELF}>{t.byItself}</option>
          {candidates.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

function Signature({ app: { secretCount, telling } }: { app: WatchedApp }) {
  const t = useWatchStrings();
  const { removeSecret } = useCommands();
  const [isGiving, setIsGiving] = useState(false);
  if (telling !== null && secretCount === 0) return <span className={styles.why}>{t.verifiedByApp}</span>;
  if (isGiving) return <SecretForm onDone={() => setIsGiving(false)} />;
  return (
    <>
      <span className={styles.why}>{secretCount === 0 ? t.notVerified : t.verifiedWith(secretCount)}</span>
      <Button onClick={() => setIsGiving(true)}>{secretCount === 0 ? t.giveSecret : t.giveAnother}</Button>
      {secretCount > 0 && <Button onClick={() => void removeSecret(1)}>{t.removeSecret}</Button>}
    </>
  );
}
