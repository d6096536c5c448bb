import { useState } from 'react';
import type { StorageState } from '../../../server/contract/storage-state.ts';
import type { Problem } from '../../data/inspector-state.ts';
import { useCommands, useInspector, useStore } from '../../data/use-inspector.ts';
import { storeAwaySentence } from '../../sentences/shared-store-sentence.ts';
import { notKeptSentence } from '../../sentences/storage-sentence.ts';
import type { Strings } from '../../strings/en.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Notice } from '../../ui/notice.tsx';
import { startDownload } from '../export/start-download.ts';

/**
 * Present faults (a lost connection, a database that is not written to) and past ones (until dismissed), above the
 * view, announced immediately.
 */
export function ProblemStrip() {
  const { common, shell: t, storage: storageWords } = useStrings();
  const store = useStore();
  const connection = useInspector((state) => state.connection);
  const streamError = useInspector((state) => state.streamError);
  const storage = useInspector((state) => state.status?.storage);
  const problems = useInspector((state) => state.problems);
  const storeAway = useInspector((state) => storeAwaySentence(state.status?.sharedStore, storageWords));
  const notKept = storage === undefined ? null : notKeptSentence(storage, storageWords);
  return (
    <div role="alert" aria-label={t.problems}>
      {connection === 'lost' && <Notice tone="warn">{t.lostBanner}</Notice>}
      {connection === 'failing' && (
        <Notice tone="error">
          <HostileText text={t.failingBanner(streamError)} />
        </Notice>
      )}
      {notKept !== null && (
        <Notice
          tone={storage?.state === 'failed' ? 'error' : 'warn'}
          action={storage !== undefined && isOnlyOpen(storage) && <SaveCopyButton />}
        >
          <HostileText text={notKept} />
        </Notice>
      )}
      {storeAway !== null && (
        <Notice tone="error" action={<TryStoreAgain />}>
          <HostileText text={storeAway} />
        </Notice>
      )}
      {problems.map((problem) => (
        <Notice
          key={problem.id}
          tone="error"
          action={
            problem.kind === 'outdated' && (
              <Button onClick={() => window.location.reload()}>{common.reloadWindow}</Button>
            )
          }
          onDismiss={() => store.dismiss(problem.id)}
        >
          <HostileText text={problemText(problem, { shell: t, common })} />
        </Notice>
      ))}
    </div>
  );
}

/**
 * Whether the path no longer leads to the database file, so that only this process, which has the file open, can read
 * its content.
 */
function isOnlyOpen(storage: StorageState): boolean {
  if (storage.state !== 'failed' || storage.copy !== null) return false;
  return storage.failure.trouble === 'gone' || storage.failure.trouble === 'replaced';
}

function SaveCopyButton() {
  const { storage: t } = useStrings();
  const { prepareCopy } = useCommands();
  const [isAsked, setIsAsked] = useState(false);
  const save = async () => {
    setIsAsked(true);
    const prepared = await prepareCopy();
    setIsAsked(false);
    if (prepared !== null) startDownload(prepared.path, prepared.fileName);
  };
  return (
    <Button isUnavailable={isAsked} onClick={() => void save()}>
      {t.saveCopy}
    </Button>
  );
}

/** Connects to the shared store now, before its next turn or after a fault that does not pass by itself. */
function TryStoreAgain() {
  const { storage: t } = useStrings();
  const { connectSiteStore } = useCommands();
  return <Button onClick={() => void connectSiteStore()}>{t.tryStoreAgain}</Button>;
}

function problemText(problem: Problem, { shell: t, common }: Pick<Strings, 'shell' | 'common'>): string {
  switch (problem.kind) {
    case 'unreadable-message':
      return t.unreadableMessage(problem.detail);
    case 'command-failed':
      return t.commandFailed(problem.detail);
    case 'unanswered':
      return t.commandFailed(t.unanswered);
    case 'outdated':
      return common.updated;
  }
}
