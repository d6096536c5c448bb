import { FlaskConical } from 'lucide-react';
import type { ActorRef } from '../../server/contract/actor.ts';
import { actorColour } from '../model/actor-colour.ts';
import { HostileText } from '../ui/hostile-text.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './actor-name.module.css';

/** How the server names the browsers of the Lab. */
const OF_THE_LAB = /^(\S+)( \(Lab\))$/;

/**
 * The name of an actor, in its colour; a program from outside has the name in its User-Agent. A browser of the Lab has
 * the short name with a flask, which needs less room than `Alice (Lab)`.
 */
export function ActorName({ actor }: { actor: ActorRef }) {
  const [, name, rest] = (actor.kind === 'simulated' && OF_THE_LAB.exec(actor.name)) || [];
  return (
    <span className={styles.name} data-actor={actorColour(actor)}>
      <HostileText text={name ?? actor.name} />
      {rest !== undefined && (
        <>
          <FlaskConical size={11} strokeWidth={2.2} className={styles.flask} />
          <VisuallyHidden>{rest}</VisuallyHidden>
        </>
      )}
    </span>
  );
}
