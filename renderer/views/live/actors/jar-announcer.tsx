import { useRef } from 'react';
import type { ActorState } from '../../../../server/contract/actor.ts';
import { useInspector } from '../../../data/use-inspector.ts';
import type { Strings } from '../../../strings/en.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { LiveRegion } from '../../../ui/live-region.tsx';

/** Announces the user's changes of a simulated browser's jar to assistive technology, because no request shows them. */
export function JarAnnouncer() {
  const t = useStrings().live.announceJar;
  const actors = useInspector((state) => state.actors);
  const last = useRef({ actors, text: '' });
  if (actors !== last.current.actors) {
    const before = new Map(last.current.actors.map((actor) => [actor.id, actor]));
    const news = actors.flatMap((actor) => jarNews(before.get(actor.id), actor, t) ?? []);
    last.current = { actors, text: news.at(-1) ?? last.current.text };
  }
  return <LiveRegion text={last.current.text} />;
}

/** Null if the jar was not changed by hand. */
export function jarNews(
  before: ActorState | undefined,
  now: ActorState,
  t: Strings['live']['announceJar'],
): string | null {
  if (before === undefined) return null;
  if (now.putIn !== null) {
    const isSame = before.cookieValue === now.cookieValue && before.putIn?.copiedFrom === now.putIn.copiedFrom;
    if (isSame) return null;
    return now.putIn.copiedFrom === null ? t.byHand(now.name) : t.copied(now.name, now.putIn.copiedFrom);
  }
  const wasForgotten = before.cookieCount > 0 && now.cookieCount === 0 && now.lastAnswer === null;
  return wasForgotten ? t.forgotten(now.name) : null;
}
