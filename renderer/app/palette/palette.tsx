import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { commandOfPress } from '../../commands/command-keys.ts';
import { keyboardHere } from '../../commands/keyboard-here.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { KeyCaps } from '../../ui/key-caps.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './palette.module.css';
import type { PaletteItem } from './palette-item.ts';
import { optionId, PaletteList } from './palette-list.tsx';
import { rankItems } from './rank-items.ts';
import { useActorItems } from './use-actor-items.ts';
import { useCommandItems } from './use-command-items.ts';
import { useExperimentItems } from './use-experiment-items.ts';
import { useFilterItems, useSettingItems } from './use-place-items.ts';
import { useSessionItems } from './use-session-items.ts';

export interface PaletteProps {
  /** The ids of the recently chosen items, the latest first. */
  readonly recent: readonly string[];
  readonly onChoose: (item: PaletteItem) => void;
  readonly onClose: () => void;
}

const PAGE = 8;

/** A field and its results: the focus stays in the field, and the keys move through the list. */
export function Palette({ recent, onChoose, onClose }: PaletteProps) {
  const t = useStrings().commands;
  const [query, setQuery] = useState('');
  const [pointed, setPointed] = useState<string | null>(null);
  const listId = useId();
  const [commands, actors, experiments, settings, filters, sessions] = [
    useCommandItems(),
    useActorItems(),
    useExperimentItems(),
    useSettingItems(),
    useFilterItems(),
    useSessionItems(query),
  ];
  const groups = useMemo(
    () => rankItems([...commands, ...actors, ...experiments, ...settings, ...filters, ...sessions], query, recent),
    [commands, actors, experiments, settings, filters, sessions, query, recent],
  );
  const items = groups.flatMap(({ found }) => found.map(({ item }) => item));
  const marked = useMarked(pointed, query, items);
  const at = Math.max(
    0,
    items.findIndex(({ id }) => id === marked),
  );
  const setActive = (place: number) => setPointed(items[place]?.id ?? null);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const next = placeAfterKey(event.key, at, items.length);
    const item = items[at];
    if (next !== null) setActive(next);
    else if (event.key === 'Enter' && item !== undefined) onChoose(item);
    else if (commandOfPress(event, keyboardHere)?.key === 'Mod+K') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <div className={styles.field}>
        <Search size={16} className={styles.icon} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          className={styles.input}
          aria-label={t.find}
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items.length > 0 ? optionId(listId, at) : undefined}
          placeholder={t.placeholder}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setPointed(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      {items.length > 0 ? (
        <PaletteList id={listId} groups={groups} active={at} onPoint={setActive} onChoose={onChoose} />
      ) : (
        <p className={styles.none}>{t.none(query)}</p>
      )}
      <VisuallyHidden>
        <span role="status">{query === '' ? '' : t.found(items.length)}</span>
      </VisuallyHidden>
      <footer className={styles.foot} aria-hidden="true">
        <span>
          <KeyCaps caps={['↑']} /> <KeyCaps caps={['↓']} /> {t.footChoose}
        </span>
        <span>
          <KeyCaps caps={['Enter']} /> {t.footRun}
        </span>
        <span>
          <KeyCaps caps={['Esc']} /> {t.footClose}
        </span>
      </footer>
    </>
  );
}

/**
 * The id of the item that Enter runs: the item under the pointer, else the first result. It stays the same while the
 * list changes, because Enter must run the marked item.
 */
function useMarked(pointed: string | null, query: string, items: readonly PaletteItem[]): string | null {
  const first = useRef<{ readonly query: string; readonly id: string | null }>({ query, id: null });
  const isThere = (sought: string | null) => items.some(({ id }) => id === sought);
  if (first.current.query !== query || !isThere(first.current.id)) first.current = { query, id: items[0]?.id ?? null };
  return isThere(pointed) ? pointed : first.current.id;
}

/**
 * Arrow keys wrap from the last item to the first and back; page keys stop at the ends. Null if the key has no effect
 * on the list.
 */
function placeAfterKey(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'PageDown':
      return Math.min(at + PAGE, count - 1);
    case 'PageUp':
      return Math.max(at - PAGE, 0);
    default:
      return null;
  }
}
