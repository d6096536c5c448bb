import type { ActorState } from '../../../../server/contract/actor.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx';
import styles from './last-answer.module.css';

/**
 * The last response of the site to an actor, red for an error. Before the first response it says that a cookie was put
 * into the jar of the actor, if one was. A change is highlighted for a moment.
 */
export function LastAnswer({ actor: { lastAnswer, putIn } }: { actor: ActorState }) {
  const { live: t, common } = useStrings();
  if (lastAnswer === null) {
    if (putIn === null) return null;
    const text = putIn.copiedFrom === null ? t.putIn.byHand : t.putIn.copied(putIn.copiedFrom);
    return (
      <Tooltip text={text}>
        <span key={text} className={styles.answer} data-put-in="">
          {text}
        </span>
      </Tooltip>
    );
  }
  const text = lastAnswer.text === '' ? String(lastAnswer.status ?? t.noStatus) : lastAnswer.text;
  return (
    <Tooltip text={text}>
      {/* Keyed by its text, so that a new answer is a new element and its animation runs again. */}
      <span key={text} className={styles.answer} data-error={!lastAnswer.ok || undefined}>
        <VisuallyHidden>
          {t.lastAnswer}
          {common.colon}
        </VisuallyHidden>
        <HostileText text={text} />
      </span>
    </Tooltip>
  );
}
