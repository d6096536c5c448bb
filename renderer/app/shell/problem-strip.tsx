import type { Problem } from '../../data/inspector-state.ts';
import { useInspector, useStore } from '../../data/use-inspector.ts';
import { notKeptSentence } from '../../sentences/storage-sentence.ts';
import type { Strings } from '../../strings/en.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Notice } from '../../ui/notice.tsx';

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
        <Notice tone={storage?.state === 'failed' ? 'error' : 'warn'}>
          <HostileText text={notKept} />
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
