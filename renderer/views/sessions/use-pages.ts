import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

/** A page of a list, and the number of all matching rows. */
export interface PageAnswer<Row> {
  readonly rows: readonly Row[];
  readonly matching: number;
}

export interface PagesOptions<Row, Answer extends PageAnswer<Row>> {
  readonly isOn: boolean;
  /** Two lists with different names have other rows, or another order. */
  readonly name: string;
  /** Whether the name was typed, so that each letter would be another list. */
  readonly isTyped: boolean;
  /** Another object or text after each change of the list. */
  readonly changes: unknown;
  /** While the list changes, the visible rows are requested again at most this often. */
  readonly refreshMs: number;
  /**
   * Resolves to null if the request failed. Must be the same function as long as `name` is equal, because a new
   * function loads the list again.
   */
  readonly ask: (offset: number, limit: number) => Promise<Answer | null>;
}

export interface Pages<Row, Answer> {
  /** The loaded rows. A row that is on its way is its index. */
  readonly rows: readonly (Row | number)[];
  readonly matching: number;
  /** The latest answer. Null before the first one. */
  readonly answer: Answer | null;
  /** Has to be called with the rows in sight. */
  readonly onSight: (first: number, last: number) => void;
}

/** The loaded part of the list. */
interface Read<Row, Answer> {
  readonly pages: ReadonlyMap<number, readonly Row[]>;
  readonly answer: Answer | null;
}

const PAGE = 100;
const TYPING_MS = 150;
const NOTHING: Read<never, never> = { pages: new Map(), answer: null };
const NEVER = { name: null, changes: null, atMs: 0 };

/**
 * The rows of a list that is too long for memory: the visible ones are requested, and again when the list has changed.
 */
export function usePages<Row, Answer extends PageAnswer<Row>>(options: PagesOptions<Row, Answer>): Pages<Row, Answer> {
  const { isOn, name, isTyped, changes, refreshMs, ask } = options;
  const [read, setRead] = useState<Read<Row, Answer>>(NOTHING);
  const sight = useRef({ first: 0, last: PAGE - 1 });
  const reading = useRef(new Set<number>());
  const last = useRef<{ readonly name: string | null; readonly changes: unknown; readonly atMs: number }>(NEVER);

  const readPages = useCallback(
    async (wanted: readonly number[], isAnew: boolean) => {
      const asked = last.current;
      for (const page of wanted) reading.current.add(page);
      const answers = await Promise.all(wanted.map(async (page) => [page, await ask(page * PAGE, PAGE)] as const));
      for (const page of wanted) reading.current.delete(page);
      // Another list has been requested since.
      if (asked.name !== last.current.name) return;
      setRead((before) => joined(isAnew ? { ...before, pages: NOTHING.pages } : before, answers));
    },
    [ask],
  );

  useEffect(() => {
    if (!isOn) return;
    const isNew = last.current.name !== name;
    if (!isNew && last.current.changes === changes) return;
    const waitMs = isNew ? (isTyped ? TYPING_MS : 0) : last.current.atMs + refreshMs - Date.now();
    const timer = setTimeout(
      () => {
        last.current = { name, changes, atMs: Date.now() };
        void readPages(pagesOf(sight.current), true);
      },
      Math.max(0, waitMs),
    );
    return () => clearTimeout(timer);
  }, [isOn, name, isTyped, changes, refreshMs, readPages]);

  const onSight = useCallback(
    (first: number, end: number) => {
      sight.current = { first, last: end };
      const missing = pagesOf(sight.current).filter((page) => !read.pages.has(page) && !reading.current.has(page));
      if (isOn && read.answer !== null && missing.length > 0) void readPages(missing, false);
    },
    [isOn, read, readPages],
  );
  const matching = read.answer?.matching ?? 0;
  const rows = useMemo(() => {
    // A number for each row on its way: a million objects would take too long.
    const items: (Row | number)[] = new Array(matching);
    for (let index = 0; index < matching; index++) items[index] = index;
    for (const [page, loaded] of read.pages) {
      for (const [place, row] of loaded.entries()) if (page * PAGE + place < matching) items[page * PAGE + place] = row;
    }
    return items;
  }, [read, matching]);
  return { rows, matching, answer: read.answer, onSight };
}

function pagesOf({ first, last }: { first: number; last: number }): number[] {
  const firstPage = Math.floor(Math.max(0, first) / PAGE);
  const count = Math.max(0, Math.floor(last / PAGE) - firstPage) + 1;
  return Array.from({ length: count }, (_, place) => firstPage + place);
}

/** A page without a response has failed, which was reported; the loaded rows stay. */
function joined<Row, Answer extends PageAnswer<Row>>(
  before: Read<Row, Answer>,
  answers: readonly (readonly [number, Answer | null])[],
): Read<Row, Answer> {
  const pages = new Map(before.pages);
  let { answer } = before;
  for (const [page, found] of answers) {
    if (found === null) continue;
    pages.set(page, found.rows);
    answer = found;
  }
  return { pages, answer };
}
