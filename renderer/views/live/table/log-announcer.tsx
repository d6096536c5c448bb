import { useRef } from 'react';
import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { ownerOfCookie, type SessionOwners } from '../../../data/session-owners.ts';
import { useInspector } from '../../../data/use-inspector.ts';
import { visibleText } from '../../../model/visible-text.ts';
import { entrySentence } from '../../../sentences/entry-sentence.ts';
import { whatHappened, whatHappenedText } from '../../../sentences/what-happened.ts';
import type { Strings } from '../../../strings/en.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { LiveRegion } from '../../../ui/live-region.tsx';

/**
 * Announces arriving entries to assistive technology: one entry in words, several as a number. The entries of the start
 * are not announced.
 */
export function LogAnnouncer() {
  const t = useStrings();
  const arrived = useInspector((state) => state.arrivedCount);
  const newest = useInspector((state) => state.log.entries.at(-1));
  const owners = useInspector((state) => state.owners);
  const last = useRef({ arrived, text: '' });
  if (arrived !== last.current.arrived) {
    const n = arrived - last.current.arrived;
    const isOne = n === 1 && newest !== undefined;
    last.current = { arrived, text: isOne ? sentence(newest, owners, t) : t.live.announceMany(n) };
  }
  return <LiveRegion text={last.current.text} />;
}

function sentence(entry: LogEntry, owners: SessionOwners, t: Strings): string {
  if (entry.kind !== 'request') return visibleText(entrySentence(entry, t));
  const happened = whatHappened(entry, ownerOfCookie(owners, entry), t);
  return visibleText(t.live.announceOne(entry.actor.name, whatHappenedText(happened, t.common.listBetween)));
}
