import { expect, test } from 'vitest';
import {
  DEFAULT_COLUMNS,
  LOG_COLUMNS,
  parseColumns,
  parseWidths,
  printWidths,
  toggledColumn,
  trackTemplate,
} from '../../renderer/views/live/table/log-columns.ts';

test('columns are restored as chosen, in the order of the table; unknown ones are left out', () => {
  expect(parseColumns(null)).toBeNull();
  expect(parseColumns('')).toBeNull();
  expect(parseColumns('gone,unknown')).toBeNull();
  expect(parseColumns('ms,time,of another version')).toEqual(['time', 'ms']);
});

test('all columns with their widths fit into a preference', () => {
  const widths = Object.fromEntries(LOG_COLUMNS.map((column) => [column, 900]));
  expect(LOG_COLUMNS.join(',').length).toBeLessThan(1000);
  expect(printWidths(widths).length).toBeLessThan(1000);
  expect(parseWidths(printWidths(widths))).toEqual(widths);
  expect(parseWidths('time:12,ms:9000,actor:x,nobody:80,request:200')).toEqual({ request: 200 });
});

test('a column is switched on in its place, and off; the last one stays', () => {
  expect(toggledColumn(DEFAULT_COLUMNS, 'status')).toEqual([
    'time',
    'request',
    'status',
    'actor',
    'session',
    'happened',
    'cookie',
    'ms',
  ]);
  expect(toggledColumn(['time', 'ms'], 'ms')).toEqual(['time']);
  expect(toggledColumn(['time'], 'time')).toEqual(['time']);
});

test('a column has the width it was given, and shares the room that is left otherwise', () => {
  expect(trackTemplate(['time', 'request', 'ms'], { ms: 80 })).toEqual({
    template: '104px minmax(140px, 1.1fr) 80px',
    minWidth: 324,
  });
});
