import { entryLink } from '../../../navigation/entry-link.ts';
import type { WhatHappened } from '../../../sentences/what-happened.ts';
import { Badge } from '../../../shared/badge.tsx';
import { byPlace } from '../../../ui/by-place.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './happened-cell.module.css';

/** The effect of a request, as a badge and a few words. Keys and values come from the wire. */
export function HappenedCell({ happened }: { happened: WhatHappened }) {
  return (
    <td data-column="happened">
      {happened.badge !== null && <Badge badge={happened.badge} />}
      {byPlace(happened.clauses).map(({ key, item: clause }) => (
        <span key={key} className={styles.clause}>
          {byPlace(clause).map(({ key: place, item: span }) => (
            <span key={place} className={styles.span} data-style={span.style} data-joined={span.isJoined}>
              {span.row === undefined ? (
                <HostileText text={span.text} />
              ) : (
                <a className={styles.row} href={entryLink(span.row)}>
                  {span.text}
                </a>
              )}
            </span>
          ))}
        </span>
      ))}
    </td>
  );
}
