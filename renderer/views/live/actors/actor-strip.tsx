import { issuedTo } from '../../../data/session-owners.ts';
import { useInspector } from '../../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../../data/use-watching.ts';
import { useWatchActors } from '../../../navigation/watch-actors.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { ActorCard } from './actor-card.tsx';
import styles from './actor-strip.module.css';
import { JarAnnouncer } from './jar-announcer.tsx';

/** The simulated browsers, side by side. */
export function ActorStrip() {
  const t = useStrings().live;
  const actors = useInspector((state) => state.actors);
  const owners = useInspector((state) => state.owners);
  const workspace = useWorkspaceKind();
  const [isShown] = useWatchActors();
  // A file has no acting browsers.
  if (workspace === 'recording' || (workspace === 'watched' && !isShown)) return null;
  return (
    <section aria-label={t.actors} className={styles.strip} data-tour="actors">
      {actors.map((actor) => (
        <ActorCard key={actor.id} actor={actor} owner={issuedTo(owners, actor)} />
      ))}
      <JarAnnouncer />
    </section>
  );
}
