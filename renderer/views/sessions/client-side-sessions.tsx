import { Cookie } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ActorState } from '../../../server/contract/actor.ts';
import { parseFilter } from '../../../server/contract/filter/parse.ts';
import { printFilter } from '../../../server/contract/filter/print.ts';
import { cookieBytes } from '../../../server/contract/http/cookie-bytes.ts';
import { refusalOf } from '../../../server/contract/outcome.ts';
import { issuedTo } from '../../data/session-owners.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { actorColour } from '../../model/actor-colour.ts';
import { readClientCookie, signedAtMs } from '../../model/client-cookie.ts';
import { sharedSessions } from '../../model/session-holders.ts';
import { useOpenExport } from '../../navigation/open-export.ts';
import type { SessionsStrings } from '../../strings/en/sessions.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './client-side-sessions.module.css';

/** Shown in place of the rows while the engine is client-side: why there are none, and where the data is instead. */
export function ClientSideSessions({ children }: { children: ReactNode }) {
  const t = useStringsWithLater().sessions.clientSide;
  const actors = useInspector((state) => state.actors);
  return (
    <div className={styles.frame}>
      <span aria-hidden="true" className={styles.picture}>
        <Cookie size={24} strokeWidth={1.6} />
      </span>
      <h2 className={styles.title}>{t.title}</h2>
      <p className={styles.lead}>{t.lead}</p>
      <h3 className={styles.subtitle}>{t.cookies}</h3>
      <ul className={styles.actors}>
        {actors.map((actor) => (
          <ActorCookie key={actor.id} actor={actor} />
        ))}
      </ul>
      {children}
    </div>
  );
}

function ActorCookie({ actor }: { actor: ActorState }) {
  const t = useStringsWithLater().sessions.clientSide;
  const cookieName = useInspector((state) => state.site?.cookieNames['client-side'] ?? '');
  const value = actor.cookieValue;
  return (
    <li className={styles.actor} data-actor={actorColour({ name: actor.name, kind: 'simulated' })}>
      <span className={styles.name}>{actor.name}</span>
      {value === null ? (
        <span className={styles.muted}>{t.none}</span>
      ) : (
        <>
          <div>
            <code className={styles.data}>
              <HostileText text={contentOf(value, t)} />
            </code>
            <CookieRemark actor={actor} />
            <CookieEnd actor={actor} />
          </div>
          <span className={styles.muted}>{t.size(cookieBytes(cookieName, value))}</span>
          <ReportButton name={actor.name} />
        </>
      )}
    </li>
  );
}

/**
 * Why the next request with this cookie would not be accepted, or the owner of the cookie; empty if it is the browser's
 * own.
 */
function CookieRemark({ actor }: { actor: ActorState }) {
  const { live, happened, common } = useStringsWithLater();
  const holders = useInspector((state) => sharedSessions(state.actors).get(actor.cookieValue ?? ''));
  const owner = useInspector((state) => issuedTo(state.owners, actor));
  const refusal = refusalOf(actor.verdict);
  const isBorrowed = actor.verdict.kind === 'accepted' && owner !== null && owner.id !== actor.id;
  if (refusal !== null) return <p className={styles.refused}>{live.refused(happened.refusal[refusal])}</p>;
  if (actor.verdict.kind === 'none') return <p className={styles.refused}>{live.notRead}</p>;
  if (holders === undefined && !isBorrowed) return null;
  return (
    <p className={styles.refused}>
      {isBorrowed && live.borrowed(owner.name)}
      {isBorrowed && holders !== undefined && ' · '}
      {holders !== undefined && common.heldByAll(holders)}
    </p>
  );
}

/** When the session ends: the browser drops the cookie, or the server refuses it for its age, whichever comes first. */
function CookieEnd({ actor: { cookieValue, cookieEndsAtMs, verdict } }: { actor: ActorState }) {
  const t = useStringsWithLater().sessions.clientSide;
  const lifetimeSeconds = useInspector((state) => state.settings?.clientSide.permanentLifetimeSeconds);
  const signed = cookieValue === null ? null : signedAtMs(cookieValue);
  if (verdict.kind !== 'accepted' || signed === null || lifetimeSeconds === undefined) return null;
  return <p className={styles.muted}>{t.ends(signed, signed + lifetimeSeconds * 1000, cookieEndsAtMs)}</p>;
}

/** There is no sid, so the history contains the requests of this actor. */
function ReportButton({ name }: { name: string }) {
  const t = useStringsWithLater().sessions;
  const openExport = useOpenExport();
  const filter = printFilter([...parseFilter(`engine:client-side actor:"${name}"`).terms]);
  return (
    <Button
      aria-haspopup="dialog"
      aria-label={t.clientSide.reportOn(name)}
      onClick={() => openExport({ scope: { of: 'filter', filter }, kind: 'report' })}
    >
      {t.report}
    </Button>
  );
}

function contentOf(value: string, t: SessionsStrings['clientSide']): string {
  const cookie = readClientCookie(value);
  return cookie.kind === 'json' ? cookie.text : t[cookie.kind];
}
