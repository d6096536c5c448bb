import { Cookie } from 'lucide-react';
import { useInspector } from '../../data/use-inspector.ts';
import { actorColour } from '../../model/actor-colour.ts';
import { addSecret, putOnBench } from '../../navigation/bench.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import styles from './empty-bench.module.css';
import { type CookieExample, FLASK_EXAMPLE, JWT_EXAMPLE, SET_COOKIE_EXAMPLE } from './examples.ts';

/** The purpose of the workbench, and example cookies for users who have none. */
export function EmptyBench() {
  const t = useCookieStrings();
  const actors = useInspector((state) => state.actors);
  const engine = useInspector((state) => state.settings?.engine ?? 'server-side');
  const cookieName = useInspector((state) => state.site?.cookieNames[engine] ?? '');
  const holders = actors.filter((actor) => actor.cookieValue !== null);
  const shown = holders.length > 0 ? holders : actors.slice(0, 1);
  const takeExample = ({ text, secret }: CookieExample) => {
    addSecret(secret);
    putOnBench(text, { kind: 'example' });
  };
  return (
    <section className={styles.empty} aria-label={t.emptyTitle}>
      <span className={styles.picture} aria-hidden="true">
        <Cookie size={26} strokeWidth={1.6} />
      </span>
      <h3 className={styles.title}>{t.emptyTitle}</h3>
      <p className={styles.text}>{t.emptyText}</p>
      <p className={styles.lead}>{t.examples}</p>
      <div className={styles.examples}>
        {shown.map(({ id, name, cookieValue }) => (
          <Example
            key={id}
            title={t.exampleActor(name)}
            why={cookieValue === null ? t.exampleActorNone(name) : t.exampleActorWhy(engine)}
            actor={actorColour({ name, kind: 'simulated' })}
            onUse={
              cookieValue === null ? null : () => putOnBench(`${cookieName}=${cookieValue}`, { kind: 'actor', name })
            }
          />
        ))}
        <Example title={t.exampleFlask} why={t.exampleFlaskWhy} onUse={() => takeExample(FLASK_EXAMPLE)} />
        <Example
          title={t.exampleSetCookie}
          why={t.exampleSetCookieWhy}
          onUse={() => putOnBench(SET_COOKIE_EXAMPLE, { kind: 'example' })}
        />
        <Example title={t.exampleJwt} why={t.exampleJwtWhy} onUse={() => takeExample(JWT_EXAMPLE)} />
      </div>
    </section>
  );
}

interface ExampleProps {
  readonly title: string;
  readonly why: string;
  readonly actor?: string;
  /** Null if there is no cookie to use yet. */
  readonly onUse: (() => void) | null;
}

function Example({ title, why, actor, onUse }: ExampleProps) {
  return (
    <button
      type="button"
      className={styles.example}
      data-actor={actor}
      aria-disabled={onUse === null || undefined}
      onClick={() => onUse?.()}
    >
      <b className={styles.name}>{title}</b>
      <span className={styles.why}>{why}</span>
    </button>
  );
}
