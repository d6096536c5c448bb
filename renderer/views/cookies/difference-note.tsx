import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useCommands, useFilter, useInspector } from '../../data/use-inspector.ts';
import { showView } from '../../navigation/use-view.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import styles from './difference-note.module.css';

const FILTER = 'cookie-differs:*';
/** The shortest pause before the log is searched again, while it grows or was not searched to its end. */
const AGAIN_MS = 2_000;

/**
 * How many requests of the whole log have cookies of which the client did otherwise than the model of browsers had
 * predicted, with the way to them.
 */
export function DifferenceNote() {
  const t = useCookieStrings().differences;
  const filter = useFilter();
  const count = useDifferenceCount();
  if (count === null) return null;
  if (count === 0) {
    return (
      <p className={styles.note}>
        <CircleCheck size={15} aria-hidden="true" />
        {t.none}
      </p>
    );
  }
  const show = () => {
    showView('live');
    filter.setText(FILTER, true);
  };
  return (
    <p className={styles.note}>
      <TriangleAlert size={15} aria-hidden="true" />
      {t.count(count)}
      <Button look="quiet" onClick={show}>
        {t.show}
      </Button>
    </p>
  );
}

/** Null until the log was searched, and for an empty log. */
function useDifferenceCount(): number | null {
  const { search } = useCommands();
  const requestCount = useInspector((state) => state.status?.requestCount ?? 0);
  const [count, setCount] = useState<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a log that has grown is searched again.
  useEffect(() => {
    const leaving = new AbortController();
    const look = async () => {
      const found = await search({ filter: FILTER, limit: 1 }, leaving.signal);
      if (found?.ok !== true || leaving.signal.aborted) return;
      setCount(found.matched);
      if (!found.isComplete) timer = setTimeout(look, AGAIN_MS);
    };
    let timer = setTimeout(look, count === null ? 0 : AGAIN_MS);
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, [search, requestCount]);
  return requestCount === 0 ? null : count;
}
