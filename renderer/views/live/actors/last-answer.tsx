import type { ActorState } from '../../../../server/contract/actor.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import styles from './last-answer.module.css';

/** What the site last said to an actor. Marked for a moment when it changes, red when it was an error. */
export function LastAnswer({ answer }: { answer: ActorState['lastAnswer'] }) {
  const t = useStrings().live;
  if (answer === null) return null;
  const text = answer.text === '' ? String(answer.status ?? t.noStatus) : answer.text;
  return (
    <Tooltip text={text}>
      {/* Keyed by its text, so that a new answer is a new element and its animation runs again. */}
      <span key={text} className={styles.answer} data-error={!answer.ok || undefined}>
        <VisuallyHidden>{t.lastAnswer}: </VisuallyHidden>
        <HostileText text={text} />
      </span>
    </Tooltip>
  );
}
