import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import type { Json } from '../../server/contract/json.ts';
import { diffTree, onlyDifferences } from '../model/diff-tree.ts';
import { treeLines } from '../model/tree-lines.ts';
import { useStrings } from '../strings/use-strings.ts';
import { asGrid } from './as-grid.ts';
import { Button } from './button.tsx';
import styles from './tree-grid.module.css';
import { moveInTree } from './tree-keys.ts';
import { TreeRow } from './tree-row.tsx';

export interface TreeGridProps {
  readonly label: string;
  readonly before: Json | undefined;
  /** Left out for a plain tree of one value. */
  readonly after?: { readonly value: Json | undefined };
  /** For a difference: equal lines are hidden. */
  readonly hidesSame?: boolean;
  /** The headings of the two sides of a difference. */
  readonly heads?: readonly [ReactNode, ReactNode];
  readonly isWrapped: boolean;
  /** Shown if neither side has a line. */
  readonly emptyText?: string;
  /** The actions on a top-level key, in a plain tree. */
  readonly actionFor?: (key: string) => ReactNode;
}

/** Lines drawn at first, and more at each press: a session may hold a megabyte. */
const CHUNK = 300;

/**
 * JSON as a tree of lines to open and close; with two values, both side by side on the same lines with the difference
 * marked by sign, word and colour. The tree holds the focus: arrows move the active line, right and left open and
 * close it.
 */
export function TreeGrid(props: TreeGridProps) {
  const { label, before, after, hidesSame = false, heads, isWrapped, emptyText, actionFor } = props;
  const t = useStrings().details;
  const baseId = useId();
  const isDiff = after !== undefined;
  const young = isDiff ? after.value : before;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [limit, setLimit] = useState(CHUNK);
  const [activePath, setActivePath] = useState('');
  const lines = useMemo(() => {
    const tree = diffTree(before, young);
    return treeLines(hidesSame ? onlyDifferences(tree) : tree, toggled);
  }, [before, young, hidesSame, toggled]);
  const shown = lines.slice(0, limit);
  const hasBranches = lines.some((line) => line.isExpandable);
  const activeIndex = Math.max(
    0,
    shown.findIndex((line) => line.path === activePath),
  );

  const toggle = (path: string) => {
    const next = new Set(toggled);
    if (!next.delete(path)) next.add(path);
    setToggled(next);
    setActivePath(path);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const move = moveInTree(event.key, activeIndex, shown);
    if (move === null) return;
    event.preventDefault();
    if (move.toggle) toggle(move.path);
    else setActivePath(move.path);
  };
  return (
    <div className={styles.frame}>
      <table
        {...asGrid('treegrid', label, shown.length === 0 ? undefined : `${baseId}-${activeIndex}`)}
        className={styles.tree}
        data-sides={isDiff ? 2 : 1}
        data-flat={!hasBranches || undefined}
        data-wrap={isWrapped || undefined}
        onKeyDown={onKeyDown}
      >
        {isDiff && (
          <thead className={styles.group}>
            <tr className={styles.group}>
              <th scope="col" className={styles.head}>
                {heads?.[0] ?? t.before}
              </th>
              <th scope="col" className={styles.head}>
                {heads?.[1] ?? t.after}
              </th>
            </tr>
          </thead>
        )}
        <tbody className={styles.group}>
          {lines.length === 0 && (
            <tr className={styles.row}>
              <td className={styles.empty} colSpan={2}>
                {emptyText}
              </td>
            </tr>
          )}
          {shown.map((line, index) => (
            <TreeRow
              key={line.path}
              id={`${baseId}-${index}`}
              line={line}
              isActive={index === activeIndex}
              isDiff={isDiff}
              onToggle={() => toggle(line.path)}
              action={line.level === 1 ? actionFor?.(line.key) : undefined}
            />
          ))}
        </tbody>
      </table>
      {shown.length < lines.length && (
        <div className={styles.foot}>
          <Button look="quiet" onClick={() => setLimit(limit + CHUNK)}>
            {t.showMore(Math.min(CHUNK, lines.length - limit))}
          </Button>
        </div>
      )}
    </div>
  );
}
