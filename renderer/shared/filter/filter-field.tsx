import { Search, X } from 'lucide-react';
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react';
import { useCommandHandlers } from '../../commands/use-commands.ts';
import { useFilter, useFiltered } from '../../data/use-inspector.ts';
import { errorSentence, errorsShown } from '../../sentences/filter-errors.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useMediaQuery } from '../../ui/use-media-query.ts';
import styles from './filter-field.module.css';
import { FilterHighlight } from './filter-highlight.tsx';
import { LabSwitch } from './lab-switch.tsx';
import { OfferList, offerId } from './offer-list.tsx';
import { type Offer, useOffers } from './use-offers.ts';
import { useSavedFilters } from './use-saved-filters.ts';

/** The field for a filter over the whole log, with suggestions below it and errors at their places in the text. */
export function FilterField() {
  const t = useStrings().filter;
  const filter = useFilter();
  const state = useFiltered((all) => all);
  const input = useRef<HTMLInputElement>(null);
  const highlight = useRef<HTMLDivElement>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const [cursor, setCursor] = useState(0);
  const nextCursor = useRef<number | null>(null);
  const { filters } = useSavedFilters();
  const { text } = state;
  const { offers, active, move, choose } = useOffers(isOpen && hasFocus, text, cursor, filters);
  const isListShown = offers.length > 0;
  const errors = errorsShown(state, hasFocus ? cursor : null);
  const listId = useId();
  // As in the style sheet: the field is wider if it has its own line.
  const isNarrow = useMediaQuery('(861px <= width <= 1180px)');
  const errorId = useId();
  useCommandHandlers({
    filter() {
      input.current?.focus();
      input.current?.select();
      setIsOpen(true);
    },
  });

  // A completion puts the cursor behind itself, once its text is in the field.
  useLayoutEffect(() => {
    if (nextCursor.current === null) return;
    input.current?.setSelectionRange(nextCursor.current, nextCursor.current);
    nextCursor.current = null;
  });
  const followScroll = () => {
    if (highlight.current !== null) highlight.current.scrollLeft = input.current?.scrollLeft ?? 0;
  };
  const take = ({ result, group }: Offer) => {
    nextCursor.current = result.cursor;
    setCursor(result.cursor);
    filter.setText(result.text, group === 'saved');
    if (group === 'saved') setIsOpen(false);
  };
  const clear = () => {
    filter.setText('', true);
    setCursor(0);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const offer = offers[active];
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        if (isListShown) move(event.key === 'ArrowDown' ? 1 : -1);
        else setIsOpen(true);
        break;
      case 'Tab':
        if (offer === undefined || event.shiftKey) return;
        take(offer);
        break;
      case 'Enter':
        if (offer !== undefined) take(offer);
        else {
          filter.setText(text, true);
          setIsOpen(false);
        }
        break;
      case 'Escape':
        if (isListShown) setIsOpen(false);
        else if (text !== '') clear();
        else return;
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search className={styles.field} data-focus={hasFocus || undefined}>
      <div className={styles.box} data-invalid={errors.length > 0 || undefined}>
        <Search size={14} className={styles.icon} aria-hidden="true" />
        <div className={styles.line}>
          <FilterHighlight text={text} terms={state.parsed.terms} errors={errors} layerRef={highlight} />
          <input
            ref={input}
            type="text"
            role="combobox"
            className={styles.input}
            aria-label={t.name}
            aria-autocomplete="list"
            aria-expanded={isListShown}
            aria-controls={listId}
            aria-activedescendant={active >= 0 ? offerId(listId, active) : undefined}
            aria-invalid={errors.length > 0}
            aria-describedby={errors.length > 0 ? errorId : undefined}
            placeholder={isNarrow && !hasFocus ? t.placeholderShort : t.placeholder}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setCursor(event.target.selectionStart ?? event.target.value.length);
              setIsOpen(true);
              filter.setText(event.target.value);
            }}
            onSelect={(event) => {
              setCursor(event.currentTarget.selectionStart ?? 0);
              followScroll();
            }}
            onScroll={followScroll}
            onFocus={() => {
              setHasFocus(true);
              filter.prepare();
            }}
            onClick={() => setIsOpen(true)}
            onBlur={() => {
              setHasFocus(false);
              setIsOpen(false);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <LabSwitch />
        {text !== '' && (
          <IconButton label={t.clear} onClick={clear}>
            <X size={14} />
          </IconButton>
        )}
      </div>
      {(isListShown || errors.length > 0) && (
        <div className={styles.panel}>
          {errors.length > 0 && (
            <ul id={errorId} className={styles.errors}>
              {errors.slice(0, 3).map((error) => (
                <li key={error.from}>
                  <code className={styles.part}>{text.slice(error.from, error.to).slice(0, 40)}</code>
                  {errorSentence(error, t)}
                </li>
              ))}
            </ul>
          )}
          {isListShown && <OfferList id={listId} offers={offers} active={active} onChoose={choose} onTake={take} />}
        </div>
      )}
    </search>
  );
}
