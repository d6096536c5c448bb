import { useRef } from 'react';
import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { useInspector } from '../../../data/use-inspector.ts';
import { visibleText } from '../../../model/visible-text.ts';
import { entrySentence } from '../../../sentences/entry-sentence.ts';
import { whatHappened, whatHappenedText } from '../../../sentences/what-happened.ts';
import type { Strings } from '../../../strings/en.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { LiveRegion } from '../../../ui/live-region.tsx';

/**
 * Tells assistive tools what arrives: one entry in words, several as a number. Nothing is said of what was there at
 * the start.
 */
export function LogAnnouncer() {
  const t = useStrings();
  const arrived = useInspector((state) => state.arrivedCount);
  const newest = useInspector((state) => state.log.entries.at(-1));
  const last = useRef({ arrived, text: '' });
  if (arrived !== last.current.arrived) {
    const n = arrived - last.current.arrived;
    last.current = { arrived, text: n === 1 && newest !== undefined ? sentence(newest, t) : t.live.announceMany(n) };
  }
  return <LiveRegion text={last.current.text} />;
}

function sentence(entry: LogEntry, t: Strings): string {
  if (entry.kind !== 'request') return visibleText(entrySentence(entry, t));
  return visibleText(
    t.live.announceOne(entry.actor.name, whatHappenedText(whatHappened(entry, null, t.happened), t.common.listBetween)),
  );
}
