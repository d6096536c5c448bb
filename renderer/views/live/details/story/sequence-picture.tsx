import { type CSSProperties, type KeyboardEvent, useId, useRef, useState } from 'react';
import type { ActorRef } from '../../../../../server/contract/actor.ts';
import { actorColour } from '../../../../model/actor-colour.ts';
import type { Lifeline, Question, Story } from '../../../../sentences/story.ts';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import { Button } from '../../../../ui/button.tsx';
import { byPlace } from '../../../../ui/by-place.ts';
import { HostileText } from '../../../../ui/hostile-text.tsx';
import { VisuallyHidden } from '../../../../ui/visually-hidden.tsx';
import { placesOf } from './lanes.ts';
import styles from './sequence-picture.module.css';
import { SequenceStep } from './sequence-step.tsx';

export interface SequencePictureProps {
  readonly story: Story;
  readonly actor: ActorRef;
  readonly active: Question | null;
  readonly onActive: (question: Question | null) => void;
}

/** The maximum number of steps. A handler in a loop can take thousands, and the first ones are sufficient. */
const MAX_STEPS = 60;

/**
 * The story as a sequence picture: one lifeline each for browser, server and store, and the steps below one another. It
 * is an ordered list whose items contain their arrows, so that screen readers get the same content.
 */
export function SequencePicture({ story, actor, active, onActive }: SequencePictureProps) {
  const t = useStringsWithLater().story;
  const hint = useId();
  const list = useRef<HTMLOListElement>(null);
  const [current, setCurrent] = useState(0);
  const [isWhole, setIsWhole] = useState(false);
  const places = placesOf(story);
  const names: Record<Lifeline, string> = {
    browser: actor.kind === 'simulated' ? t.browserOf(actor.name) : actor.name,
    server: t.server,
    store: t.store,
    ...story.names,
  };
  const steps = isWhole ? story.steps : story.steps.slice(0, MAX_STEPS);

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(steps.length - 1, index));
    setCurrent(next);
    list.current?.querySelectorAll<HTMLElement>('[data-step]')[next]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = moveBy(event.key, current, steps.length);
    if (target === null) return;
    event.preventDefault();
    moveTo(target);
  };
  return (
    <div className={styles.picture} data-actor={actorColour(actor)}>
      <div className={styles.heads} aria-hidden="true">
        <span className={styles.unit}>{t.ms}</span>
        <div className={styles.stage}>
          {story.lifelines.map((lifeline) => (
            <span
              key={lifeline}
              className={styles.head}
              data-lifeline={lifeline}
              style={{ '--x': `${places[lifeline]}%` } as CSSProperties}
            >
              <HostileText text={names[lifeline]} />
            </span>
          ))}
        </div>
      </div>
      <div className={styles.body}>
        <svg className={styles.lifelines} aria-hidden="true">
          {story.lifelines.map((lifeline) => (
            <line key={lifeline} x1={`${places[lifeline]}%`} x2={`${places[lifeline]}%`} y1="0" y2="100%" />
          ))}
        </svg>
        <ol ref={list} className={styles.steps} aria-label={t.picture} aria-describedby={hint} onKeyDown={onKeyDown}>
          {byPlace(steps).map(({ key, item: step }, index) => (
            <SequenceStep
              key={key}
              step={step}
              names={names}
              places={places}
              isStop={index === current}
              isActive={step.about !== null && step.about === active}
              onFocus={() => {
                setCurrent(index);
                onActive(step.about);
              }}
              onActive={onActive}
            />
          ))}
        </ol>
      </div>
      <VisuallyHidden>
        <span id={hint}>{t.pictureHint}</span>
      </VisuallyHidden>
      {steps.length < story.steps.length && (
        <Button look="quiet" onClick={() => setIsWhole(true)}>
          {t.showAll(story.steps.length)}
        </Button>
      )}
    </div>
  );
}

function moveBy(key: string, current: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return current + 1;
    case 'ArrowUp':
      return current - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
