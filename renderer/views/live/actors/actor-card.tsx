import { type MouseEvent, useState } from 'react';
import type { ActorRef, ActorState } from '../../../../server/contract/actor.ts';
import { refusalOf } from '../../../../server/contract/outcome.ts';
import { useWorkspaceKind } from '../../../data/use-watching.ts';
import { actorColour } from '../../../model/actor-colour.ts';
import { lazyPart } from '../../../shared/lazy-part.tsx';
import { SessionId } from '../../../shared/session-id.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { ContextMenu } from '../../../ui/context-menu.tsx';
import type { MenuPlace } from '../../../ui/menu-place.ts';
import { Tooltip } from '../../../ui/tooltip.tsx';
import styles from './actor-card.module.css';
import { ActorControls } from './actor-controls.tsx';
import { LastAnswer } from './last-answer.tsx';
import { useActorMenu } from './use-actor-menu.tsx';
import { useCookieDrag } from './use-cookie-drag.ts';

/** A separate file, which is never loaded for the tutorial site. */
const VisitControls = lazyPart(async () => (await import('./visit-controls.tsx')).VisitControls);

export interface ActorCardProps {
  readonly actor: ActorState;
  /** The actor to whom the cookie in this jar was issued. Null if unknown. */
  readonly owner: ActorRef | null;
}

/** One simulated browser: its cookie, the last response of the site, and its actions. */
export function ActorCard({ actor, owner }: ActorCardProps) {
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null);
  const { all } = useActorMenu(actor);
  const workspace = useWorkspaceKind();
  const askForMenu = (event: MouseEvent<HTMLElement>) => {
    // A text field has its own menu.
    if (event.target instanceof Element && event.target.matches('input')) return;
    event.preventDefault();
    setMenuAt({ x: event.clientX, y: event.clientY });
  };
  const { isOver, source, target } = useCookieDrag(actor);
  return (
    <fieldset
      aria-label={actor.name}
      onContextMenu={askForMenu}
      className={styles.card}
      data-actor={actorColour({ name: actor.name, kind: 'simulated' })}
      data-over={isOver || undefined}
      {...target}
    >
      <div className={styles.inner}>
        <div className={styles.who}>
          <Avatar actor={actor} source={source} />
          <h2 className={styles.name}>{actor.name}</h2>
          <LastAnswer actor={actor} />
          <CookieLine actor={actor} owner={owner} />
        </div>
        {workspace === 'watched' ? <VisitControls actor={actor} /> : <ActorControls actor={actor} />}
      </div>
      <ContextMenu at={menuAt} label={actor.name} items={all} onClose={() => setMenuAt(null)} />
    </fieldset>
  );
}

/** Carries the actor's cookie when it is dragged. */
function Avatar({ actor, source }: { actor: ActorState; source: ReturnType<typeof useCookieDrag>['source'] }) {
  const t = useStrings().actorCookie;
  const avatar = (
    <span className={styles.avatar} aria-hidden="true" {...source}>
      {actor.name.slice(0, 1)}
    </span>
  );
  return source.draggable ? <Tooltip text={t.drag(actor.name)}>{avatar}</Tooltip> : avatar;
}

function CookieLine({ actor, owner }: ActorCardProps) {
  const t = useStrings().live;
  if (actor.cookieValue === null) {
    return <p className={styles.cookie}>{actor.hasOtherCookie ? t.onlyOtherEngines : t.noCookie}</p>;
  }
  const isBorrowed = actor.verdict.kind === 'accepted' && owner !== null && owner.id !== actor.id;
  return (
    <div className={styles.cookie}>
      <CookieHolds actor={actor} />
      {isBorrowed && <span className={styles.borrowed}>{t.borrowed(owner.name)}</span>}
      {!isBorrowed && actor.putIn !== null && <PutIn copiedFrom={actor.putIn.copiedFrom} />}
    </div>
  );
}

/** Says that the site did not send this cookie to this browser. */
function PutIn({ copiedFrom }: { copiedFrom: string | null }) {
  const t = useStrings().live;
  const text = copiedFrom === null ? t.putIn.short : t.borrowed(copiedFrom);
  return (
    <Tooltip text={text}>
      <span className={styles.borrowed}>{text}</span>
    </Tooltip>
  );
}

/** Which session the cookie names or holds, and why the site would not accept it, if so. */
function CookieHolds({ actor: { sid, verdict } }: { actor: ActorState }) {
  const { live: t, happened } = useStrings();
  const workspace = useWorkspaceKind();
  const refusal = refusalOf(verdict);
  return (
    <>
      {sid !== null && (
        <>
          <span>{t.sid}</span>
          <SessionId sid={sid} />
        </>
      )}
      {sid === null && verdict.kind === 'accepted' && <span>{t.cookieIsData}</span>}
      {refusal !== null && (
        <Refused text={workspace === 'watched' ? t.noSecretFits : t.refused(happened.refusal[refusal])} />
      )}
      {verdict.kind === 'unchecked' && <Refused text={t.unchecked} />}
      {verdict.kind === 'none' && <Refused text={t.notRead} />}
    </>
  );
}

/** The line of a card is short, so the hint has the whole of it. */
function Refused({ text }: { text: string }) {
  return (
    <Tooltip text={text}>
      <span className={styles.refused}>{text}</span>
    </Tooltip>
  );
}
