import { Fragment } from 'react';
import { PhraseText } from '../../../../shared/phrase-text.tsx';
import type { Phrase } from '../../../../strings/text/phrase.ts';
import { byPlace } from '../../../../ui/by-place.ts';
import { TermWord } from './term-word.tsx';

/**
 * A sentence whose terms open their explanation. Only the first use of each term does, so that a sentence stays easy to
 * read.
 */
export function TermPhrase({ phrase }: { phrase: Phrase }) {
  return byPlace(phrase).map(({ key, item: part }, place) => {
    const { term } = part;
    const isFirst = phrase.findIndex((other) => other.term === term) === place;
    const words = <PhraseText phrase={[part]} />;
    if (term === undefined || !isFirst) return <Fragment key={key}>{words}</Fragment>;
    return (
      <TermWord key={key} term={term}>
        {words}
      </TermWord>
    );
  });
}
