import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readWindowState, windowStateOf, writeWindowState } from '../../electron/window-state.ts';

const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
const byDefault = { size: { width: 1280, height: 800 }, place: null, isMaximised: false };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'window-state-'));
  file = join(folder, 'window-state.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('opens as it was closed', () => {
  const state = windowStateOf({ x: 40, y: 50, width: 1000, height: 700 }, true);
  writeWindowState(file, state);
  expect(readWindowState(file, screens)).toEqual(state);
});

test('opens at its default size the first time', () => {
  expect(readWindowState(file, screens)).toEqual(byDefault);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"size":{"width":10,"height":10},"place":null,"isMaximised":false}',
  '{"width":"9"}',
])('opens at its default size when the file holds %j', (text) => {
  writeFileSync(file, text);
  expect(readWindowState(file, screens)).toEqual(byDefault);
});

test.each([
  [-2000, 50],
  [1900, 50],
  [40, -300],
  [40, 1050],
])('keeps its size but not a place off every screen (%i, %i)', (x, y) => {
  writeWindowState(file, windowStateOf({ x, y, width: 1000, height: 700 }, false));
  expect(readWindowState(file, screens)).toEqual({
    size: { width: 1000, height: 700 },
    place: null,
    isMaximised: false,
  });
});

test('does without a folder to write to', () => {
  expect(() => writeWindowState(join(folder, 'gone', 'x.json'), byDefault)).not.toThrow();
});
