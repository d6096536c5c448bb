import { useEffect, useRef } from 'react';
import { examplesOf } from '../../sentences/filter-errors.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './offer-list.module.css';
import type { Offer } from './use-offers.ts';

export interface OfferListProps {
  readonly id: string;
  readonly offers: readonly Offer[];
  readonly active: number;
  readonly onChoose: (index: number) => void;
  readonly onTake: (offer: Offer) => void;
}

export const offerId = (listId: string, index: number) => `${listId}-${index}`;

/** The others come when the key is there. */
const SHOWN_EXAMPLES = 4;

/** The suggestions at the cursor, visible below the field and controlled by mouse or the keyboard of the field. */
export function OfferList({ id, offers, active, onChoose, onTake }: OfferListProps) {
  const t = useStrings().filter;
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active >= 0) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const groupNames = { saved: t.savedGroup, keys: t.keysGroup, values: null };
  return (
    <div ref={list} id={id} role="listbox" aria-label={t.offers} className={styles.list}>
      {offers.map((offer, index) => {
        const isFirst = offers[index - 1]?.group !== offer.group;
        const groupName = groupNames[offer.group];
        return (
          <div key={offer.id} role="presentation">
            {isFirst && groupName !== null && offers[0]?.group === 'saved' && (
              <div role="presentation" className={styles.group}>
                {groupName}
              </div>
            )}
            {/* The field keeps the focus, and with it the keyboard. */}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys. */}
            <div
              id={offerId(id, index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={styles.offer}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => index !== active && onChoose(index)}
              onClick={() => onTake(offer)}
            >
              <span className={styles.text}>
                <HostileText text={offer.text} />
              </span>
              {offer.group === 'keys' && offer.key !== null && (
                <span className={styles.hint}>
                  {t.keys[offer.key]}
                  <code className={styles.example}>{examplesOf(offer.key, SHOWN_EXAMPLES)}</code>
                </span>
              )}
            </div>
          </div>
        );
      })}
    </div>
  );
}
