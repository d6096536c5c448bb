/** The columns of the table of requests, in their order. */
export const LOG_COLUMNS = [
  'id',
  'time',
  'method',
  'request',
  'status',
  'actor',
  'engine',
  'session',
  'happened',
  'cookie',
  'cookies',
  'set-cookies',
  'size',
  'store',
  'ms',
] as const;
export type LogColumn = (typeof LOG_COLUMNS)[number];

/**
 * The columns without a choice by the user: method and status are part of the request column then, and a narrow table
 * omits the last columns.
 */
export const DEFAULT_COLUMNS: readonly LogColumn[] = [
  'time',
  'request',
  'actor',
  'session',
  'happened',
  'cookie',
  'ms',
];
export const NUMBER_COLUMNS: ReadonlySet<LogColumn> = new Set([
  'cookie',
  'cookies',
  'set-cookies',
  'size',
  'store',
  'ms',
]);

/** The minimum width of each column in pixels, and its share of the remaining room. */
const TRACKS: Readonly<Record<LogColumn, readonly [least: number, share: number]>> = {
  id: [58, 0],
  time: [104, 0],
  method: [72, 0],
  request: [140, 1.1],
  status: [58, 0],
  actor: [84, 0],
  engine: [94, 0],
  session: [92, 0],
  happened: [150, 2],
  cookie: [66, 0],
  cookies: [70, 0],
  'set-cookies': [104, 0],
  size: [66, 0],
  store: [64, 0],
  ms: [52, 0],
};
export const COLUMN_WIDTH = { min: 40, max: 900, step: 8 } as const;

export type ColumnWidths = Readonly<Partial<Record<LogColumn, number>>>;

/** `time,request`: the chosen columns, in the table's order. Null if the user has not chosen columns. */
export function parseColumns(stored: string | null): readonly LogColumn[] | null {
  const chosen = new Set((stored ?? '').split(','));
  const columns = LOG_COLUMNS.filter((column) => chosen.has(column));
  return columns.length === 0 ? null : columns;
}

/** `actor:120,ms:60`: the chosen widths in pixels; invalid ones are skipped. */
export function parseWidths(stored: string | null): ColumnWidths {
  const pairs = (stored ?? '').split(',').map((pair) => pair.split(':'));
  const known = pairs.filter(
    ([name, width]) => LOG_COLUMNS.some((column) => column === name) && isWidth(Number(width)),
  );
  return Object.fromEntries(known.map(([name, width]) => [name, Math.round(Number(width))]));
}

export function printWidths(widths: ColumnWidths): string {
  return Object.entries(widths)
    .map(([name, width]) => `${name}:${width}`)
    .join(',');
}

/** The same choice with one column more or less; the last one stays. */
export function toggledColumn(columns: readonly LogColumn[], column: LogColumn): readonly LogColumn[] {
  const next = LOG_COLUMNS.filter((each) => (each === column ? !columns.includes(each) : columns.includes(each)));
  return next.length === 0 ? columns : next;
}

/** The grid's template for these columns, and the width below which it scrolls sideways. */
export function trackTemplate(
  columns: readonly LogColumn[],
  widths: ColumnWidths,
): { readonly template: string; readonly minWidth: number } {
  const tracks = columns.map((column) => {
    const { [column]: width } = widths;
    const [least, share] = TRACKS[column];
    if (width !== undefined) return { css: `${width}px`, least: width };
    return { css: share === 0 ? `${least}px` : `minmax(${least}px, ${share}fr)`, least };
  });
  return {
    template: tracks.map(({ css }) => css).join(' '),
    minWidth: tracks.reduce((sum, { least }) => sum + least, 0),
  };
}

function isWidth(width: number): boolean {
  return width >= COLUMN_WIDTH.min && width <= COLUMN_WIDTH.max;
}
