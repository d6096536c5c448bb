import { useEffect, useRef } from 'react';
import { capsOf } from '../../commands/key-text.ts';
import { keyboardHere } from '../../commands/keyboard-here.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { KeyCaps } from '../../ui/key-caps.tsx';
import styles from './palette.module.css';
import type { PaletteGroup, PaletteItem } from './palette-item.ts';
import type { Found, FoundGroup } from './rank-items.ts';

export interface PaletteListProps {
  readonly id: string;
  readonly groups: readonly FoundGroup[];
  /** The place of the active item among all that are shown. */
  readonly active: number;
  /** The mouse is over an item. */
  readonly onPoint: (place: number) => void;
  readonly onChoose: (item: PaletteItem) => void;
}

export function optionId(listId: string, place: number): string {
  return `${listId}-${place}`;
}

/** The found items, under their headings. */
export function PaletteList({ id, groups, active, onPoint, onChoose }: PaletteListProps) {
  const { commands: t, shell } = useStringsWithLater();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(optionId(id, active))}`)?.scrollIntoView({ block: 'nearest' });
  });
  const headings: Record<PaletteGroup, string> = {
    ...t.groups,
    recent: t.recent,
    lab: shell.lab,
    settings: t.settings,
    filters: t.filters,
    sessions: t.sessions,
  };
  const starts = groups.map((_, index) => groups.slice(0, index).reduce((sum, { found }) => sum + found.length, 0));
  return (
    <div ref={list} id={id} role="listbox" aria-label={t.list} className={styles.list}>
      {groups.map(({ group, found }, index) => (
        <fieldset key={group} aria-labelledby={`${id}-${group}`}>
          <div id={`${id}-${group}`} role="presentation" className={styles.heading}>
            {headings[group]}
          </div>
          {found.map((one, offset) => {
            const place = (starts[index] ?? 0) + offset;
            return (
              <PaletteOption
                key={one.item.id}
                id={optionId(id, place)}
                found={one}
                isActive={place === active}
                onPoint={() => onPoint(place)}
                onChoose={() => onChoose(one.item)}
              />
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}

interface PaletteOptionProps {
  readonly id: string;
  readonly found: Found;
  readonly isActive: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function PaletteOption({ id, found: { item, ranges }, isActive, onPoint, onChoose }: PaletteOptionProps) {
  return (
    // The field keeps the focus, and with it the keyboard.
    <button
      type="button"
      role="option"
      tabIndex={-1}
      id={id}
      aria-selected={isActive}
      className={styles.option}
      onMouseDown={(event) => event.preventDefault()}
      onMouseMove={onPoint}
      onClick={onChoose}
    >
      <span className={styles.title}>
        <Marked text={item.title} ranges={ranges} />
      </span>
      {item.detail !== undefined && item.detail !== '' && (
        <span className={styles.detail}>
          <HostileText text={item.detail} />
        </span>
      )}
      <span className={styles.keys}>
        {item.keys.map((key) => (
          <KeyCaps key={key} caps={capsOf(key, keyboardHere)} />
        ))}
      </span>
    </button>
  );
}

/** A title with its matching letters marked. */
function Marked({ text, ranges }: { text: string; ranges: Found['ranges'] }) {
  let at = 0;
  const parts = ranges.flatMap(([from, to]) => {
    const before = text.slice(at, from);
    at = to;
    return [
      <HostileText key={`before-${from}`} text={before} />,
      <b key={`typed-${from}`} className={styles.typed}>
        <HostileText text={text.slice(from, to)} />
      </b>,
    ];
  });
  return (
    <>
      {parts}
      <HostileText text={text.slice(at)} />
    </>
  );
}
