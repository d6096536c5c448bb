import type { ActorRef } from '../../server/contract/actor.ts';
import { actorColour } from '../model/actor-colour.ts';
import styles from './actor-name.module.css';
import { HostileText } from './hostile-text.tsx';

/** The name of who acted, in the colour that stands for them; a program from outside is named by what it says of itself. */
export function ActorName({ actor }: { actor: ActorRef }) {
  return (
    <span className={styles.name} data-actor={actorColour(actor)}>
      <HostileText text={actor.name} />
    </span>
  );
}
