import { entryLink } from '../navigation/entry-link.ts';
import type { Phrase } from '../strings/text/phrase.ts';
import { byPlace } from '../ui/by-place.ts';
import { HostileText } from '../ui/hostile-text.tsx';
import styles from './phrase-text.module.css';

/** A sentence with emphasised words. Every part may come from the wire. */
export function PhraseText({ phrase }: { phrase: Phrase }) {
  return byPlace(phrase).map(({ key, item: part }) => (
    <span key={key} className={styles.part} data-style={part.style}>
      {part.row === undefined ? (
        <HostileText text={part.text} />
      ) : (
        <a className={styles.row} href={entryLink(part.row)}>
          {part.text}
        </a>
      )}
    </span>
  ));
}
