import { useMemo, useState } from 'react';
import { completeFilter } from '../../../server/contract/filter/complete.ts';
import { useStore } from '../../data/use-inspector.ts';
import { knownValues } from '../known-values.ts';

/** Something to put into the field: a completion at the cursor, or a whole filter that was saved. */
export interface Offer {
  readonly id: string;
  readonly text: string;
  readonly group: 'saved' | 'keys' | 'values';
  /** The key it is, or is a value of; null for a saved filter. */
  readonly key: ReturnType<typeof completeFilter>['items'][number]['key'] | null;
  /** The text of the field with the suggestion, and the cursor after it. */
  readonly result: { readonly text: string; readonly cursor: number };
}

export interface Offers {
  readonly offers: readonly Offer[];
  /** -1 if no suggestion is chosen. */
  readonly active: number;
  /** Moves the choice by one, with wrapping and a stop without a choice. */
  move(step: 1 | -1): void;
  choose(index: number): void;
}

/** The suggestions at the cursor while the list is open. */
export function useOffers(isOpen: boolean, text: string, cursor: number, saved: readonly string[]): Offers {
  const store = useStore();
  const place = `${cursor}:${text}`;
  const [chosen, setChosen] = useState({ place, index: -1 });
  // A choice among other suggestions does not apply to these.
  const active = chosen.place === place ? chosen.index : -1;
  const offers = useMemo(() => {
    if (!isOpen) return [];
    const { from, to, items } = completeFilter(text, cursor, knownValues(store.getState()));
    const completions = items.map((item): Offer => {
      // After a value the next term can be typed immediately.
      const put = item.kind === 'value' && to === text.length ? `${item.text} ` : item.text;
      return {
        id: `${item.key} ${item.text}`,
        text: item.text,
        group: item.kind === 'key' ? 'keys' : 'values',
        key: item.key,
        result: { text: text.slice(0, from) + put + text.slice(to), cursor: from + put.length },
      };
    });
    const whole = text.trim() === '' ? saved : [];
    return [...whole.map(savedOffer), ...completions];
  }, [isOpen, text, cursor, saved, store]);
  return {
    offers,
    active,
    move: (step) => {
      const count = offers.length + 1;
      setChosen({ place, index: ((active + 1 + step + count) % count) - 1 });
    },
    choose: (index) => setChosen({ place, index }),
  };
}

function savedOffer(filter: string): Offer {
  return {
    id: `saved ${filter}`,
    text: filter,
    group: 'saved',
    key: null,
    result: { text: filter, cursor: filter.length },
  };
}
