import { useMemo } from 'react';
import { usePreference } from '../../../data/use-preference.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import type { GridColumn } from '../../../ui/data-grid.tsx';
import {
  DEFAULT_COLUMNS,
  type LogColumn,
  NUMBER_COLUMNS,
  parseColumns,
  parseWidths,
  printWidths,
  toggledColumn,
  trackTemplate,
} from './log-columns.ts';

/** Which columns the table of requests has, how wide they are, and the ways to change that; remembered. */
export interface LogColumns {
  readonly shown: readonly LogColumn[];
  readonly columns: readonly GridColumn[];
  /** Null if the table fits its columns to its width. */
  readonly tracks: ReturnType<typeof trackTemplate> | null;
  toggle(column: LogColumn): void;
  resize(column: LogColumn, width: number): void;
  reset(): void;
}

const asText = (stored: string | null) => stored ?? '';

export function useLogColumns(): LogColumns {
  const { columns: title, columnHints } = useStrings().live;
  const [chosenText, setChosen] = usePreference('log-columns', asText);
  const [widthText, setWidths] = usePreference('log-column-widths', asText);
  const chosen = useMemo(() => parseColumns(chosenText), [chosenText]);
  const widths = useMemo(() => parseWidths(widthText), [widthText]);
  const shown = chosen ?? DEFAULT_COLUMNS;
  const columns = useMemo(() => {
    const hints: Partial<Record<LogColumn, string>> = columnHints;
    return shown.map((id): GridColumn => {
      const { [id]: hint } = hints;
      return {
        id,
        title: title[id],
        ...(hint === undefined ? {} : { hint }),
        ...(NUMBER_COLUMNS.has(id) ? { align: 'end' } : {}),
      };
    });
  }, [shown, title, columnHints]);
  return {
    shown,
    columns,
    tracks: useMemo(() => (chosen === null ? null : trackTemplate(chosen, widths)), [chosen, widths]),
    toggle: (column) => setChosen(toggledColumn(shown, column).join(',')),
    resize(column, width) {
      if (chosen === null) setChosen(shown.join(','));
      setWidths(printWidths({ ...widths, [column]: width }));
    },
    reset() {
      setChosen('');
      setWidths('');
    },
  };
}
